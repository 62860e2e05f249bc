import { isRecord } from "../untyped";
import { type Properties } from "../model";
import { merged } from "./arm";

/** The node image of a new pool. Azure makes a new image about every week. */
export const newestNodeImage = "AKSUbuntu-2204gen2containerd-202510.03.0";

/** The taint and the label of spot nodes, which AKS sets by itself. @see https://learn.microsoft.com/azure/aks/spot-node-pool */
const spot = {
  label: "kubernetes.azure.com/scalesetpriority",
  taint: "kubernetes.azure.com/scalesetpriority=spot:NoSchedule",
};

/**
 * What Azure keeps of a pool: what was asked for, and Azure's own decisions for the rest.
 * @see https://learn.microsoft.com/rest/api/aks/agent-pools/get
 * @param networking the cluster's network profile, which says how many pods a node has room for
 */
export function poolShape(name: string, asked: Properties, version: Version, networking: unknown): Properties {
  const isSpot = asked.scaleSetPriority === "Spot";
  const shape = merged(
    {
      name,
      count: 1,
      osDiskSizeGB: 128,
      osDiskType: "Managed",
      kubeletDiskType: "OS",
      maxPods: isRecord(networking) ? mostPods(networking) : 30,
      type: "VirtualMachineScaleSets",
      mode: "User",
      osType: "Linux",
      osSKU: "Ubuntu",
      scaleDownMode: "Delete",
      ...{ enableAutoScaling: false, enableNodePublicIP: false, enableEncryptionAtHost: false },
      ...{ enableUltraSSD: false, enableFIPS: false },
      upgradeSettings: isSpot ? { maxUnavailable: "1" } : { maxSurge: "10%", maxUnavailable: "0" },
      securityProfile: { enableVTPM: false, enableSecureBoot: false },
      powerState: { code: "Running" },
      provisioningState: "Succeeded",
      nodeImageVersion: newestNodeImage,
    },
    { ...asked, ...version },
  );
  return isSpot ? { ...shape, ...asSpot(shape) } : shape;
}

/** The versions of a pool: what was asked for, and what it has. */
export interface Version {
  readonly orchestratorVersion: string;
  readonly currentOrchestratorVersion: string;
}

/** What a node has room for. @see https://learn.microsoft.com/azure/aks/quotas-skus-regions#service-quotas-and-limits */
function mostPods({ networkPlugin, networkPluginMode }: Properties): number {
  if (networkPluginMode === "overlay") return 250;
  return networkPlugin === "azure" ? 30 : 110;
}

function asSpot({ nodeLabels, nodeTaints }: Properties): Properties {
  const taints = Array.isArray(nodeTaints) ? (nodeTaints as unknown[]) : [];
  return {
    nodeLabels: { ...(isRecord(nodeLabels) ? nodeLabels : {}), [spot.label]: "spot" },
    nodeTaints: taints.includes(spot.taint) ? taints : [...taints, spot.taint],
  };
}
