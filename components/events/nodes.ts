import { versions } from "../../settings/versions";
import { composeValues } from "../chart/compose";
import { type ChartValues } from "../chart/chart-values";
import { dataDisks } from "../cluster/data-disks";
import { coresOf } from "../cluster/settings";
import { familyOf } from "../cluster/vm-sizes";
import { nodesOf } from "../scheduling/nodes";
import { placingValues } from "../scheduling/placing-values";
import { serverPod } from "../scheduling/pods";
import { freeOf } from "../scheduling/room";
import { type Amounts, less } from "../cluster/allocatable";
import { type Nodes } from "../scheduling/nodes";
import { diskEach, type Hub } from "./hub";
import { eventLabel } from "./names";
import { personOf } from "./person";
import { type Event } from "./settings";

/** What a node runs out of first. */
export type EndsFirst = "memory" | "cores" | "pods" | "disks";

/** The people whom one node takes. */
export interface Seats {
  /** 0 if a person is larger than a node, or if nobody knows how large it is. */
  readonly each: number;
  readonly endsFirst: EndsFirst;
}

/** The nodes of an event, in a pool of its own. */
export interface EventNodes extends Seats {
  readonly vmSize: string;
  /** Nodes that everybody fits on. */
  readonly count: number;
  /** Nodes that the autoscaler may add, if one fails. */
  readonly spare: number;
  /** Seats on all nodes but the spare one: as many as people, or more. */
  readonly seats: number;
  /** Cores of the nodes with the spare one. */
  readonly cores: number;
  /** The family whose quota they count against. `undefined` if it is not known. */
  readonly family: string | undefined;
  /** Addresses of which Kubernetes gives each node a /24, for its pods. */
  readonly addresses: number;
  /** Disks of people that are attached at the same time. 0 if a person has none. */
  readonly disks: number;
  /** MiB that each person on a full node has, if all take as much as they can get. */
  readonly memoryEach: number;
  /** Pulls of the event's image from the hub's registry: each node one. */
  readonly pulls: number;
}

/** Sizes that are tried if there is no pool for people. */
const tried = [versions.vmSizes.is.small, versions.vmSizes.is.medium, versions.vmSizes.is.large, "Standard_D16s_v5"];

/** The size of an event's nodes. */
export function sizeOf(event: Event, hub: Hub): string {
  const pools = Object.values(hub.azure.pools);
  const own = event.vmSize ?? pools.find(({ role, gpu, spot }) => role === "user" && !gpu && !spot)?.vmSize;
  if (own !== undefined) return own;
  const fits = tried.find((vmSize) => seatsOn(vmSize, event, hub).each * 10 >= event.people);
  return fits ?? "Standard_D16s_v5";
}

/** A pool for an event. The node that an upgrade adds to a pool stands for the spare one: during an event, nothing is upgraded. */
export function poolOf({ vmSize, count }: Pick<EventNodes, "vmSize" | "count">): Hub["azure"]["pools"][string] {
  return { role: "user", vmSize, min: count, max: count, spot: false, gpu: false };
}

/** The taint that keeps all others off an event's nodes. */
export const eventTaint = (name: string) => ({ key: eventLabel, value: name, effect: "NoSchedule" }) as const;

/** What the pod asks for that holds a node. */
export const holderAsks = { cpu: "1m", memory: "1Mi" };

const holder: Amounts = { cpu: 1, memory: 1, pods: 1, gpus: 0 };

/** What a node of an event has free for its people. Builds and their daemon are kept off it. `undefined` if its size is not known. */
function freeOn(azure: Hub["azure"], { name }: Pick<Event, "name">, vmSize: string, values: unknown) {
  const pools = { ...azure.pools, [name]: poolOf({ vmSize, count: 1 }) };
  const pool = nodesOf({ ...azure, pools }).find((one) => one.pool === name);
  if (pool === undefined) return undefined;
  const nodes: Nodes = { ...pool, taints: [...pool.taints, eventTaint(name)] };
  const [free] = freeOf(nodes, 1, values);
  return free && less(free, holder);
}

/** How many people a node of a size takes, with what is set aside for each, and with a disk each where they have one. */
export function seatsOn(vmSize: string, event: Event, hub: Hub): Seats & { readonly values: unknown } {
  const { name } = event;
  const { memory, memoryGuarantee, cpu, cpuGuarantee } = personOf(event, hub);
  const azure = { ...hub.azure, pools: { ...hub.azure.pools, [name]: poolOf({ vmSize, count: 1 }) } };
  const own: ChartValues = {
    jupyterhub: {
      singleuser: {
        memory: { limit: memory, guarantee: memoryGuarantee },
        cpu: { limit: cpu, guarantee: cpuGuarantee },
      },
    },
  };
  const values = composeValues([placingValues({ ...hub, azure }) as ChartValues, own]);
  const free = freeOn(hub.azure, event, vmSize, values);
  if (free === undefined) return { each: 0, endsFirst: "memory", values };
  const server = serverPod(values);
  const most = (what: "memory" | "cpu" | "pods") =>
    server[what] > 0 ? Math.max(0, Math.floor(free[what] / server[what] + 1e-9)) : Infinity;
  const limits: readonly (readonly [EndsFirst, number])[] = [
    ["memory", most("memory")],
    ["cores", most("cpu")],
    ["pods", most("pods")],
    ["disks", diskEach(hub) ? (dataDisks(vmSize) ?? 0) : Infinity],
  ];
  const [endsFirst, each] = limits.reduce((least, one) => (one[1] < least[1] ? one : least));
  return { each, endsFirst, values };
}

/** The nodes of an event. `undefined` if none takes a person. */
export function eventNodes(event: Event, hub: Hub): EventNodes | undefined {
  const vmSize = sizeOf(event, hub);
  const { each, endsFirst, values } = seatsOn(vmSize, event, hub);
  if (each === 0) return undefined;
  const count = Math.ceil(event.people / each);
  const spare = 1;
  const free = freeOn(hub.azure, event, vmSize, values);
  const busiest = Math.min(each, event.people);
  return {
    ...{ vmSize, each, endsFirst, count, spare, seats: count * each },
    cores: (count + spare) * (coresOf(vmSize) ?? 0),
    family: familyOf(vmSize),
    addresses: (count + spare) * 256,
    disks: diskEach(hub) ? event.people : 0,
    memoryEach: Math.floor((free?.memory ?? 0) / busiest),
    pulls: count,
  };
}
