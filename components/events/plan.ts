import { type Arrival, arrivalOf } from "./arrival";
import { type Hub } from "./hub";
import { eventNodes, type EventNodes } from "./nodes";
import { type PersonAmounts, personOf } from "./person";
import { type Event } from "./settings";
import { type EventTimes, timesOf } from "./times";

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
