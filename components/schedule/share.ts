import { type Hours, hoursWithin, joined, minutesIn, openings, type Span } from "./hours";
import { dayOf, instantOf } from "./wall-clock";

/** What an estimate of costs must know of a schedule. The setting `binderhub:schedule` is one. */
export interface PaidHours extends Hours {
  /** How long before the opening nodes start: `15m`. */
  readonly warmUp: string;
  /** How long servers may go on after the end: `1h`. */
  readonly finish: string;
}

/**
 * Hours of a month in which nodes for people and builds may be there: the hours in which the hub is open, with the time before in which nodes start, and
 * the time after in which servers go on. Who wakes the hub adds to them. So does AKS, which takes 10 minutes to remove a node that nobody uses.
 *
 * @param month 1 to 12
 */
export function hoursOpen(schedule: PaidHours, year: number, month: number): number {
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  const span = {
    from: firstOf(year, month, schedule.timeZone),
    until: firstOf(next.year, next.month, schedule.timeZone),
  };
  return hoursWithin(warmSpans(schedule, span), span);
}

/** The share of the hours of a year in which nodes may be there, as {@link hoursOpen} counts them: 0 to 1. @param year @default 2027 */
export function shareOpen(schedule: PaidHours, year = 2027): number {
  const span = { from: firstOf(year, 1, schedule.timeZone), until: firstOf(year + 1, 1, schedule.timeZone) };
  return hoursWithin(warmSpans(schedule, span), span) / ((span.until - span.from) / 3_600_000);
}

function warmSpans(schedule: PaidHours, { from, until }: Span): readonly Span[] {
  const [before, after] = [minutesIn(schedule.warmUp) * 60_000, minutesIn(schedule.finish) * 60_000];
  const spans = openings(schedule, { from: from - after, until: until + before });
  return joined(spans.map((span) => ({ from: span.from - before, until: span.until + after })));
}

function firstOf(year: number, month: number, timeZone: string): number {
  const day = dayOf(`${year}-${String(month).padStart(2, "0")}-01`) ?? 0;
  return instantOf({ day, minutes: 0 }, timeZone);
}
