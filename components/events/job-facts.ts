import { type ScheduledFacts } from "../operate/scheduled-check";

/** What the job in the cluster is told. */
export interface EventJobFacts extends ScheduledFacts {
  /** Token of the hub's service `binder-events`. */
  readonly token: string;
}
