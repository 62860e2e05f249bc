import { bill } from "../cost/bill";
import { atMost, type Billed, hours, type Month, times } from "../cost/billed";
import { coresOf } from "../cluster/settings";
import { nodesOf } from "../scheduling/nodes";

/**
 * The nodes: machines, and a disk for each. A spot node is counted at the spot price, and for the most at the usual one: the program sets no limit to
 * what it pays.
 * @see https://learn.microsoft.com/azure/aks/spot-node-pool#create-a-spot-node-pool `spot-max-price` -1
 */
export const nodeBill = bill(
  ["azure"],
  ({ azure }, { nodeHours, surgeHours }) =>
    nodesOf(azure).flatMap(({ pool, vmSize, spot }): Billed[] => {
      const part = `nodes (${pool})`;
      const usual = nodeHours.get(pool) ?? atMost(0);
      const units = { ...usual, most: usual.most + (surgeHours.get(pool) ?? 0) };
      return spot
        ? [
            { part, meter: `spot/${vmSize}`, units: { ...units, most: 0 } },
            { part, meter: `vm/${vmSize}`, units: atMost(units.most) },
            diskBilled(vmSize, units),
          ]
        : [{ part, meter: `vm/${vmSize}`, units }, diskBilled(vmSize, units)];
    }),
  ({ azure }) => {
    const own = [...new Set(nodesOf(azure).map(({ vmSize }) => vmSize))].filter(hasDisk);
    return own.length === 0
      ? {}
      : { assumed: { "disks of nodes": `likely none for ${own.join(", ")}: they have their own` } };
  },
);

/** The disks of nodes of a size. @param units hours that the nodes run, all together */
export function diskBilled(vmSize: string, units: Month): Billed {
  return { part: "disks of nodes", meter: `disk/${nodeDisk(vmSize)}`, units: diskMonths(vmSize, units) };
}

/**
 * The disk that AKS gives a node, if the machine has none of its own that is large enough.
 * @see https://learn.microsoft.com/azure/aks/concepts-storage#managed-os-disks
 */
function nodeDisk(vmSize: string): string {
  const cores = coresOf(vmSize) ?? 64;
  return cores < 8 ? "P10" : cores < 16 ? "P15" : cores < 64 ? "P20" : "P30";
}

/** How many months of a disk so many hours of nodes need. */
function diskMonths(vmSize: string, units: Month): Month {
  const months = times(units, 1 / hours.likely);
  if (hasDisk(vmSize)) return { ...months, least: 0, likely: 0 };
  return mayHaveDisk(vmSize) ? { ...months, least: 0 } : months;
}

/**
 * Whether a machine has a local disk of 128 GiB, and needs no other: those with a `d` after the cores have 37.5 GiB a core, so from 4 cores on.
 * @see https://learn.microsoft.com/azure/aks/concepts-storage#default-os-disk-sizing
 */
function hasDisk(vmSize: string): boolean {
  return /^Standard_[A-Z]+\d+[a-z]*d/.test(vmSize) && (coresOf(vmSize) ?? 0) >= 4;
}

/**
 * Whether its name does not say it: many older machines have a disk of their own, and so have those with GPUs, such as `Standard_NC4as_T4_v3`.
 * @see https://learn.microsoft.com/azure/virtual-machines/azure-vms-no-temp-disk
 */
const mayHaveDisk = (vmSize: string): boolean => !/^Standard_[DEF]\d+\w*_v([4-9]|\d{2,})$/.test(vmSize);
