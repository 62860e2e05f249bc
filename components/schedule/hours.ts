import { dayOf, instantOf, wallClockAt, weekdayOf } from "./wall-clock";
import { dayLong } from "./week-time";

/** When a hub is open, in the words of the settings. */
export interface Hours {
  /** Days and the time at which it opens: `Mon-Fri 07:30`. */
  readonly up: string;
  /** Time at which it closes: `19:00`. If it is not later than that of `up`, it is on the next day. `24:00` is the end of the day. */
  readonly down: string;
  /** Name of the time zone: `Europe/Berlin`. */
  readonly timeZone: string;
  /** Dates on which it does not open. @default none */
  readonly except?: readonly string[];
}

/** From a moment to another, in milliseconds since 1970, UTC. The end is not part of it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** Days as `up` names them, Monday first. */
export const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

const hour = 3_600_000;

/** `Mon-Fri 07:30` as days of the week (0 is Monday), in the order in which they are named, and minutes since midnight. */
export function upOf(up: string): { readonly days: readonly number[]; readonly minutes: number } {
  const [days = "", time = ""] = up.split(" ");
  return { days: days.split(",").flatMap(daysOf), minutes: minutesOfDay(time) };
}

/** `Mon-Fri`, or `Sat`. A range may go over the end of the week. */
function daysOf(range: string): number[] {
  const [first = 0, last = first] = range.split("-").map((name) => dayNames.findIndex((day) => day === name));
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
}

/** Minutes since midnight of `07:30`. */
export function minutesOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Minutes since midnight of a day of opening at which the hub closes. 1440 and more are on the next day. */
export function closesAt({ up, down }: Pick<Hours, "up" | "down">): number {
  const [opens, closes] = [upOf(up).minutes, minutesOfDay(down)];
  return closes > opens ? closes : closes + dayLong;
}

/** Minutes of `90m` or `2h`. */
export function minutesIn(duration: string): number {
  return Number.parseInt(duration, 10) * (duration.endsWith("h") ? 60 : 1);
}

/**
 * The times at which the hub is open, which touch a span, in their order. Each is as the clocks of its zone go: where they are put forward or back in
 * it, it is an hour shorter or longer.
 */
export function openings({ up, down, timeZone, except = [] }: Hours, { from, until }: Span): readonly Span[] {
  const { days, minutes } = upOf(up);
  const closes = closesAt({ up, down });
  const off = new Set(except.map(dayOf));
  const [first, last] = [wallClockAt(from, timeZone).day - 2, wallClockAt(until, timeZone).day + 1];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    .filter((day) => days.includes(weekdayOf(day)) && !off.has(day))
    .map((day) => ({
      from: instantOf({ day, minutes }, timeZone),
      until: instantOf({ day, minutes: closes }, timeZone),
    }))
    .filter((one) => one.from < one.until && one.until > from && one.from < until);
}

/** Spans with those put together that touch or overlap. @param spans in the order in which they begin */
export function joined(spans: readonly Span[]): readonly Span[] {
  return spans.reduce<readonly Span[]>((done, span) => {
    const last = done.at(-1);
    return last === undefined || span.from > last.until
      ? [...done, span]
      : [...done.slice(0, -1), { from: last.from, until: Math.max(last.until, span.until) }];
  }, []);
}

/** Hours of spans, as far as they are in another one. */
export function hoursWithin(spans: readonly Span[], { from, until }: Span): number {
  return spans.reduce(
    (sum, span) => sum + Math.max(0, Math.min(span.until, until) - Math.max(span.from, from)) / hour,
    0,
  );
}
