import { minutesIn, minutesOfDay, type Span } from "../schedule/hours";
import { dayOf, instantOf, type WallClock } from "../schedule/wall-clock";
import { type Event, usualNodesUp } from "./settings";

/** The moments of an event, in their order: milliseconds since 1970, UTC. */
export interface EventTimes {
  /** The image is built, and its commit is fixed. */
  readonly prepare: number;
  /** Its nodes are there. */
  readonly nodesUp: number;
  readonly start: number;
  /** Until then everybody has opened the link. */
  readonly arrived: number;
  readonly end: number;
  /** Its nodes are let go. */
  readonly gone: number;
}

/** When an event is. */
export type Dated = Pick<Event, "start" | "end" | "timeZone" | "arriveWithin" | "prepare" | "nodesUp">;

/** Minutes after the end until the nodes are let go: people save their work. Assumed. */
export const leaving = 30;

const minute = 60_000;

/** The moments of an event. `undefined` if a date is none. @throws if the time zone is not known */
export function timesOf(event: Dated): EventTimes | undefined {
  const { timeZone, arriveWithin, prepare, nodesUp = usualNodesUp } = event;
  const [starts, ends] = [clockOf(event.start), endOf(event)];
  if (starts === undefined || ends === undefined) return undefined;
  const [start, end] = [instantOf(starts, timeZone), instantOf(ends, timeZone)];
  return {
    prepare: start - minutesIn(prepare) * minute,
    nodesUp: start - minutesIn(nodesUp) * minute,
    start,
    arrived: start + minutesIn(arriveWithin) * minute,
    end,
    gone: end + leaving * minute,
  };
}

/**
 * Minutes until nodes that are let go are deleted: the job comes within five, the autoscaler waits for ten, and Azure takes some.
 * @see https://learn.microsoft.com/azure/aks/cluster-autoscaler#cluster-autoscaler-profile-settings `scale-down-unneeded-time`
 */
const removal = { likely: 15, most: 30 };

/** The time in which an event has nodes. */
export function paidSpan({ nodesUp, gone }: EventTimes, how: "likely" | "most"): Span {
  return { from: nodesUp, until: gone + removal[how] * minute };
}

/** The same removal, for a person. */
export const removalInWords = `nodes go ${removal.likely} minutes after they are let go, at most ${removal.most}`;

/** `2027-03-04 10:00` as a clock shows it. `undefined` if there is no such day. */
export function clockOf(text: string): WallClock | undefined {
  const [date = "", time = ""] = text.split(" ");
  const day = dayOf(date);
  return day === undefined ? undefined : { day, minutes: minutesOfDay(time) };
}

/** When an event ends, as a clock shows it: on the day of its start, unless it says another. */
export function endOf({ start, end }: Pick<Event, "start" | "end">): WallClock | undefined {
  return clockOf(end.includes(" ") ? end : `${start.split(" ")[0] ?? ""} ${end}`);
}
