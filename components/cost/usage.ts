import { type Asked } from "../../settings/settings";
import { nodesOf, type Nodes } from "../scheduling/nodes";
import { type Seen } from "../scheduling/found";
import { isAdmitted } from "../scheduling/placing";
import { placingValues } from "../scheduling/placing-values";
import { serverPod } from "../scheduling/pods";
import { roomForServers, serversOn } from "../scheduling/room";
import { awakeHours, clusterHours, removal } from "./awake";
import { type Said } from "./bill";
import { hours, type Month, times } from "./billed";

/** Weeks in a month, on average. */
const weeks = 365.25 / 12 / 7;

/**
 * The part of the busy hours in which a node runs that is seldom needed: one of a pool for builds, or of a pool that only takes servers of another kind,
 * such as those with a GPU. An assumption.
 */
const seldom = 0.1;

/** The settings from which follows how much is used. */
export const usedNames = [
  "azure",
  "limits",
  "builder",
  "scheduling",
  "extraValues",
  "cost",
  "schedule",
] as const satisfies readonly (keyof Used)[];

export type Used = Seen & Pick<Asked, "cost" | "schedule">;

/** What people do with a hub in a month. */
export interface Usage {
  /** People who use it. `undefined` if nobody says so, and it is not known for how many there is room. */
  readonly people: number | undefined;
  /** Servers for which there is room at a time. `undefined` if a size is not known, and no quota is set. */
  readonly room: number | undefined;
  /** Hours that they have a server, all together. */
  readonly personHours: Month;
  /** Gigabytes that leave Azure. */
  readonly traffic: Month;
  /** Gigabytes of images. */
  readonly images: number;
  /** GiB of the volumes that are there. */
  readonly stored: number;
  /** Hours that each pool's nodes run, all together, by the pool's name. */
  readonly nodeHours: ReadonlyMap<string, Month>;
  /** Hours that the cluster runs. */
  readonly clusterHours: Month;
  /** Hours of one more node while Azure upgrades, by the pool's name. */
  readonly surgeHours: ReadonlyMap<string, number>;
}

/** How much is used: `least` if nobody comes, `likely` as the settings say, `most` if all nodes run all the time, or all the time in which the hub is awake. */
export function usageOf(settings: Used): Omit<Usage, "stored"> {
  const { azure, cost, limits, scheduling } = settings;
  const awake = awakeHours(settings.schedule);
  const running = clusterHours(settings.schedule, azure.maintenance);
  const values = placingValues(settings);
  const room = roomForServers(azure, values);
  const atMost = "unknown" in room ? limits.totalQuota : Math.min(room.max, limits.totalQuota ?? Infinity);
  const people = cost.people ?? atMost;
  const busy = Math.min(cost.busyHours * weeks, awake.likely);
  const likelyHours = Math.min((people ?? 0) * cost.hoursPerWeek * weeks, (atMost ?? Infinity) * awake.likely);
  const atOnce = Math.min(likelyHours / busy, atMost ?? Infinity);
  const nodes = nodesOf(azure);
  const servers = serverPod(values);
  const takes = (pool: Nodes) => (isAdmitted(servers, pool) ? serversOn(pool, values) : 0);
  const more = (count: number) => moreNodes(nodes, takes, count);
  const [quiet, busyTime] = [more(scheduling.placeholders), more(scheduling.placeholders + atOnce)];
  const personHours: Month = { least: 0, likely: likelyHours, most: (atMost ?? 0) * awake.most };
  return {
    ...{ people, room: atMost, personHours, traffic: times(personHours, cost.traffic) },
    ...{ images: cost.images, clusterHours: running },
    nodeHours: new Map(
      nodes.map((pool): [string, Month] => {
        const { pool: name, min, max } = pool;
        const there = name === "system" ? running : awake;
        const extra =
          takes(pool) > 0
            ? (quiet.get(name) ?? 0) * (there.likely - busy) + (busyTime.get(name) ?? 0) * busy
            : min < max
              ? busy * seldom
              : 0;
        return [name, { least: min * there.least, likely: min * there.likely + extra, most: max * there.most }];
      }),
    ),
    surgeHours: new Map(nodes.map((pool) => [pool.pool, surgeHours(pool)])),
  };
}

/** What is assumed of people and nodes, and what Azure bills of any cluster that follows from no setting. */
export function saidOfUsage({ azure, cost, schedule }: Used, { people }: Usage): Said {
  const who =
    people === undefined ? "no known number" : `${people}${cost.people === undefined ? ", as there is room for" : ""}`;
  const forBuilds = Object.values(azure.pools).some(({ role, min, max }) => role === "build" && min < max);
  return {
    assumed: {
      people: `${who}, each with a server for ${cost.hoursPerWeek} hours a week, within ${cost.busyHours} hours`,
      traffic: `${cost.traffic} GB for each of these hours`,
      ...(forBuilds && { builds: `likely need more nodes in ${seldom * 100} % of the busy hours` }),
      upgrades: `at most ${upgrades} a month, each of ${replacement * 60} minutes for a node`,
      ...(schedule !== undefined && { sleep: `nodes go at most ${removal} minutes after the last server` }),
    },
    notCounted: [
      ...["taxes", "discounts", "reads and writes of disks and shares"],
      "what nodes pull and builds download through the load balancer",
      ...(schedule === undefined || schedule.wakeOnVisit ? [] : ["hours for which somebody wakes the hub"]),
    ],
  };
}

/**
 * The nodes beyond each pool's `min` that so many servers need. They are spread as the pools can grow: AKS's autoscaler takes a pool at random, unless
 * it is told otherwise.
 * @see https://learn.microsoft.com/azure/aks/cluster-autoscaler#cluster-autoscaler-profile-settings `expander`
 */
function moreNodes(
  nodes: readonly Nodes[],
  takes: (pool: Nodes) => number,
  servers: number,
): ReadonlyMap<string, number> {
  const here = nodes.reduce((sum, pool) => sum + pool.min * takes(pool), 0);
  const growth = nodes.reduce((sum, pool) => sum + (pool.max - pool.min) * takes(pool), 0);
  const share = growth === 0 ? 0 : Math.min(1, Math.max(0, servers - here) / growth);
  return new Map(nodes.map((pool) => [pool.pool, takes(pool) > 0 ? Math.ceil((pool.max - pool.min) * share) : 0]));
}

/** Times a month that Azure may replace a pool's nodes: node images each week, and a version of Kubernetes. Assumed. */
const upgrades = 6;

/** Hours that the replacement of one node takes: the time in which its pods may end, and some minutes to start. @see https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling `drain-timeout` */
const replacement = 0.75;

/**
 * Hours of the one more node that an upgrade has. Pools of spot nodes have none: the program does not ask for it. The system pool has as many as AKS
 * gives it.
 * @see https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling `maxSurge`, 10 % by default
 */
function surgeHours({ pool, max, spot }: Nodes): number {
  if (spot || max === 0) return 0;
  const surge = pool === "system" ? Math.ceil(max / 10) : 1;
  const rounds = Math.ceil(max / surge);
  return surge * Math.min(hours.most, upgrades * rounds * replacement);
}
