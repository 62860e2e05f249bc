import { type EventTimes } from "./times";

/** What the job in the cluster, `npm run hub -- event` and the pages must know of an event. Nothing in it is secret. */
export interface EventFacts {
  readonly name: string;
  /** What people read: its title, or its name. */
  readonly title: string;
  readonly repository: string;
  readonly ref: string;
  /** What opens in a person's server, as JupyterHub's `urlpath`: `lab/tree/intro.ipynb`. @default what the server opens by itself */
  readonly urlPath?: string;
  readonly people: number;
  /** Most servers of its repository while it has room: as many as people, or as many as its nodes take. */
  readonly places: number;
  /** Seconds from the start until everybody has opened the link. */
  readonly arriveWithin: number;
  readonly timeZone: string;
  /** Its moments: ISO 8601, UTC. */
  readonly times: Readonly<Record<keyof EventTimes, string>>;
  /** Its start, as people read it: `Thursday 4 March at 10:00 (Europe/Berlin)`. */
  readonly startInWords: string;
  /** Pods of its Deployment while it has room: one for each of its nodes, or on a cluster that the stack does not make, one for each group of people. */
  readonly holders: number;
  /** Its nodes. @default it has none of its own: the stack does not make the cluster */
  readonly pool?: {
    readonly vmSize: string;
    readonly nodes: number;
    /** Nodes that are added only if one fails. */
    readonly spare: number;
    /** People on a node. */
    readonly each: number;
  };
  /** What it was expected to cost, and what one of its nodes costs in an hour. @default nothing of it is billed, or a price is not known */
  readonly price?: {
    readonly currency: string;
    readonly likely: number;
    readonly most: number;
    readonly nodeHour: number;
  };
}

/** What an event is, in one text. What was kept of one with another repository, ref or start is of no use to it. */
export function identityOf({ repository, ref, times }: Pick<EventFacts, "repository" | "ref" | "times">): string {
  return `${repository} ${ref} ${times.start}`;
}

/** The moments of an event in milliseconds since 1970. */
export function instantsOf({ times }: Pick<EventFacts, "times">): EventTimes {
  return Object.fromEntries(
    Object.entries(times).map(([name, time]) => [name, Date.parse(time)]),
  ) as unknown as EventTimes;
}
