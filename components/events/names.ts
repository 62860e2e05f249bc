/** Name of the job that makes room for events, and of the hub's service that stops their servers. */
export const eventsName = "binder-events";

/** Seconds that the job may take. It comes every five minutes. */
export const longestRun = 280;

/** ConfigMap with what became of each event, at the keys of {@link stateKey}. The stack makes it, with nothing in it. */
export const eventsMap = "binder-events-state";

/** What is kept of an event, each a JSON text. */
export type Kept =
  /** Its image: see operate/hub/events/kept.ts. The job and `npm run hub -- event prepare` write it. */
  | "prepared"
  /** When it is rehearsed. `npm run hub -- event rehearse` writes it. */
  | "rehearsal"
  /** How people's launches went. BinderHub writes it. */
  | "figures"
  /** What became of its nodes. The job writes it. */
  | "seen";

/** The key in {@link eventsMap}. */
export const stateKey = (event: string, what: Kept): string => `${event}.${what}`;

/** Name of the Deployment that holds an event's room: on each of its nodes one pod, which pulls the event's image. */
export const holderName = (event: string): string => `binder-event-${event}`;

/** Label of the servers of an event, with its name. */
export const eventLabel = "binder-event";

/** Path of an event's page, below that of the Binder page: `event/pyintro`. Its `/board` is for a projector, and its `/numbers` for programs. */
export const doorPath = (event: string): string => `event/${event}`;
