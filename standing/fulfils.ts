import { isRecord } from "../settings/untyped";

/** Inputs that are part of a resource's id. Azure does not return them as properties. */
const inId = new Set([
  ...["accountName", "agentPoolName", "publicIpAddressName", "registryName", "resourceGroupName", "resourceName"],
]);

/**
 * Whether the live resource has everything that is asked for. What else it has does not matter. Values are compared as Azure understands them:
 *
 * - the version `1.34` means any patch of it
 * - a region may be written with spaces and capitals
 * - lists are compared as sets, and pools by their names
 * - AKS may leave out that roles in Azure decide nothing
 * - the settings alone decide who may reach the API server: a range that they do not have makes the answer `false`
 * - the autoscaler decides how many nodes an autoscaled pool has, within its range
 */
export function fulfils(live: unknown, asked: unknown, key = ""): boolean {
  if (asked === undefined) return true;
  // https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id shows an answer without it.
  if (key === "enableAzureRBAC") return (live ?? false) === asked;
  if (Array.isArray(asked)) {
    return (
      Array.isArray(live) &&
      asked.every((item) => hasItem(live, item, key)) &&
      (key !== "authorizedIPRanges" || live.every((item) => hasItem(asked, item, key)))
    );
  }
  if (isRecord(asked)) {
    return (
      isRecord(live) &&
      Object.entries(asked).every(
        ([name, value]) =>
          inId.has(name) ||
          (name === "count" && asked.enableAutoScaling === true
            ? isWithin(live.count, asked.minCount, asked.maxCount)
            : fulfils(live[name], value, name)),
      )
    );
  }
  if (typeof asked !== "string" || typeof live !== "string") return live === asked;
  // https://learn.microsoft.com/azure/aks/supported-kubernetes-versions#alias-minor-version
  if (key === "kubernetesVersion" || key === "orchestratorVersion")
    return live === asked || live.startsWith(`${asked}.`);
  return normal(live, key) === normal(asked, key);
}

function hasItem(live: readonly unknown[], asked: unknown, key: string): boolean {
  const name = isRecord(asked) ? asked.name : undefined;
  return live.some(
    (item) => (name === undefined || (isRecord(item) && item.name === name)) && fulfils(item, asked, key),
  );
}

function isWithin(count: unknown, min: unknown, max: unknown): boolean {
  return typeof count === "number" && count >= Number(min) && count <= Number(max);
}

/** The text as Azure compares it: a region without spaces and capitals, a range of one address as that address. */
function normal(text: string, key: string): string {
  switch (key) {
    case "location":
      return text.replaceAll(" ", "").toLowerCase();
    case "authorizedIPRanges":
      return text.replace(/\/32$/, "");
    default:
      return text;
  }
}
