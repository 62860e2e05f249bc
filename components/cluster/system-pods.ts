import { type Amounts } from "./allocatable";
import { type AzurePlace } from "./settings";

const pod = (cpu: number, memory: number): Amounts => ({ cpu, memory, pods: 1, gpus: 0 });

/**
 * What AKS's own pods ask for on every node.
 *
 * @see https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/availability-performance/identify-memory-saturation-aks for most
 * @see https://github.com/Azure/AKS/issues/3525 for azure-cns
 * @see https://github.com/Azure/AKS/issues/5244 for cilium, which takes kube-proxy's place
 */
export function podsOnEachNode({ networkPolicy }: Pick<AzurePlace, "networkPolicy">): readonly Amounts[] {
  return [
    pod(100, 50), // azure-ip-masq-agent
    pod(50, 50), // cloud-node-manager
    pod(30, 60), // csi-azuredisk-node
    pod(30, 60), // csi-azurefile-node
    pod(40, 250), // azure-cns
    networkPolicy === "cilium" ? pod(0, 100) : pod(100, 0), // cilium, or kube-proxy
    // calico-node has no requests: https://github.com/Azure/AKS/issues/5251
    ...(networkPolicy === "calico" ? [pod(0, 0)] : []),
  ];
}

/**
 * What AKS's own pods ask for once in a cluster. They run on the system pool: nothing else is without taints.
 *
 * @see https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/availability-performance/identify-memory-saturation-aks for CoreDNS and
 * konnectivity-agent. What metrics-server asks for grows with the cluster: assumed.
 */
export const podsOfTheCluster: readonly Amounts[] = [
  ...[pod(100, 70), pod(100, 70)], // coredns
  pod(20, 10), // coredns-autoscaler
  ...[pod(20, 20), pod(20, 20)], // konnectivity-agent
  ...[pod(160, 150), pod(160, 150)], // metrics-server
];
