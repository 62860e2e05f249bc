import { coresOf } from "../components/cluster/settings";

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

/**
 * Share of a node's memory that servers may have. AKS keeps at most a quarter for itself.
 * @see https://learn.microsoft.com/azure/aks/node-resource-reservations#memory-reservations
 */
const usableShare = 0.75;

/** Memory for the hub's own pods, builds among them, in GiB. Assumed: it was not measured. */
export const hubMemory = 3.5;

/** The most nodes that a cluster in the free tier of AKS should have. @see https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers */
const mostSmallNodes = 10;

/** Up to this number of people, three small nodes are enough, and pools are not worth it. */
const fewPeople = 29;

/** The sizes that plans are made of. @see https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/dsv3-series */
const small = "Standard_D2s_v3";
const medium = "Standard_D4s_v3";
const large = "Standard_D8s_v3";
const memory: Readonly<Record<string, number>> = { [small]: 8, [medium]: 16, [large]: 32 };

/**
 * A cluster for a number of people at the same time. For few people, or if there are few cores, everything shares small nodes. Otherwise users and
 * builds have pools.
 *
 * @param cores the most cores that the hub may use
 * @returns `undefined` if these are too few
 */
export function planFor(people: number, cores = Infinity): Plan | undefined {
  const candidates = people <= fewPeople ? [together(people)] : [apart(people), together(people)];
  return candidates.find((plan) => coresOfPlan(plan) <= cores && plan.system.count <= mostSmallNodes);
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
  return Math.min(...plans.map(coresOfPlan));
}

/** All cores of a plan, with its pools at their largest size. */
export function coresOfPlan({ system, pools }: Plan): number {
  return [system, ...(pools === undefined ? [] : Object.values(pools))].reduce((sum, nodes) => sum + coresIn(nodes), 0);
}

/** For how many people at the same time a plan has room. */
export function roomIn({ system, pools }: Plan): number {
  return pools === undefined
    ? system.count * peopleOn(system.vmSize) - hubMemory / guaranteedMemory
    : pools.users.count * peopleOn(pools.users.vmSize);
}

/** How many servers a node of a size has memory for. */
export function peopleOn(vmSize: string): number {
  return Math.floor(usableMemory(vmSize) / guaranteedMemory);
}

/** Memory of a node of a size that servers may have, in GiB. */
export function usableMemory(vmSize: string): number {
  return memoryOf(vmSize) * usableShare;
}

/** All memory of a node of a size, in GiB. */
export function memoryOf(vmSize: string): number {
  return memory[vmSize] ?? 0;
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
