import { type Amounts, allocatable, less, sum } from "../cluster/allocatable";
import { type AzurePlace } from "../cluster/settings";
import { podsOnEachNode } from "../cluster/system-pods";
import { architectureOf, knownSize } from "../cluster/vm-sizes";
import { corePoolLabels, poolShape } from "../pools/values";

/** A taint, which keeps pods off a node that do not tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
}

/** The nodes of one pool, which are all alike. */
export interface Nodes {
  /** The pool's name. */
  readonly pool: string;
  /** Key of the settings up to the pool: `binderhub:azure`, or `binderhub:azure.pools.users`. */
  readonly key: string;
  readonly vmSize: string;
  readonly min: number;
  readonly max: number;
  readonly spot: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** What a node has for pods other than AKS's own. `undefined` if the size is not known. */
  readonly room: Amounts | undefined;
}

type Azure = Pick<AzurePlace, "nodeCount" | "vmSize" | "networkPolicy" | "pools">;

/** All nodes of a cluster, pool by pool; the system pool is the first. */
export function nodesOf(azure: Azure): readonly [Nodes, ...Nodes[]] {
  const room = (vmSize: string) => {
    const size = knownSize(vmSize);
    return size && less(allocatable(size), sum(podsOnEachNode(azure)));
  };
  const { nodeCount, vmSize } = azure;
  const system: Nodes = {
    pool: "system",
    key: "binderhub:azure",
    vmSize,
    min: nodeCount,
    max: nodeCount,
    spot: false,
    labels: { ...corePoolLabels, ...builtIn("system", "system", vmSize) },
    taints: [],
    room: room(vmSize),
  };
  const others = Object.entries(azure.pools).map(([pool, settings]): Nodes => {
    const { nodeLabels, nodeTaints } = poolShape(settings);
    const { min, max, spot } = settings;
    return {
      ...{ pool, key: `binderhub:azure.pools.${pool}`, vmSize: settings.vmSize, min, max, spot },
      labels: { ...nodeLabels, ...builtIn(pool, "user", settings.vmSize) },
      taints: nodeTaints.map(taint),
      room: room(settings.vmSize),
    };
  });
  return [system, ...others];
}

/**
 * Labels that AKS gives every node.
 * @see https://learn.microsoft.com/azure/aks/use-labels#reserved-system-labels
 */
function builtIn(pool: string, mode: "system" | "user", vmSize: string): Record<string, string> {
  return {
    agentpool: pool,
    "kubernetes.azure.com/agentpool": pool,
    "kubernetes.azure.com/mode": mode,
    "kubernetes.io/arch": architectureOf(vmSize),
    "kubernetes.io/os": "linux",
    "node.kubernetes.io/instance-type": vmSize,
  };
}

/** A taint as AKS writes it: `key=value:effect`. */
function taint(text: string): Taint {
  const [, key = "", value = ""] = /^(.+)=(.*):[A-Za-z]+$/.exec(text) ?? [];
  return { key, value };
}
