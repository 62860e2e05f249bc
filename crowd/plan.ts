import { versions } from "../settings/versions";
import { placingValues } from "../components/scheduling/placing-values";
import { nodesOf, type Nodes } from "../components/scheduling/nodes";
import { serverPod } from "../components/scheduling/pods";
import { freeOf, serversOn } from "../components/scheduling/room";
import { type Amounts } from "../components/cluster/allocatable";
import { sure } from "../settings/refusal";
import { costly, eachServer } from "../docs/hub-for";
import { evenArrivals, randomArrivals } from "../operate/hub/load/arrivals";

/** How people come: in even steps, each by chance, or all in the first 20 seconds, as in a room where a lecturer says “now”. */
export type Shape = "even" | "random" | "at-once";

/** Seconds in which a whole room clicks. (assumed) */
export const roomClicks = 20;

/** A crowd, and the nodes that wait for it. */
export interface Plan {
  readonly people: number;
  /** Seconds within which they come. */
  readonly within: number;
  readonly shape: Shape;
  /** The same number gives the same moments. */
  readonly seed: number;
  /** What a server has set aside: memory such as `512M`, and cores. */
  readonly memory: string;
  readonly cpu: number;
  /** Size of each node. */
  readonly vmSize: string;
  /** Nodes of the pool at its most. @default as many as the people need */
  readonly nodes?: number;
  /** How much of what a node has free its one large placeholder takes, from more than 0.5 up to 1. */
  readonly part: number;
  /** Seconds from the moment at which a node is asked for until it is ready. */
  readonly nodeReady: number;
}

/** The crowd that the documentation shows. */
export const usualPlan: Plan = {
  people: 200,
  within: 180,
  shape: "random",
  seed: 1,
  memory: eachServer.userMemoryGuarantee,
  cpu: eachServer.userCpuGuarantee,
  vmSize: versions.vmSizes.is.medium,
  // What AKS leaves of a node is not known to the last MiB. A placeholder that does not fit would hold no node.
  part: 0.9,
  // (assumed) From the request for a virtual machine until its node is ready. A first node of a pool may take longer.
  nodeReady: 180,
};

/** What follows from a plan by the program's own rules. */
export interface Reckoned {
  /** The settings of a hub with a pool for the crowd: full keys. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The pool for the crowd. */
  readonly pool: Nodes;
  /** Nodes of the pool at its most. */
  readonly nodes: number;
  /** Servers on a node. */
  readonly perNode: number;
  /** Servers on all nodes. */
  readonly seats: number;
  /** What a node has free beside AKS's own pods, and what a server asks for. */
  readonly free: Amounts;
  readonly server: Amounts;
}

/** Name of the pool for the crowd. */
export const eventPool = "event";

/** @throws Error where a size is not known, or has no room for a server */
export function reckon(plan: Plan): Reckoned {
  const one = reckonWith(plan, plan.nodes ?? 1);
  if (plan.nodes !== undefined || one.perNode === 0) return one;
  return reckonWith(plan, Math.ceil(plan.people / one.perNode));
}

function reckonWith({ vmSize, memory, cpu, people }: Plan, nodes: number): Reckoned {
  const groups = {
    azure: {
      ...{ resourceGroup: "crowd", clusterName: "crowd", nodeCount: 1, vmSize: versions.vmSizes.is.medium },
      tier: "Standard",
      pools: {
        [eventPool]: { role: "user", vmSize, min: 0, max: nodes },
        // Builds are elsewhere: a crowd finds its image built.
        builds: { role: "build", vmSize: versions.vmSizes.is.small, min: 0, max: 1 },
      },
    },
    exposure: { type: "clusterIP" },
    registry: { type: "azure", name: "crowdimages", prefix: "crowd" },
    limits: { userMemoryGuarantee: memory, userMemory: "2G", userCpuGuarantee: cpu, userCpu: 1, totalQuota: people },
    // The chart makes its priorities only with placeholders.
    scheduling: { placeholders: 1 },
  };
  const settings = costly(groups);
  const values = placingValues(settings);
  const pool = sure(
    nodesOf(settings.azure).find((one) => one.pool === eventPool),
    "pool",
  );
  const [free] = freeOf(pool, 1, values);
  if (free === undefined) throw new Error(`${vmSize} is a size whose memory is not known`);
  const perNode = serversOn(pool, values);
  if (perNode === 0) throw new Error(`${vmSize} has no room for a server with ${memory} and ${cpu} core`);
  const config = Object.fromEntries(Object.entries(groups).map(([key, value]) => [`binderhub:${key}`, value]));
  return {
    config: { "azure-native:location": "westeurope", ...config },
    ...{ pool, nodes, perNode, seats: nodes * perNode, free, server: serverPod(values) },
  };
}

/** Seconds at which people come, the first one first. */
export function arrivals({ people, within, shape, seed }: Plan): readonly number[] {
  switch (shape) {
    case "even":
      return evenArrivals(people, within);
    case "random":
      return randomArrivals(people, within, seed);
    case "at-once":
      return randomArrivals(people, Math.min(roomClicks, within), seed);
  }
}
