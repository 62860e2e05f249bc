import { coresOf } from "./settings";
import { knownSize } from "./vm-sizes";

/**
 * Managed disks that a machine can have beside its own: one for each volume on one. `undefined` for a size that is not known here.
 *
 * Twice the cores, and 32 at most. Dsv2 has four for each core; Intel's and Arm's v6 have more (those with an `a` have an AMD, and have not).
 * @see https://github.com/kubernetes-sigs/azuredisk-csi-driver/blob/master/pkg/azuredisk/azure_dd_max_disk_count.go
 */
export function dataDisks(vmSize: string): number | undefined {
  const cores = coresOf(vmSize);
  if (cores === undefined || knownSize(vmSize) === undefined || vmSize.startsWith("Standard_N")) return undefined;
  if (/^Standard_DS\d+_v2$/.test(vmSize)) return cores * 4;
  const [, features = "", version = ""] = /^Standard_[A-Z]+\d+([a-z]*)_v(\d+)$/.exec(vmSize) ?? [];
  // That table has none of v7.
  if (Number(version) > 6) return undefined;
  if (version !== "6" || features.includes("a")) return Math.min(32, cores * 2);
  return cores === 2 ? 8 : cores < 32 ? Math.min(48, cores * 3) : 64;
}
