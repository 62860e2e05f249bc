import { isRecord } from "../untyped";
import { type Known, type Properties } from "../model";
import { objectDiff, type ObjectDiff } from "./object-diff";
import { type Schema } from "./schema";

/**
 * Inputs of a resource that is read, as azure-native finds them: those of the state, with every difference between the outputs of the
 * state and what Azure answers now. It does not matter who changed it. Lists are compared by position.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go for `Read`
 */
export function driftedInputs(schema: Schema, id: string, { inputs, outputs, now }: Known): Properties {
  if (inputs === undefined) return importedInputs(schema, id, now);
  return applyDiff(inputs, objectDiff(asInputs(schema, outputs), asInputs(schema, now)));
}

/**
 * The outputs of a resource that could also be inputs.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/convert/sdkOutputsToSdkInputs.go
 */
export function asInputs({ body, readOnly }: Pick<Schema, "body" | "readOnly">, outputs: Properties): Properties {
  const settable = Object.entries(outputs).filter(([key]) => body.includes(key));
  return readOnly.reduce<Properties>(
    (left, path) => without(left, path.replaceAll("[]", ".*").split(".")) as Properties,
    Object.fromEntries(settable),
  );
}

/** The value without what is at the path. `*` stands for every item. */
function without(value: unknown, [step = "", ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) return step === "*" ? value.map((item) => without(item, rest)) : value;
  if (!isRecord(value)) return value;
  const left = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (step !== "*" && step !== key) return [[key, inner]];
    return rest.length === 0 ? [] : [[key, without(inner, rest)]];
  });
  return Object.fromEntries(left);
}

/**
 * Inputs of a resource of which only the id is known: the parts of the id, and what Azure answers, without empty lists and objects.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/convert/responseToSdkInputs.go
 */
function importedInputs(schema: Schema, id: string, now: Properties): Properties {
  const fromId = Object.entries(schema.path).map(([key, after]) => [
    key,
    after === "" ? scopeOf(id) : partOf(id, after),
  ]);
  const answered = Object.entries(asInputs(schema, now))
    .filter(([key]) => key !== "id")
    .map(([key, value]) => [key, withoutEmpty(value)]);
  return Object.fromEntries([...fromId, ...answered].filter(([, value]) => value !== undefined)) as Properties;
}

/** The part of an id that comes after another part. Upper and lower case are the same. */
function partOf(id: string, after: string): string | undefined {
  const parts = id.split("/");
  if (after === "*") return parts.at(-2);
  if (after === "$") return parts.at(-1);
  const at = parts.findIndex((part) => part.toLowerCase() === after.toLowerCase());
  return at < 0 ? undefined : parts[at + 1];
}

/** The scope of a role assignment: the part of its id before the assignment. */
function scopeOf(id: string): string {
  return id.split("/providers/Microsoft.Authorization/roleAssignments/")[0]?.replace(/^\//, "") ?? "";
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    const left = value.map(withoutEmpty).filter((item) => item !== undefined && item !== null);
    return left.length === 0 ? undefined : left;
  }
  if (!isRecord(value)) return value;
  const left = Object.entries(value)
    .map(([key, inner]): [string, unknown] => [key, withoutEmpty(inner)])
    .filter(([, inner]) => inner !== undefined && inner !== null);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/**
 * Applies the difference between two other values to a value: deletes, adds, and goes into objects and lists.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/diff.go for `applyDiff`, `applyValueDiff`
 */
export function applyDiff(values: Properties, difference: ObjectDiff | undefined): Properties {
  if (difference === undefined) return values;
  const { adds, deletes, updates } = difference;
  const kept = Object.entries(values).filter(([key]) => !Object.hasOwn(deletes, key));
  const updated = Object.entries(updates).map(([key, { old, new: fresh }]) => [
    key,
    Object.hasOwn(values, key) ? applyValue(values[key], old, fresh) : fresh,
  ]);
  return { ...Object.fromEntries(kept), ...adds, ...(Object.fromEntries(updated) as Properties) };
}

function applyValue(base: unknown, old: unknown, fresh: unknown): unknown {
  if (isRecord(base) && isRecord(old) && isRecord(fresh)) return applyDiff(base, objectDiff(old, fresh));
  if (Array.isArray(base) && Array.isArray(old) && Array.isArray(fresh)) {
    return fresh.map((item: unknown, index) =>
      index >= base.length || index >= old.length ? item : applyValue(base[index], old[index], item),
    );
  }
  return fresh;
}
