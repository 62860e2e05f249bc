/**
 * What to ask Azure for. The command needs az's extension `quota`, which az offers to install.
 * @see https://learn.microsoft.com/azure/quotas/quickstart-increase-quota-portal
 * @see https://learn.microsoft.com/cli/azure/quota#az-quota-update
 * @param name of the quota, as `az vm list-usage` prints it: `cores` for all of a region
 */
export function quotaRequest(name: string, cores: number, location: string): string {
  const scope = `/subscriptions/SUBSCRIPTION/providers/Microsoft.Compute/locations/${location}`;
  const quoted = /^\w+$/.test(name) ? name : `"${name}"`;
  return `az quota update --resource-name ${quoted} --scope ${scope} --limit-object value=${cores} --resource-type dedicated; or on Azure's page Quotas: Compute, region ${location}, ${name}, new limit ${cores}`;
}
