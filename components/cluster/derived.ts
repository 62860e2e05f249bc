import { type Settings } from "../../settings/settings";

/** Name of the resource group that AKS makes for the nodes: the one set, else what Azure itself would choose. */
export function derivedNodeResourceGroup({ azure, location }: Pick<Settings, "azure" | "location">): string {
  return azure.nodeResourceGroup ?? `MC_${azure.resourceGroup}_${azure.clusterName}_${location}`;
}

/** Prefix of the API server's host name: the one set, else the cluster's name as a host name allows it. */
export function derivedDnsPrefix({ azure }: Pick<Settings, "azure">): string {
  return azure.dnsPrefix ?? azure.clusterName.replaceAll("_", "-").slice(0, 54).replace(/-+$/, "");
}
