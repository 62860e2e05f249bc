import deepmerge from "deepmerge";
import { type ChartValues } from "./chart-values";

const options: deepmerge.Options = {
  arrayMerge: (_below, above: unknown[]) => above,
  isMergeableObject: (value: unknown) =>
    Array.isArray(value) ||
    (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype),
};

/**
 * Merges layers of values, the last one winning, the way Helm merges files: objects key by key, lists as a whole.
 * Outputs are taken as they are, never looked into.
 *
 * @param extra values of the user's own, of any shape, merged last
 */
export function composeValues(
  layers: readonly ChartValues[],
  extra: Readonly<Record<string, unknown>> = {},
): ChartValues & Readonly<Record<string, unknown>> {
  return deepmerge(deepmerge.all<ChartValues>([...layers], options), extra, options);
}
