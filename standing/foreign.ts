import { at, isRecord } from "../settings/untyped";

type Properties = Readonly<Record<string, unknown>>;

/** Properties that Azure reports but does not accept, at any depth: the SDK has them in its responses, but not in its arguments. */
const toldOnly = new Set([
  ...["effectiveOutboundIPs", "fqdn", "identity", "issuerURL", "lastUpdatedTime"],
  ...["provisioningInfo", "provisioningState"],
]);

/**
 * The request for a resource: what the settings ask for, and what others wrote. Objects are merged at every depth, lists are taken whole.
 *
 * A request must contain the whole resource: Azure may reset what is missing in it to its default. `az aks update` works in the same way: it
 * sends the cluster as it is, with the changes.
 * @see https://github.com/Azure/azure-cli/blob/dev/src/azure-cli/azure/cli/command_modules/acs/managed_cluster_decorator.py `update_mc`
 *
 * @param names the properties that others may write into
 * @param before what was asked for before. What is no longer asked for is removed
 */
export function withForeignProperties<Args extends object>(
  asked: Args,
  names: readonly string[],
  live: Properties,
  before: unknown,
): Args {
  const theirs = Object.fromEntries(names.filter((name) => name in live).map((name) => [name, live[name]]));
  return { ...asked, ...foreignIn(asked, theirs, before) };
}

/** The properties of the live resource that others wrote, or that others and the settings write together. */
function foreignIn(asked: object, live: Properties, before: unknown): Properties {
  const found = Object.entries(live).map(([name, theirs]) => {
    const [ours, was] = [at(asked, name), at(before, name)];
    if (toldOnly.has(name) || theirs === undefined || theirs === null) return [name, undefined];
    if (isRecord(theirs) && (ours === undefined || isRecord(ours)) && (was === undefined || isRecord(was))) {
      const both = { ...ours, ...foreignIn(ours ?? {}, theirs, was) };
      return [name, Object.keys(both).length === 0 ? undefined : both];
    }
    return [name, ours ?? (was === undefined ? theirs : undefined)];
  });
  return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Properties;
}
