/** The nodes of a pool. They are all alike. */
export interface NodeKind {
  /** Name of the pool. */
  readonly pool: string;
  readonly count: number;
  readonly labels: Readonly<Record<string, string>>;
  /** `key=value:effect`, as AKS takes them. */
  readonly taints: readonly string[];
}

/** Nodes as AKS registers them. Each has four cores. */
export function nodesOf(kinds: readonly NodeKind[]): readonly object[] {
  return kinds.flatMap(({ pool, count, labels, taints }) =>
    Array.from({ length: count }, (_, index) => {
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
            "kubernetes.azure.com/agentpool": pool,
            ...labels,
          },
        },
        spec: { taints: taints.map(taint) },
        status: { allocatable: room, capacity: room },
      };
    }),
  );
}

const room = { cpu: "4", memory: "16Gi", pods: "110", "ephemeral-storage": "100Gi" };

function taint(text: string): object {
  const [, key, value, effect] = /^([^=]+)=([^:]*):(.+)$/.exec(text) ?? [];
  return { key, value, effect };
}
