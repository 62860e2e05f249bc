import { isRecord } from "../untyped";
import { type Differences, type Kind, type Properties } from "../model";
import { objectDiff, type ObjectDiff, type ValueDiff } from "./object-diff";
import { type Schema } from "./schema";

/**
 * Compares inputs with inputs as azure-native does.
 *
 * What is replaced is deleted first, unless Pulumi chose its name (`__createBeforeDelete`). That is not modelled: resources have names.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go for `Diff`
 */
export function differences(schema: Schema, olds: Properties, news: Properties, outputs: Properties): Differences {
  const difference = objectDiff(olds, news);
  const details = difference === undefined ? {} : detailedDiff(schema, difference);
  const { changes, replaces } = changesAndReplacements(details, olds, news, outputs);
  const isAutoNamed = typeof olds.__createBeforeDelete === "boolean" ? olds.__createBeforeDelete : undefined;
  return {
    details,
    changes,
    replaces,
    deleteBeforeReplace: isAutoNamed === undefined ? replaces.length > 0 : !isAutoNamed,
  };
}

/**
 * The kinds of all differences, by path. A change of a part of the id replaces the resource, and so does a change of what the provider's
 * `forceNewMap` names.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/diff.go for `calculateDetailedDiff`
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/gen/replacement.go for `forceNewMap`
 */
export function detailedDiff({ path, forceNew }: Pick<Schema, "path" | "forceNew">, difference: ObjectDiff) {
  const replacing = new Set([...Object.keys(path), ...forceNew]);
  const updates = Object.entries(difference.updates).filter(([key, value]) => !isSameForAzure(key, value));
  return ofObject({ ...difference, updates: Object.fromEntries(updates) }, "", "", replacing);
}

type Details = Record<string, Kind>;

function ofObject(difference: ObjectDiff, base: string, replaceBase: string, replacing: ReadonlySet<string>): Details {
  const step = (key: string) => (key.includes(".") ? `["${key}"]` : key);
  const added = Object.keys(difference.adds).map((key): [string, Kind] => [
    base + step(key),
    replacing.has(replaceBase + key) ? "ADD_REPLACE" : "ADD",
  ]);
  const deleted = Object.keys(difference.deletes).map((key): [string, Kind] => [
    base + step(key),
    replacing.has(replaceBase + key) ? "DELETE_REPLACE" : "DELETE",
  ]);
  const updated = Object.entries(difference.updates).flatMap(([key, value]) =>
    Object.entries(ofValue(value, base + step(key), replaceBase + key, replacing)),
  );
  return Object.fromEntries([...updated, ...added, ...deleted]);
}

function ofValue(value: ValueDiff, base: string, replaceBase: string, replacing: ReadonlySet<string>): Details {
  const replaces = replacing.has(replaceBase);
  if (value.object !== undefined) {
    const below = ofObject(value.object, `${base}.`, `${replaceBase}.`, replacing);
    if (!replaces) return below;
    // If no inner property can carry the replacement, the object itself does.
    const own: Details = Object.values(below).some((kind) => kind === "UPDATE") ? {} : { [base]: "UPDATE_REPLACE" };
    const inherited = Object.entries(below).map(([key, kind]): [string, Kind] => [
      key,
      kind === "UPDATE" ? "UPDATE_REPLACE" : kind,
    ]);
    return { ...own, ...Object.fromEntries(inherited) };
  }
  if (value.array !== undefined) {
    const { adds, deletes, updates } = value.array;
    return Object.fromEntries([
      ...updates.flatMap(([index, item]) =>
        Object.entries(ofValue(item, `${base}[${index}]`, `${replaceBase}[]`, replacing)),
      ),
      ...adds.map((index): [string, Kind] => [`${base}[${index}]`, "ADD"]),
      ...deletes.map((index): [string, Kind] => [`${base}[${index}]`, "DELETE"]),
    ]);
  }
  return { [base]: replaces ? "UPDATE_REPLACE" : "UPDATE" };
}

/** Top-level properties for which azure-native knows that two different values mean the same. @see applyAzureSpecificDiff in diff.go */
function isSameForAzure(key: string, { old, new: fresh }: ValueDiff): boolean {
  if (key === "resourceGroupName") return String(old).toLowerCase() === String(fresh).toLowerCase();
  if (key === "location") return normalized(old) === normalized(fresh);
  return key === "sku" && isRecord(old) && isRecord(fresh) && isSameClusterSku(old, fresh);
}

function normalized(location: unknown): string {
  return String(location).toLowerCase().replaceAll(" ", "");
}

/** Tiers and names of clusters were renamed. @see sameManagedClusterSku in diff.go */
function isSameClusterSku(old: Properties, fresh: Properties): boolean {
  const both = [old, fresh].map(({ name, tier, ...others }) => {
    const isWhole = typeof name === "string" && typeof tier === "string" && Object.keys(others).length === 0;
    return isWhole ? `${name === "Basic" ? "Base" : name} ${tier === "Paid" ? "Standard" : tier}` : undefined;
  });
  return both[0] !== undefined && both[0] === both[1];
}

/**
 * What changes, by top-level property, and what replaces, by path. A new input that has the value that the cloud already has does not
 * replace.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/diff.go for `calculateChangesAndReplacements`
 */
export function changesAndReplacements(
  details: Record<string, Kind>,
  olds: Properties,
  news: Properties,
  outputs: Properties,
): { changes: string[]; replaces: string[] } {
  const replaces: string[] = [];
  for (const [path, kind] of Object.entries(details)) {
    if (kind === "ADD_REPLACE" && olds[path] === undefined && isDeepSame(news[path], outputs[path])) {
      details[path] = "ADD";
    } else if (kind.endsWith("_REPLACE")) {
      replaces.push(path);
    }
  }
  const changes = Object.keys(details).map((path) => /^(?:\["(.*?)"\]|([^.[]+))/.exec(path)?.slice(1).join("") ?? path);
  return { changes: [...new Set(changes)], replaces };
}

function isDeepSame(some: unknown, other: unknown): boolean {
  return some !== undefined && other !== undefined && objectDiff({ some }, { some: other }) === undefined;
}
