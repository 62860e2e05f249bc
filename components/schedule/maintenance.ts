import { setCommand } from "../../settings/problems";
import { type Maintenance } from "../maintenance/settings";
import { maintenanceInWords } from "./maintenance-words";
import { type Hours, hoursWithin, minutesOfDay, openings, type Span } from "./hours";

const hour = 3_600_000;
const dayLong = 24 * hour;
const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

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
  const fit = days
    .toReversed()
    .flatMap((day) => Array.from({ length: 24 }, (_, at) => ({ day, at: (at + 2) % 24 })))
    .map(({ day, at }) => ({ ...maintenance, day, start: `${String(at).padStart(2, "0")}:00` }))
    .find((other) => overlap(open, other) === 0);
  const now = `azure.maintenance: ${maintenanceInWords(maintenance)} is in the hours in which the hub is open, and each node that AKS replaces stops the servers on it`;
  return [
    fit === undefined
      ? `${now}. No window of ${maintenance.hours} hours fits between them.`
      : `${now}. ${maintenanceInWords(fit)} would fit: ${setCommand("binderhub:azure.maintenance.day", fit.day)} && ${setCommand("binderhub:azure.maintenance.start", fit.start)}`,
  ];
}

/** Hours of a year's windows in which the hub is open. */
function overlap(open: readonly Span[], { day, start, hours, utcOffset }: Maintenance): number {
  const [sign, ahead] = [utcOffset.startsWith("-") ? -1 : 1, minutesOfDay(utcOffset.slice(1))];
  const first = year.from + days.indexOf(day) * dayLong + (minutesOfDay(start) - sign * ahead) * 60_000;
  return Array.from({ length: year.weeks }, (_, week) => first + week * 7 * dayLong).reduce(
    (sum, from) =>
      sum +
      hoursWithin(
        open.filter((one) => one.from < from + hours * hour && one.until > from),
        { from, until: from + hours * hour },
      ),
    0,
  );
}
