import { allocatable, sum } from "../components/cluster/allocatable";
import { coresOf } from "../components/cluster/settings";
import { podsOnEachNode } from "../components/cluster/system-pods";
import { knownSize } from "../components/cluster/vm-sizes";
import { versions } from "../settings/versions";

/** Nodes of one size: the system pool, or the largest size of another pool. */
export interface Nodes {
  readonly vmSize: string;
  readonly count: number;
}

/** How large a cluster is. */
export interface Plan {
  readonly system: Nodes;
  /** Pools for users' servers and for builds. @default both run on the system pool */
  readonly pools?: { readonly users: Nodes; readonly builds: Nodes };
}

/** Memory that is reserved for a person's server, in GiB. It may use more while its node has more. */
export const guaranteedMemory = 0.5;

/** Memory for the hub's own pods, builds among them, in GiB. Assumed: it was not measured. */
export const hubMemory = 3.5;

/** The most nodes that a cluster in the free tier of AKS should have. @see https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers */
const mostSmallNodes = 10;

/** People for whom pools of their own are not worth it: four small nodes. */
const fewPeople = 33;

/** The sizes that plans are made of. */
const { small, medium, large } = versions.vmSizes.is;

/**
 * A cluster for a number of people at the same time. For few people, or if there are few cores, everything shares small nodes. Otherwise users and
 * builds have pools.
 *
 * @param cores the most cores that the hub may use
 * @returns `undefined` if these are too few
 */
export function planFor(people: number, cores = Infinity): Plan | undefined {
  const candidates = people <= fewPeople ? [together(people)] : [apart(people), together(people)];
  return candidates.find((plan) => coresWithUpgrade(plan) <= cores && plan.system.count <= mostSmallNodes);
}

/** For how many people at the same time a number of cores is enough. At most the number that was asked for. */
export function mostPeople(cores: number, asked: number): number {
  let people = asked;
  while (people > 0 && planFor(people, cores) === undefined) people--;
  return people;
}

/** The fewest cores that are enough for a number of people. */
export function fewestCores(people: number): number {
  const plans = [together(people), apart(people)].filter(({ system }) => system.count <= mostSmallNodes);
  return Math.min(...plans.map(coresWithUpgrade));
}

/** All cores of a plan, with its pools at their largest size. */
export function coresOfPlan({ system, pools }: Plan): number {
  return [system, ...(pools === undefined ? [] : Object.values(pools))].reduce((sum, nodes) => sum + coresIn(nodes), 0);
}

/** All cores of a plan while it is upgraded: each pool has a node more then. */
export function coresWithUpgrade({ system, pools }: Plan): number {
  const more = ({ vmSize, count }: Nodes): Nodes => ({ vmSize, count: count + 1 });
  return coresOfPlan({
    system: more(system),
    ...(pools && { pools: { users: more(pools.users), builds: more(pools.builds) } }),
  });
}

/** For how many people a plan has room at a time. */
export function roomIn({ system, pools }: Plan): number {
  return pools === undefined
    ? system.count * peopleOn(system.vmSize) - hubMemory / guaranteedMemory
    : pools.users.count * peopleOn(pools.users.vmSize);
}

/** How many servers a node of a size has memory for. */
export function peopleOn(vmSize: string): number {
  return Math.floor(usableMemory(vmSize) / guaranteedMemory);
}

/** Memory of a node of a size that servers may have, in tenths of a GiB: what AKS and its own pods leave. */
export function usableMemory(vmSize: string): number {
  const size = knownSize(vmSize);
  const own = sum(podsOnEachNode({ networkPolicy: "cilium" }));
  return size === undefined ? 0 : Math.floor(((allocatable(size).memory - own.memory) / 1024) * 10) / 10;
}

/** All memory of a node of a size, in GiB. */
export function memoryOf(vmSize: string): number {
  return knownSize(vmSize)?.memory ?? 0;
}

/** The number of cores of these nodes. */
export function coresIn({ vmSize, count }: Nodes): number {
  return count * (coresOf(vmSize) ?? 0);
}

function together(people: number): Plan {
  const count = Math.ceil((people + hubMemory / guaranteedMemory) / peopleOn(small));
  return { system: { vmSize: small, count } };
}

function apart(people: number): Plan {
  const vmSize = people <= 4 * peopleOn(medium) ? medium : large;
  const users = { vmSize, count: Math.ceil(people / peopleOn(vmSize)) };
  // A build uses a core or two for minutes. One node is enough for a class. This is assumed, not measured.
  const builds = { vmSize: medium, count: Math.min(3, 1 + Math.floor(people / 100)) };
  return { system: { vmSize: small, count: 2 }, pools: { users, builds } };
}
