/** The nodes of a pool. They are all alike. */
export interface NodeKind {
  /** Name of the pool. */
  readonly pool: string;
  readonly count: number;
  readonly labels: Readonly<Record<string, string>>;
  /** `key=value:effect`, as AKS takes them. */
  readonly taints: readonly string[];
  /** What a node has for pods, as Kubernetes writes amounts. @default four cores, 16 GiB, and 110 pods */
  readonly room?: Readonly<Record<string, string>>;
  /** Seconds from the moment that a node is registered until it is ready. @default 0 */
  readonly readyAfter?: number;
}

/** Nodes as AKS registers them. */
export function nodesOf(kinds: readonly NodeKind[]): readonly object[] {
  return kinds.flatMap((kind) => Array.from({ length: kind.count }, (_, index) => nodeOf(kind, index)));
}

/** One of a pool's nodes. @param index its place in the pool, from 0 */
export function nodeOf({ pool, labels, taints, room = usual, readyAfter }: NodeKind, index: number): object {
  const name = `aks-${pool}-00000000-vmss${String(index).padStart(6, "0")}`;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        [poolLabel]: pool,
        ...labels,
      },
      annotations: readyAfter === undefined ? {} : { [readyAfterSeconds]: String(readyAfter) },
    },
    spec: { taints: taints.map(taint), providerID: `kwok:${name}` },
    status: { allocatable: room, capacity: room, ...(readyAfter !== undefined && { conditions: [notReady] }) },
  };
}

/** AKS gives each node the name of its pool. @see https://learn.microsoft.com/azure/aks/use-labels */
export const poolLabel = "kubernetes.azure.com/agentpool";

/** Annotation of a node that is not ready at once. */
export const readyAfterSeconds = "sandbox/ready-after-seconds";

/**
 * What a kubelet says first. Without it, Kubernetes takes its taint off again, and pods are placed on a node that is not there yet.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/nodelifecycle/node_lifecycle_controller.go doNoScheduleTaintingPass
 */
const notReady = { type: "Ready", status: "False", reason: "KubeletNotReady", message: "it starts" };

const usual = { cpu: "4", memory: "16Gi", pods: "110", "ephemeral-storage": "100Gi" };

function taint(text: string): object {
  const [, key, value, effect] = /^([^=]+)=([^:]*):(.+)$/.exec(text) ?? [];
  return { key, value, effect };
}
