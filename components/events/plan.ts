import { type Asked } from "../../settings/settings";
import { versions } from "../../settings/versions";
import { at } from "../../settings/untyped";
import { composeValues } from "../chart/compose";
import { type ChartValues } from "../chart/chart-values";
import { dataDisks } from "../cluster/data-disks";
import { coresOf } from "../cluster/settings";
import { familyOf, knownSize } from "../cluster/vm-sizes";
import { userGuarantees } from "../limits/guarantees";
import { bytes } from "../limits/memory";
import { type Seen } from "../scheduling/found";
import { nodesOf } from "../scheduling/nodes";
import { isAdmitted } from "../scheduling/placing";
import { placingValues } from "../scheduling/placing-values";
import { daemonPod, serverPod } from "../scheduling/pods";
import { freeOf } from "../scheduling/room";
import { minutesIn } from "../schedule/hours";
import { disks as diskClasses } from "../storage/rules";
import { type Event } from "./settings";
import { type EventTimes, timesOf } from "./times";

/** What an event's plan follows from, beside the event. The group `azure` is looked at on the platform `azure` only. */
export type Hub = Seen & Pick<Asked, "platform" | "storage" | "registry">;

/** The settings that a plan follows from, by their names. */
export const planNames = [
  ...(["platform", "azure", "limits", "builder", "scheduling"] as const),
  ...(["extraValues", "storage", "registry"] as const),
] as const satisfies readonly (keyof Hub)[];

/** What one person's server may take, and what is set aside for it. */
export interface PersonAmounts {
  /** JupyterHub's amounts of memory, such as `2G`. */
  readonly memory: string;
  readonly memoryGuarantee: string;
  readonly cpu: number;
  readonly cpuGuarantee: number;
}

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
  readonly pulls: Pulls;
}

/** Images that the nodes pull: each node once. */
export interface Pulls {
  /** Of the event's image, from the hub's registry. */
  readonly registry: number;
  /** From Docker Hub without a login, from one address: the cluster's way out. */
  readonly dockerHub: number;
}

/** How people come. */
export interface Arrival {
  /** Launches a minute, if they come evenly. */
  readonly perMinute: number;
  /** Servers that start at the same moment. */
  readonly atOnce: number;
  /** Servers that JupyterHub starts at the same moment; it refuses more. `undefined` if it has no limit. */
  readonly limit: number | undefined;
}

/** What an event needs, as far as it follows from the settings. */
export interface EventPlan {
  readonly event: Event;
  readonly times: EventTimes;
  readonly person: PersonAmounts;
  readonly arrival: Arrival;
  /** `undefined` on a cluster that the stack does not make, and where no node takes a person. */
  readonly nodes: EventNodes | undefined;
}

/** What an event needs. `undefined` if its times are none. */
export function planOf(event: Event, hub: Hub): EventPlan | undefined {
  const times = timesOf(event);
  if (times === undefined) return undefined;
  return {
    ...{ event, times, person: personOf(event, hub), arrival: arrivalOf(event, hub) },
    nodes: hub.platform === "azure" ? eventNodes(event, hub) : undefined,
  };
}

/** What a person has: as the event says, or as all servers. What is set aside is never more than what may be taken, unless the event says so. */
export function personOf({ perPerson }: Pick<Event, "perPerson">, { limits }: Pick<Hub, "limits">): PersonAmounts {
  const { memory = limits.userMemory, cpu = limits.userCpu } = perPerson;
  const least = userGuarantees({ ...limits, userMemory: memory, userCpu: cpu });
  return {
    ...{ memory, cpu },
    memoryGuarantee: perPerson.memoryGuarantee ?? lesser(least.memory, memory),
    cpuGuarantee: perPerson.cpuGuarantee ?? Math.min(least.cpu, cpu),
  };
}

/**
 * JupyterHub's limit of servers that start at the same moment, if nothing else is set.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/values.yaml `hub.concurrentSpawnLimit`
 */
const spawnLimit = 64;

/** Seconds in which a server starts whose image is on its node; and with a disk, which Azure must attach first. Assumed. */
const starting = { usual: 30, withDisk: 90 };

/** How people come, if they come evenly. @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html `concurrent_spawn_limit` */
export function arrivalOf(
  { people, arriveWithin }: Pick<Event, "people" | "arriveWithin">,
  hub: Pick<Hub, "platform" | "storage" | "extraValues">,
): Arrival {
  const minutes = minutesIn(arriveWithin);
  const own = at(hub.extraValues, "jupyterhub", "hub", "concurrentSpawnLimit");
  const set = own === undefined ? spawnLimit : Number(own);
  return {
    perMinute: Math.ceil(people / minutes),
    atOnce: Math.min(people, Math.ceil((people * startSeconds(hub)) / (minutes * 60))),
    limit: set > 0 ? set : undefined,
  };
}

/** Seconds that a server takes to start. */
export function startSeconds(hub: Pick<Hub, "platform" | "storage">): number {
  return diskEach(hub) ? starting.withDisk : starting.usual;
}

/** Whether each person has a disk, of which a machine can have few. */
function diskEach({ platform, storage }: Pick<Hub, "platform" | "storage">): boolean {
  return platform === "azure" && storage !== undefined && diskClasses.includes(storage.storageClass);
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
  const pool = nodesOf(azure).find((one) => one.pool === name);
  const [free] = pool === undefined ? [] : freeOf(pool, 1, values);
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
  const pool = nodesOf({ ...hub.azure, pools: { [event.name]: poolOf({ vmSize, count }) } })[1];
  const daemon = daemonPod(values);
  const [free] = pool === undefined ? [] : freeOf(pool, 1, values);
  const busiest = Math.min(each, event.people);
  return {
    ...{ vmSize, each, endsFirst, count, spare, seats: count * each },
    cores: (count + spare) * (coresOf(vmSize) ?? knownSize(vmSize)?.cores ?? 0),
    family: familyOf(vmSize),
    addresses: (count + spare) * 256,
    disks: diskEach(hub) ? event.people : 0,
    memoryEach: Math.floor((free?.memory ?? 0) / busiest),
    pulls: {
      registry: count,
      // The daemon that builds is Docker's own image; Podman's is elsewhere.
      dockerHub: hub.builder === "dind" && daemon !== undefined && pool && isAdmitted(daemon, pool) ? count : 0,
    },
  };
}

function lesser(one: string, other: string): string {
  return bytes(one) < bytes(other) ? one : other;
}
