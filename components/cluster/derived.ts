import { type ManagedClusterArgs } from "./managed-cluster";
import { type AzurePlace } from "./settings";

/** Name of the resource group that AKS makes for the nodes: the setting, or the name that Azure itself would choose. */
export function derivedNodeResourceGroup({
  nodeResourceGroup,
  resourceGroup,
  clusterName,
  location,
}: Pick<AzurePlace, "nodeResourceGroup" | "resourceGroup" | "clusterName" | "location">): string {
  return nodeResourceGroup ?? `MC_${resourceGroup}_${clusterName}_${location}`;
}

/** Prefix of the API server's host name: the setting, or the cluster's name in a form that a host name allows. */
export function derivedDnsPrefix({ dnsPrefix, clusterName }: Pick<AzurePlace, "dnsPrefix" | "clusterName">): string {
  return dnsPrefix ?? clusterName.replaceAll("_", "-").slice(0, 54).replace(/-+$/, "");
}

/** What the cluster itself is made from. */
export function clusterArgs(place: AzurePlace): ManagedClusterArgs {
  const { location, resourceGroup, clusterName, nodeCount, vmSize, kubernetesVersion } = place;
  const { networkPolicy, apiServerRanges, entraAccess, tier, upgradeChannel } = place;
  return {
    ...{ location, resourceGroup, clusterName, nodeCount, vmSize, kubernetesVersion },
    ...{ networkPolicy, apiServerRanges, entraAccess, tier, upgradeChannel },
    nodeResourceGroup: derivedNodeResourceGroup(place),
    dnsPrefix: derivedDnsPrefix(place),
  };
}
