import { isRecord } from "../settings/untyped";

/** Inputs that stand in a resource's id, and not in what Azure answers. */
const inId = new Set(["resourceGroupName", "resourceName", "agentPoolName", "publicIpAddressName", "registryName"]);

/**
 * Whether what is there has all that is asked; what it has beside that does not matter. As Azure means it:
 *
 * - a version `1.34` is any patch of it
 * - a region is the same with spaces and capitals
 * - lists are compared as sets, and pools by their names
 * - who may reach the API server is the settings' to say: there a range more is one too many
 * - how many nodes an autoscaled pool has, within its range, is the autoscaler's to say
 */
export function fulfils(live: unknown, asked: unknown, key = ""): boolean {
  if (asked === undefined) return true;
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

/** As Azure compares it: regions without spaces and capitals, a single address as the range that it is. */
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
