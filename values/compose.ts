import deepmerge from "deepmerge";
import { type ChartValues } from "./chart-values";

/**
 * Merges layers of values, the last one winning, the way Helm merges files: objects key by key, lists as a whole.
 * Outputs are taken as they are, never looked into.
 */
export function composeValues(layers: readonly ChartValues[]): ChartValues {
  return deepmerge.all<ChartValues>([...layers], {
    arrayMerge: (_below, above: unknown[]) => above,
    isMergeableObject: (value) => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype,
  });
}
