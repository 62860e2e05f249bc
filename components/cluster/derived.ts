import { type AzurePlace } from "./settings";

/** Name of the resource group that AKS makes for the nodes: the one set, else what Azure itself would choose. */
export function derivedNodeResourceGroup({
  nodeResourceGroup,
  resourceGroup,
  clusterName,
  location,
}: Pick<AzurePlace, "nodeResourceGroup" | "resourceGroup" | "clusterName" | "location">): string {
  return nodeResourceGroup ?? `MC_${resourceGroup}_${clusterName}_${location}`;
}

/** Prefix of the API server's host name: the one set, else the cluster's name as a host name allows it. */
export function derivedDnsPrefix({ dnsPrefix, clusterName }: Pick<AzurePlace, "dnsPrefix" | "clusterName">): string {
  return dnsPrefix ?? clusterName.replaceAll("_", "-").slice(0, 54).replace(/-+$/, "");
}
