import { type Occupation } from "../model";

/**
 * One operation at a time: while a cluster is busy, none of its pools can be touched, and while a pool is, neither the cluster nor
 * that pool. Different pools are taken at a time.
 * @see https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/aks-pending-operation
 * @see https://github.com/Azure/AKS/issues/1913 for pools at a time
 */
export function occupiesCluster(id: string, operation: Operation): Occupation {
  return { key: id, what: doing[operation], clashesWith: (key) => key === id || key.startsWith(`${id}/agentPools/`) };
}

/** The same for a pool. */
export function occupiesPool(id: string, operation: Operation): Occupation {
  const [cluster = "", name = ""] = id.split("/agentPools/");
  return { key: id, what: `${name} - ${doing[operation]}`, clashesWith: (key) => key === id || key === cluster };
}

type Operation = "create" | "update" | "delete";
const doing = { create: "Creating", update: "Updating", delete: "Deleting" } as const;
