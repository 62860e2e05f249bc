import { type Properties } from "../model";
import { ArmError, changeNotAllowed, invalidParameter } from "./errors";
import { objectDiff } from "./object-diff";
import { type PoolChange } from "./requests";
import { type World } from "./world";

/** Properties of a pool that cannot change. (Its priority cannot either, but the error is another.) @see https://learn.microsoft.com/azure/aks/manage-node-pools#limitations */
const forLife = ["availabilityZones", "maxPods", "osDiskSizeGB", "osDiskType", "osType", "type"] as const;

/** Refuses what AKS refuses, given the pool as it is. */
export function mustBeAllowed(asked: Properties, before: Properties | undefined, world: World, location: string): void {
  if (before !== undefined) mustKeep(asked, before);
  const { vmSize, count, mode, enableAutoScaling: scales, minCount: min, maxCount: max } = asked;
  if (typeof vmSize === "string" && world.sizesNotOffered.has(vmSize)) {
    // https://github.com/MicrosoftDocs/azure-docs/issues/94262 has the words for a size that the subscription may not use.
    throw new ArmError(
      400,
      "VMSizeNotSupported",
      `The VM size of ${vmSize} is not allowed in your subscription in location '${location}'. For more details, please visit https://aka.ms/cpu-quota`,
    );
  }
  if (world.sizesUsedUp.has(String(vmSize))) mustNeedNoMore(asked, before, location);
  // https://github.com/pulumi/pulumi-azure-native/issues/2943
  if (typeof count !== "number") {
    throw new ArmError(400, "InvalidParameter", "Required parameter properties.count is missing (null).");
  }
  // https://github.com/Azure/azure-cli/pull/22442
  if (count < 0 || count > 1000 || (mode === "System" && count < 1)) throw invalidParameter("agentPoolProfile.count");
  if (scales !== true) return;
  if (typeof min !== "number" || typeof max !== "number" || min > max)
    throw invalidParameter("agentPoolProfile.minCount");
  // Raising `minCount` above the count is allowed (https://github.com/Azure/AKS/issues/1758), a count beyond the range is assumed not to be.
  const scalesByHand = before?.count !== count;
  if (scalesByHand && (count < min || count > max)) throw invalidParameter("agentPoolProfile.count");
}

/**
 * Refuses more nodes of a size that the region has no more of. The nodes that are there stay.
 * @see https://github.com/Azure/azure-cli/issues/16961 for AKS, and https://github.com/cloud-hypervisor/cloud-hypervisor/pull/8319 for the code and its words
 */
function mustNeedNoMore({ vmSize, count }: Properties, before: Properties | undefined, location: string): void {
  if (Number(count) <= Number(before?.count ?? 0)) return;
  throw new ArmError(
    400,
    "SkuNotAvailable",
    `The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: ${String(vmSize)}' is currently not available in location '${location}'. Please try another size or deploy to a different location or different zone. See https://aka.ms/azureskunotavailable for details.`,
  );
}

/**
 * What AKS says if it accepted a request for a pool and then got no nodes. The pool is there then, and so is its cluster.
 * @see https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/zonalallocation-allocationfailed-error
 * @see https://github.com/Azure/AKS/issues/1272 for its words, and https://github.com/Azure/AKS/issues/2227 for a cluster that is there then
 */
export function withoutNodes(
  { vmSize, count }: Properties,
  before: Properties | undefined,
  { sizesThatRunOut }: World,
): ArmError | undefined {
  if (!sizesThatRunOut.has(String(vmSize)) || Number(count) <= Number(before?.count ?? 0)) return undefined;
  return new ArmError(
    200,
    "AllocationFailed",
    "Allocation failed. We do not have sufficient capacity for the requested VM size in this region. Read more about improving likelihood of allocation success at http://aka.ms/allocation-guidance",
  );
}

function mustKeep(asked: Properties, before: Properties): void {
  // https://github.com/Azure/bicep-registry-modules/issues/7130
  if ((asked.vmSize ?? before.vmSize) !== before.vmSize) {
    throw new ArmError(
      400,
      "PropertyChangeNotAllowed",
      'Changing property "agentPoolProfile.vmSize" is not allowed in an api-version before "2026-01-02-preview".',
    );
  }
  // https://github.com/ansible-collections/azure/pull/2186: a request that leaves it out asks for Regular.
  const [priority, now] = [asked, before].map(({ scaleSetPriority }) =>
    scaleSetPriority === "Spot" ? "Spot" : "Regular",
  );
  if (priority !== now) {
    throw new ArmError(
      400,
      "BadRequest",
      `ScaleSetPriority is immutable. Provided value is ${priority}, Please use current value ${now}.`,
    );
  }
  for (const property of forLife) {
    const value = asked[property] ?? (property === "availabilityZones" ? before[property] : undefined);
    if (value !== undefined && objectDiff({ value: before[property] }, { value }) !== undefined) {
      throw changeNotAllowed(`properties.${property}`);
    }
  }
}

/** What a request changes of a pool that is there. Only properties count that somebody can set. */
export function changesTo(pool: string, before: Properties, after: Properties): PoolChange[] {
  return Object.keys({ ...before, ...after })
    .filter((property) => !toldByAzure.has(property))
    .filter((property) => objectDiff({ of: before[property] }, { of: after[property] }) !== undefined)
    .map((property) => ({ pool, property, from: before[property], to: after[property] }));
}

const toldByAzure = new Set([
  "provisioningState",
  "currentOrchestratorVersion",
  "nodeImageVersion",
  "eTag",
  "powerState",
]);
