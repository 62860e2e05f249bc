import { setCommand } from "../../settings/problems";
import { type Maintenance } from "../maintenance/settings";
import { maintenanceInWords } from "./maintenance-words";
import { weekDays } from "./week-time";
import { type Hours, hoursWithin, minutesOfDay, openings, type Span } from "./hours";

const hour = 3_600_000;
const dayLong = 24 * hour;

/** The year in which windows are compared with opening hours: with both of its changes of clocks. Monday of its first week, UTC. */
const year = { from: Date.UTC(2027, 0, 4), weeks: 52 };

/**
 * Says if AKS may replace nodes while the hub is open, and which window would fit. The window has a fixed difference to UTC, and so it moves by an hour
 * against the schedule when clocks change: both times of the year are looked at.
 */
export function maintenanceInHours(schedule: Hours, maintenance: Maintenance): string[] {
  const usual = { ...schedule, except: [] };
  const open = openings(usual, { from: year.from - dayLong, until: year.from + (year.weeks * 7 + 2) * dayLong });
  if (overlap(open, maintenance) === 0) return [];
  const fit = otherWindows(maintenance).find((other) => overlap(open, other) === 0);
  const now = `azure.maintenance: ${maintenanceInWords(maintenance)} is in the hours in which the hub is open, and each node that AKS replaces stops the servers on it`;
  return [
    fit === undefined
      ? `${now}. No window of ${maintenance.hours} hours fits between them.`
      : `${now}. ${maintenanceInWords(fit)} would fit: ${setWindow(fit)}`,
  ];
}

/** The same window at each hour of a week, Sundays first. */
export function otherWindows(maintenance: Maintenance): readonly Maintenance[] {
  return weekDays
    .toReversed()
    .flatMap((day) => Array.from({ length: 24 }, (_, at) => ({ day, at: (at + 2) % 24 })))
    .map(({ day, at }) => ({ ...maintenance, day, start: `${String(at).padStart(2, "0")}:00` }));
}

/** The command that sets a window. */
export function setWindow({ day, start }: Maintenance): string {
  return `${setCommand("binderhub:azure.maintenance.day", day)} && ${setCommand("binderhub:azure.maintenance.start", start)}`;
}

/** Hours of a year's windows in which the hub is open. */
function overlap(open: readonly Span[], maintenance: Maintenance): number {
  const span = { from: year.from, until: year.from + year.weeks * 7 * dayLong };
  return windowsIn(maintenance, span).reduce(
    (sum, window) =>
      sum +
      hoursWithin(
        open.filter((one) => one.from < window.until && one.until > window.from),
        window,
      ),
    0,
  );
}

/** Minutes from the Monday of a week, UTC, to its window. It may be less than 0. */
export function windowStart({ day, start, utcOffset }: Maintenance): number {
  const [sign, ahead] = [utcOffset.startsWith("-") ? -1 : 1, minutesOfDay(utcOffset.slice(1))];
  return weekDays.indexOf(day) * 24 * 60 + minutesOfDay(start) - sign * ahead;
}

/** The windows of each week that begins in a span. @param span it begins on a Monday, UTC */
export function windowsIn(maintenance: Maintenance, { from, until }: Span): readonly Span[] {
  const first = from + windowStart(maintenance) * 60_000;
  return Array.from({ length: Math.round((until - from) / (7 * dayLong)) }, (_, week) => {
    const begins = first + week * 7 * dayLong;
    return { from: begins, until: begins + maintenance.hours * hour };
  });
}
