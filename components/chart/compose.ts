import deepmerge from "deepmerge";
import { type ChartValues } from "./chart-values";

const options: deepmerge.Options = {
  arrayMerge: (_below, above: unknown[]) => above,
  isMergeableObject: (value: unknown) =>
    Array.isArray(value) ||
    (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype),
};

/**
 * Merges layers of values as Helm merges files: a later layer wins, objects are merged key by key, lists are replaced as a whole. Outputs are not
 * looked into.
 *
 * @param extra values of the user's own, of any shape, merged last
 */
export function composeValues(
  layers: readonly ChartValues[],
  extra: Readonly<Record<string, unknown>> = {},
): ChartValues & Readonly<Record<string, unknown>> {
  return deepmerge(deepmerge.all<ChartValues>([...layers], options), extra, options);
}
