import { isRecord } from "../untyped";
import { type Properties } from "../model";

/**
 * How an object differs from another one. azure-native compares inputs like this, and Pulumi's SDK compares outputs like this.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/diff.go for `objectDiff`
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties_diff.go for `PropertyMap.Diff`
 */
export interface ObjectDiff {
  readonly adds: Properties;
  readonly deletes: Properties;
  readonly updates: Readonly<Record<string, ValueDiff>>;
}

/** How a value differs from another one. If both are objects or both are lists, it has the differences inside. */
export interface ValueDiff {
  readonly old: unknown;
  readonly new: unknown;
  readonly object?: ObjectDiff;
  readonly array?: ArrayDiff;
}

/** How a list differs from another one, by position. */
export interface ArrayDiff {
  readonly adds: readonly number[];
  readonly deletes: readonly number[];
  readonly updates: readonly (readonly [number, ValueDiff])[];
}

/** Compares two objects. `undefined` if they are the same. A missing value and a null are the same. */
export function objectDiff(old: Properties, fresh: Properties): ObjectDiff | undefined {
  const adds: Record<string, unknown> = {};
  const deletes: Record<string, unknown> = {};
  const updates: Record<string, ValueDiff> = {};
  for (const key of Object.keys({ ...old, ...fresh })) {
    const [before, after] = [old[key], fresh[key]];
    // Internal properties of the provider, such as `__createBeforeDelete`.
    if (key.startsWith("__")) continue;
    if (isMissing(before)) {
      if (!isMissing(after)) adds[key] = after;
    } else if (isMissing(after)) {
      deletes[key] = before;
    } else {
      const difference = valueDiff(before, after);
      if (difference !== undefined) updates[key] = difference;
    }
  }
  const isSame = [adds, deletes, updates].every((some) => Object.keys(some).length === 0);
  return isSame ? undefined : { adds, deletes, updates };
}

function valueDiff(old: unknown, fresh: unknown): ValueDiff | undefined {
  if (Array.isArray(old) && Array.isArray(fresh)) {
    const array = arrayDiff(old, fresh);
    return array && { old, new: fresh, array };
  }
  if (isRecord(old) && isRecord(fresh)) {
    const object = objectDiff(old, fresh);
    return object && { old, new: fresh, object };
  }
  return isSameValue(old, fresh) ? undefined : { old, new: fresh };
}

/**
 * Lists are compared by position. azure-native compares lists with identifiers (`x-ms-identifiers`) in another way. That is not
 * modelled: no list here has any. `agentPoolProfiles` has `[]`.
 * @see https://github.com/Azure/azure-rest-api-specs/blob/main/specification/containerservice/resource-manager/Microsoft.ContainerService/aks/stable/2025-09-01/managedClusters.json
 */
function arrayDiff(old: readonly unknown[], fresh: readonly unknown[]): ArrayDiff | undefined {
  const positions = (list: readonly unknown[]) => list.map((_, index) => index);
  const adds = positions(fresh).slice(old.length);
  const deletes = positions(old).slice(fresh.length);
  const updates = positions(old).flatMap((index): [number, ValueDiff][] => {
    const difference = index < fresh.length ? valueDiff(old[index], fresh[index]) : undefined;
    return difference === undefined ? [] : [[index, difference]];
  });
  return adds.length + deletes.length + updates.length === 0 ? undefined : { adds, deletes, updates };
}

/** In ids of resources in a group, upper and lower case are the same. @see stringsEqualCaseInsensitiveAzureIds in diff_test.go */
function isSameValue(old: unknown, fresh: unknown): boolean {
  if (old === fresh) return true;
  const isId = (value: unknown): value is string =>
    typeof value === "string" && /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\//i.test(value);
  return isId(old) && isId(fresh) && old.toLowerCase() === fresh.toLowerCase();
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}
