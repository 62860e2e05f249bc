import { type Asked } from "../../settings/settings";
import { bill } from "../cost/bill";
import { allDays, always } from "../cost/billed";

/** Gigabytes that are in a registry's price. @see https://learn.microsoft.com/azure/container-registry/container-registry-skus#registry-capabilities-by-tier */
const included = { Basic: 10, Standard: 100, Premium: 500 };

/** The registry, where the stack makes one in Azure. */
export const registryBill = bill(
  ["registry"],
  ({ registry }, { images }) => {
    if (registry.type !== "azure") return [];
    const beyond = Math.max(0, images - included[registry.sku]);
    return [
      { part: `registry (${registry.sku})`, meter: `registry/${registry.sku}`, units: allDays() },
      { part: `registry (${registry.sku})`, meter: "registry-storage", units: { ...always(beyond), least: 0 } },
    ];
  },
  ({ registry }, { images }) => {
    if (registry.type === "azure") return { assumed: { images: `${images} GB in the registry` } };
    return isElsewhere(registry) ? { notCounted: ["images that are pushed out of Azure"] } : {};
  },
);

/** Whether images may leave Azure. Those of a registry in another region of Azure's are billed too, and are few. */
function isElsewhere({ type }: Asked["registry"]): boolean {
  return type !== "azure" && type !== "azureExisting" && type !== "none" && type !== "inCluster";
}
