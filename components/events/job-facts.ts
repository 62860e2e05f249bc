import { type ScheduledFacts } from "../operate/scheduled-check";

/** What the job in the cluster is told: `facts.events` are its events. */
export interface EventJobFacts extends ScheduledFacts {
  /** Token of the hub's service `eventsName`, which may list and stop servers. */
  readonly token: string;
}
