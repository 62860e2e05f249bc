import { type VmSize } from "./vm-sizes";

/** What pods ask for, or what a node has for them. */
export interface Amounts {
  /** Thousandths of a core. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly pods: number;
  readonly gpus: number;
}

/**
 * Pods that a node may have. The program leaves it to AKS, whose default with an overlay network is this.
 * @see https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning#maximum-pods-per-node
 */
const maxPods = 250;

/** The kubelet evicts pods when less than this is left. @see https://learn.microsoft.com/azure/aks/node-resource-reservations */
const evictionThreshold = 100;

/** A megabyte, in MiB: AKS's rule is written in MB. */
const megabyte = 1e6 / 2 ** 20;

/**
 * What AKS leaves of a node for pods, from Kubernetes 1.29 on.
 * @see https://learn.microsoft.com/azure/aks/node-resource-reservations
 */
export function allocatable({ cores, memory, gpus }: Pick<VmSize, "cores" | "memory" | "gpus">): Amounts {
  const total = memory * 1024;
  const reserved = Math.min((20 * maxPods + 50) * megabyte, total / 4);
  return {
    cpu: cores * 1000 - reservedCpu(cores),
    memory: Math.floor(total - hidden(total) - reserved - evictionThreshold),
    pods: maxPods,
    gpus,
  };
}

/** The table of AKS's reservations: 60 for the first core, 40 for the second, 20 for the next two, and 10 for each further one. */
function reservedCpu(cores: number): number {
  return Array.from({ length: cores }, (_, core) => (core === 0 ? 60 : core === 1 ? 40 : core < 4 ? 20 : 10)).reduce(
    (sum, one) => sum + one,
    0,
  );
}

/**
 * What firmware and kernel take before Kubernetes sees the memory. Nodes of 3.5, 4 and 7 GiB were seen with 165, 164 and 237 MiB less.
 * @see https://github.com/Azure/AKS/issues/3525 and https://github.com/virtual-kubelet/virtual-kubelet/issues/1250 for two of them
 */
function hidden(total: number): number {
  return 100 + total / 50;
}

/** Several pods' amounts together. */
export function sum(amounts: readonly Amounts[]): Amounts {
  return amounts.reduce(
    (all, one) => ({
      cpu: all.cpu + one.cpu,
      memory: all.memory + one.memory,
      pods: all.pods + one.pods,
      gpus: all.gpus + one.gpus,
    }),
    nothing,
  );
}

/** What is left of a node after pods that run on it. */
export function less(node: Amounts, pods: Amounts): Amounts {
  return {
    cpu: node.cpu - pods.cpu,
    memory: node.memory - pods.memory,
    pods: node.pods - pods.pods,
    gpus: node.gpus - pods.gpus,
  };
}

/** No pod at all. */
export const nothing: Amounts = { cpu: 0, memory: 0, pods: 0, gpus: 0 };
