import deepmerge from "deepmerge";
import { type ChartValues } from "./chart-values";

/** How layers of values are merged. A branch that only one layer has is taken as it is, not copied: nobody changes values in place. */
export const mergeOptions: deepmerge.Options = {
  clone: false,
  arrayMerge: (_below, above: unknown[]) => above,
  isMergeableObject: (value: unknown) =>
    Array.isArray(value) ||
    (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype),
};

/**
 * Merges layers of values as Helm merges files: a later layer wins, objects are merged key by key, lists are replaced as a whole. Outputs are not
 * looked into.
 *
 * @param extra values of the user's own, of any shape, merged last and in this order
 */
export function composeValues(
  layers: readonly ChartValues[],
  ...extra: readonly Readonly<Record<string, unknown>>[]
): ChartValues & Readonly<Record<string, unknown>> {
  return extra.reduce<ChartValues & Readonly<Record<string, unknown>>>(
    (below, above) => deepmerge(below, above, mergeOptions),
    { ...deepmerge.all<ChartValues>([...layers], mergeOptions) },
  );
}
