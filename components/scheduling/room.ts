import { type Amounts, less, sum } from "../cluster/allocatable";
import { podsOfTheCluster } from "../cluster/system-pods";
import { nodesOf, type Nodes } from "./nodes";
import { isAdmitted } from "./placing";
import { corePods, daemonPod, type Pod, serverPod } from "./pods";

/** For how many servers there is room: with the fewest nodes, and with the most that the autoscaler may start. */
export interface Room {
  readonly min: number;
  readonly max: number;
}

/** VM sizes of which the program does not know the memory, so that there is no number. */
export interface Unknown {
  readonly unknown: readonly string[];
}

/**
 * For how many idle servers there is room at a time, with what is guaranteed to each. Placeholders do not count: they make way. A running build takes
 * room too, where builds have no pool of their own.
 *
 * @param values the chart's values
 */
export function roomForServers(azure: Parameters<typeof nodesOf>[0], values: unknown): Room | Unknown {
  const server = serverPod(values);
  const pools = nodesOf(azure).filter((nodes) => isAdmitted(server, nodes));
  const unknown = pools.filter(({ room }) => room === undefined).map(({ vmSize }) => vmSize);
  if (unknown.length > 0) return { unknown: [...new Set(unknown)] };
  const total = (count: "min" | "max") =>
    pools.reduce((all, nodes) => all + roomOn(freeOf(nodes, nodes[count], values), server), 0);
  return { min: total("min"), max: total("max") };
}

/**
 * What each of a pool's nodes has free for servers and builds: the build daemon has its place on each where it may run, and what the cluster and the
 * hub have once runs on the system pool. The scheduler prefers the emptiest node.
 * @see https://kubernetes.io/docs/reference/scheduling/config/#scheduling-plugins NodeResourcesFit, LeastAllocated
 */
export function freeOf(nodes: Nodes, count: number, values: unknown): readonly Amounts[] {
  if (nodes.room === undefined) return [];
  const daemon = daemonPod(values);
  const each = less(nodes.room, sum(daemon !== undefined && isAdmitted(daemon, nodes) ? [daemon, cleaner] : []));
  const free = Array.from({ length: count }, () => each);
  const largestFirst = (pods: readonly Amounts[]) => [...pods].sort((a, b) => b.memory - a.memory);
  // AKS's own are there first.
  const once = nodes.pool === "system" ? [...largestFirst(podsOfTheCluster), ...largestFirst(corePods(values))] : [];
  for (const pod of once) {
    const emptiest = free.reduce((best, { memory }, index) => (memory > (free[best]?.memory ?? 0) ? index : best), 0);
    free[emptiest] = less(free[emptiest] ?? each, pod);
  }
  return free;
}

/** How many servers one of a pool's nodes takes, beside those of AKS and the build daemon. 0 where its size is not known. */
export function serversOn(nodes: Nodes, values: unknown): number {
  return roomOn(freeOf(nodes, 1, values), serverPod(values));
}

/** The image cleaner beside each daemon asks for nothing, but is a pod. */
const cleaner: Amounts = { cpu: 0, memory: 0, pods: 1, gpus: 0 };

function roomOn(free: readonly Amounts[], pod: Pod): number {
  return free.reduce((all, node) => all + Math.max(0, mostOf(pod, node)), 0);
}

/** How many of a pod a node has room for. */
function mostOf(pod: Pod, node: Amounts): number {
  const each = (["cpu", "memory", "pods", "gpus"] as const).flatMap((what) =>
    pod[what] > 0 ? [Math.floor(node[what] / pod[what] + 1e-9)] : [],
  );
  return Math.min(...each);
}
