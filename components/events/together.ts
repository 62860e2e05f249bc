import { type Hub } from "./hub";
import { poolOf } from "./nodes";
import { type EventPlan, planOf } from "./plan";
import { type Event } from "./settings";

/** Events that have nodes at the same moment, with their plans, by their places in the list. */
export type Together = readonly (readonly [index: number, plan: EventPlan])[];

/** The plans of all events whose times are right. */
export function plansOf(events: readonly Event[], hub: Hub): Together {
  return events.flatMap((event, index) => {
    const plan = planOf(event, hub);
    return plan === undefined ? [] : [[index, plan] as const];
  });
}

/** The events that are there when one more begins, with that one: each such group once, of at least one. */
export function groups(plans: Together): readonly Together[] {
  const found = plans.map(([, { times }]) =>
    plans.filter(([, other]) => other.times.nodesUp <= times.nodesUp && times.nodesUp < other.times.gone),
  );
  const key = (group: Together) => group.map(([index]) => index).join();
  return found.filter((group, place) => found.findIndex((other) => key(other) === key(group)) === place);
}

/** The cluster with the nodes of some events. */
export function withPools(azure: Hub["azure"], group: Together): Hub["azure"] {
  const pools = group.flatMap(([, { event, nodes }]) =>
    nodes === undefined ? [] : [[event.name, poolOf(nodes)] as const],
  );
  return { ...azure, pools: { ...azure.pools, ...Object.fromEntries(pools) } };
}

/** The names of a group's events: `a, b`. */
export const namesOf = (group: Together): string => group.map(([, { event }]) => event.name).join(", ");
