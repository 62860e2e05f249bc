import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { bytesOfQuantity } from "../limits/memory";
import { type Said } from "./bill";
import { allMonth, type Billed } from "./billed";

/** Sizes of managed disks in GiB, by the number in their names: `E10` and `P10` have 128. @see https://learn.microsoft.com/azure/virtual-machines/disks-types */
const sizes: readonly (readonly [number: number, gib: number])[] = [
  ...([[1, 4], [2, 8], [3, 16], [4, 32], [6, 64]] as const), // prettier-ignore
  ...([[10, 128], [15, 256], [20, 512], [30, 1024], [40, 2048]] as const), // prettier-ignore
  ...([[50, 4096], [60, 8192], [70, 16_384], [80, 32_767]] as const), // prettier-ignore
];

/** Letters of the disks that AKS's own storage classes make. @see https://learn.microsoft.com/azure/aks/azure-csi-driver-volume-provisioning#storage-class-parameters-for-dynamic-persistentvolumes */
const classes: Readonly<Record<string, string>> = {
  ...{ default: "E", managed: "E", "managed-csi": "E" },
  ...{ "managed-csi-premium": "P", "managed-premium": "P" },
};

/** File shares that AKS's own storage classes make: those billed by what is in them, and those billed by their size, which is 100 GiB at least. */
const shares: Readonly<Record<string, "files-standard" | "files-premium">> = {
  ...{ "azurefile-csi": "files-standard", azurefile: "files-standard" },
  ...{ "azurefile-csi-premium": "files-premium", "azurefile-premium": "files-premium" },
};

/** What one volume costs: the meter, and how many of its units. */
export interface VolumePrice {
  readonly meter: string;
  readonly units: number;
}

/**
 * What a volume costs. A disk is billed as the next larger of Azure's sizes. In a cluster whose nodes are in several zones, AKS's own classes make
 * disks with copies in several zones.
 *
 * @param size a Kubernetes quantity such as `10Gi`
 * @param storageClass @default AKS's default class
 * @returns `undefined` for a class that AKS does not bring
 * @see https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes
 */
export function volumePrice(size: string, storageClass = "default", zones = false): VolumePrice | undefined {
  const gib = gibOf(size);
  const share = Object.hasOwn(shares, storageClass) ? shares[storageClass] : undefined;
  if (share !== undefined) return { meter: share, units: share === "files-premium" ? Math.max(100, gib) : gib };
  const letter = Object.hasOwn(classes, storageClass) ? classes[storageClass] : undefined;
  const fits = sizes.find(([, most]) => gib <= most);
  if (letter === undefined || fits === undefined) return undefined;
  return { meter: `disk/${letter}${fits[0]}${zones ? "-ZRS" : ""}`, units: 1 };
}

/** What is assumed of a volume of this class: whether a share is full, nobody knows. */
export function saidOfVolume(storageClass: string | undefined): Said {
  return storageClass !== undefined && shares[storageClass] === "files-standard"
    ? { assumed: { "file shares": "full" } }
    : {};
}

/** GiB of a quantity such as `10Gi`. */
export function gibOf(size: string): number {
  return bytesOfQuantity(size) / 2 ** 30;
}

/**
 * A volume that is there all the time. A storage class of one's own has no price in the table: it is looked for under `disk/` and its name, so
 * that `cost.prices` can give one.
 */
export function volumeBill(
  part: string,
  { azure }: Pick<Asked, "azure">,
  { size, storageClass }: { readonly size: string; readonly storageClass?: string },
): Billed[] {
  const zones = Object.values(azure.pools).some((pool) => pool.zones !== undefined);
  const { meter, units } = volumePrice(size, storageClass, zones) ?? {
    meter: `disk/${storageClass ?? ""}`,
    units: 1,
  };
  const month = allMonth(units);
  return [{ part, meter, stored: gibOf(size), units: { ...month, ...(meter === "files-standard" && { least: 0 }) } }];
}

/** A text or a number in a chart's values, as a text. `undefined` if there is none. */
export function textAt(values: unknown, ...path: readonly string[]): string | undefined {
  const found = at(values, ...path);
  return typeof found === "string" || typeof found === "number" ? String(found) : undefined;
}
