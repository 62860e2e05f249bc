import { type Maintenance } from "../maintenance/settings";
import { closesAt, type Hours, hoursWithin, joined, minutesIn, openings, type Span, upOf } from "./hours";
import { windowsIn } from "./maintenance";
import { instantOf, wallClockAt } from "./wall-clock";
import { dayLong } from "./week-time";

/** A schedule, as far as the cluster's own hours follow from it. */
export interface ClusterHours extends Hours {
  readonly warmUp: string;
  readonly finish: string;
}

/** Minutes that AKS is given to start a cluster, before nodes for people must be held. Assumed. */
export const starting = 15;

/** Minutes after the last server was stopped at which the cluster is stopped. The job that stops servers comes every five. */
export const settling = 10;

/** Minutes that must be between two of the cluster's times: it takes some to stop, and to start. Assumed. */
export const between = 60;

const minute = 60_000;

/** Minutes since midnight of a day of opening at which the cluster is started. It may be less than 0: the day before. */
export const startsAt = ({ up, warmUp }: ClusterHours): number => upOf(up).minutes - minutesIn(warmUp) - starting;

/** Minutes since midnight of a day of opening at which the cluster is stopped. */
export const stopsAt = (schedule: ClusterHours): number => closesAt(schedule) + minutesIn(schedule.finish) + settling;

/** When the cluster runs for people: from its start to its stop, without times for maintenance. Both are times of the clock on the wall. */
export const runs = (schedule: ClusterHours, span: Span): readonly Span[] => joined(singleRuns(schedule, span));

/** Those of single days, of which one may end after the next has begun. */
function singleRuns(schedule: ClusterHours, { from, until }: Span): readonly Span[] {
  const { timeZone } = schedule;
  const [starts, stops] = [startsAt(schedule), stopsAt(schedule)];
  const around = { from: from - 2 * dayLong * minute, until: until + 2 * dayLong * minute };
  return openings(schedule, around)
    .map((open) => wallClockAt(open.from, timeZone).day)
    .map((day) => ({
      from: instantOf({ day, minutes: starts }, timeZone),
      until: instantOf({ day, minutes: stops }, timeZone),
    }))
    .filter((run) => run.until > from && run.from < until);
}

/** The year in which times are compared: with both changes of clocks. It begins on a Monday, UTC. */
export const compared: Span = { from: Date.UTC(2027, 0, 4), until: Date.UTC(2028, 0, 3) };

/** When the cluster runs for people in {@link compared}, if no date is excepted. */
export const usualRuns = (schedule: ClusterHours): readonly Span[] => runs({ ...schedule, except: [] }, compared);

/** Minutes of the shortest time in {@link compared} for which the cluster is stopped. It is not more than 0 if it is not stopped then. */
export function shortestStop(schedule: ClusterHours): number {
  const single = singleRuns({ ...schedule, except: [] }, compared);
  return Math.min(...single.slice(1).map(({ from }, index) => (from - (single[index]?.until ?? 0)) / minute));
}

/**
 * How the window in which AKS may replace nodes lies to the hours in which the cluster runs for people: `within` them, `apart` from them, or `across`
 * their beginning or end. AKS does nothing to a cluster that is stopped.
 *
 * @param running what {@link usualRuns} gives
 * @see https://learn.microsoft.com/azure/aks/planned-maintenance
 */
export function windowIn(running: readonly Span[], maintenance: Maintenance): "within" | "apart" | "across" {
  const lies = (window: Span) => {
    const near = { from: window.from - (starting + between) * minute, until: window.until + between * minute };
    const touching = running.filter(({ from, until }) => from < near.until && until > near.from);
    if (touching.length === 0) return "apart";
    const whole = (window.until - window.from) / (60 * minute);
    return hoursWithin(touching, window) >= whole ? "within" : "across";
  };
  const all = new Set(windowsIn(maintenance, compared).map(lies));
  const [only] = all;
  return all.size === 1 && only !== undefined ? only : "across";
}

/** When the cluster is stopped next, after the hours of an opening or after maintenance: milliseconds since 1970, UTC. `undefined` if it is not for a month. */
export function nextStop(
  schedule: ClusterHours,
  maintenance: Maintenance | undefined,
  now: number,
): number | undefined {
  const week = 7 * dayLong * minute;
  const monday = now - ((((now - compared.from) % week) + week) % week);
  const isApart = maintenance !== undefined && windowIn(usualRuns(schedule), maintenance) === "apart";
  const ends = [
    // It is stopped on each day of the week, also on one that is excepted.
    ...runs({ ...schedule, except: [] }, { from: now, until: now + 31 * dayLong * minute }),
    ...(isApart ? windowsIn(maintenance, { from: monday - week, until: monday + 3 * week }) : []),
  ].map(({ until }) => until);
  const later = ends.filter((until) => until > now);
  return later.length > 0 ? Math.min(...later) : undefined;
}
