import { type NodeObject, type PodObject } from "../objects";
import { type Amounts, less, sum } from "../../../components/cluster/allocatable";
import { bytesOfQuantity } from "../../../components/limits/memory";
import { type Nodes } from "../../../components/scheduling/nodes";
import { isAdmitted } from "../../../components/scheduling/placing";
import { gpuResource, type Pod } from "../../../components/scheduling/pods";

/** The nodes of one pool. */
export interface PoolNow {
  /** Name of AKS's pool, or `nodes` where there are no pools. */
  readonly pool: string;
  readonly nodes: number;
  readonly ready: number;
  /** Nodes that take no new pods. */
  readonly cordoned: number;
  /** How many more people's servers these nodes have room for. 0 where none may run. `undefined` if it is not known what one asks for. */
  readonly room?: number;
}

/**
 * The nodes, pool by pool, and the room that is left on them.
 *
 * @param pods all pods of the cluster
 * @param server what one more server asks for, and where it may run
 */
export function poolsNow(
  nodes: readonly NodeObject[],
  pods: readonly PodObject[],
  server: Pod | undefined,
): readonly PoolNow[] {
  return [...new Set(nodes.map(poolOf))].sort().map((pool) => {
    const own = nodes.filter((node) => poolOf(node) === pool);
    return {
      pool,
      nodes: own.length,
      ready: own.filter(isReady).length,
      cordoned: own.filter(isCordoned).length,
      ...(server !== undefined && { room: own.reduce((all, node) => all + roomOn(node, pods, server), 0) }),
    };
  });
}

/** How many more servers a node has room for. */
export function roomOn(node: NodeObject, pods: readonly PodObject[], server: Pod): number {
  if (!isReady(node) || isCordoned(node) || !isAdmitted(server, asNodes(node, server))) return 0;
  const own = pods.filter(
    ({ spec, status, metadata }) =>
      spec?.nodeName === node.metadata?.name &&
      status?.phase !== "Succeeded" &&
      status?.phase !== "Failed" &&
      // Placeholders make way.
      metadata?.labels?.component !== "user-placeholder",
  );
  const free = less(allocatableOf(node), sum(own.map(requestsOf)));
  const times = (["cpu", "memory", "pods", "gpus"] as const).flatMap((what) =>
    server[what] > 0 ? [Math.floor(free[what] / server[what] + 1e-9)] : [],
  );
  return Math.max(0, Math.min(...times));
}

/** What a pod asks for. Kubernetes puts a limit in place of a request that is missing when it takes a pod in. */
export function requestsOf({ spec }: PodObject): Amounts {
  const inits = spec?.initContainers ?? [];
  const sidecars = inits.filter(({ restartPolicy }) => restartPolicy === "Always");
  const running = sum([...(spec?.containers ?? []), ...sidecars].map(({ resources }) => amounts(resources?.requests)));
  const starting = inits.map(({ resources }) => amounts(resources?.requests));
  const most = (what: "cpu" | "memory" | "gpus") => Math.max(running[what], ...starting.map((one) => one[what]));
  return { cpu: most("cpu"), memory: most("memory"), gpus: most("gpus"), pods: 1 };
}

function poolOf({ metadata }: NodeObject): string {
  return metadata?.labels?.["kubernetes.azure.com/agentpool"] ?? metadata?.labels?.agentpool ?? "nodes";
}

function isReady({ status }: NodeObject): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true;
}

function isCordoned({ spec }: NodeObject): boolean {
  return spec?.unschedulable === true;
}

function allocatableOf({ status }: NodeObject): Amounts {
  return { ...amounts(status?.allocatable), pods: Number(status?.allocatable?.pods ?? 0) };
}

function amounts(given: Readonly<Record<string, string>> = {}): Amounts {
  return {
    cpu: thousandths(given.cpu ?? "0"),
    memory: bytesOfQuantity(given.memory ?? "0") / 2 ** 20,
    pods: 0,
    gpus: Number(given[gpuResource] ?? 0),
  };
}

/** Cores as Kubernetes writes them: `2`, `0.5` or `50m`. */
function thousandths(cores: string): number {
  return cores.endsWith("m") ? Number(cores.slice(0, -1)) : Number(cores) * 1000;
}

/** A node as the rules of placing take it. A label that it has not is empty, which they take for known. */
function asNodes({ metadata, spec }: NodeObject, { selector }: Pod): Nodes {
  const asked = ["hub.jupyter.org/node-purpose", ...Object.keys(selector)];
  return {
    ...{ pool: "", key: "", vmSize: "", min: 1, max: 1, spot: false, room: undefined },
    labels: { ...Object.fromEntries(asked.map((key) => [key, ""])), ...metadata?.labels },
    taints: (spec?.taints ?? [])
      .filter(({ effect }) => effect !== "PreferNoSchedule")
      .map(({ key, value = "" }) => ({ key, value })),
  };
}
