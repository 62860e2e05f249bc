import { minutesIn } from "../schedule/hours";
import { settling, starting, usualRuns, windowIn } from "../schedule/cluster-hours";
import { type ScheduleSettings } from "../schedule/settings";
import { hoursOpen, type PaidHours, shareOpen } from "../schedule/share";
import { isTimeZone } from "../schedule/time-zone";
import { type Maintenance } from "../maintenance/settings";
import { hours, type Month } from "./billed";

/** Years of which each month is looked at. So the hours of a month do not depend on the day on which somebody asks. */
const years = [2027, 2028, 2029, 2030, 2031, 2032, 2033];
const months = years.flatMap((year) => Array.from({ length: 12 }, (_, month) => [year, month + 1] as const));

/** Minutes that nodes are there longer: the autoscaler waits 10 before it removes one, and a removal takes some. Assumed. */
export const removal = 30;

/** What the hours of nodes follow from. */
type Awake = PaidHours & Pick<ScheduleSettings, "wakeOnVisit">;

/** Hours by what a schedule says: they are asked for at each step towards a budget. */
const known = new Map<string, Month>();

/**
 * Hours of a month in which nodes for people and builds are there, with the time in which they start and in which servers may go on. If a visitor may
 * wake the hub, it may be awake all the time.
 *
 * @param schedule @default the hub never sleeps
 */
export function awakeHours(schedule: Awake | undefined): Month {
  // Which hours these are, nobody knows without a clock. What is wrong with that is told where the schedule is.
  if (schedule === undefined || !isTimeZone(schedule.timeZone)) return hours;
  const key = JSON.stringify(schedule);
  const found = known.get(key) ?? hoursOf(schedule);
  known.set(key, found);
  return found;
}

function hoursOf(schedule: Awake): Month {
  // Nodes are there at least while the hub is open: servers need not go on.
  const least = months.map(([year, month]) => hoursOpen({ ...schedule, finish: "0m" }, year, month));
  const longer = { ...schedule, except: [], finish: `${minutesIn(schedule.finish) + removal}m` };
  const most = months.map(([year, month]) => hoursOpen(longer, year, month));
  return {
    least: Math.min(...least),
    likely: shareOpen(schedule) * hours.likely,
    most: schedule.wakeOnVisit ? hours.most : Math.max(...most),
  };
}

/** Windows for maintenance in a month: at least, on average, at most. */
const windows: Month = { least: 4, likely: 365.25 / 12 / 7, most: 5 };

/**
 * Hours of a month in which the cluster runs, with its system pool and its control plane. All, if only nodes sleep.
 *
 * @param schedule @default the hub never sleeps
 */
export function clusterHours(
  schedule: (Awake & Pick<ScheduleSettings, "sleep">) | undefined,
  maintenance: Maintenance,
): Month {
  if (schedule?.sleep !== "cluster" || !isTimeZone(schedule.timeZone)) return hours;
  const people = awakeHours({
    ...schedule,
    warmUp: `${minutesIn(schedule.warmUp) + starting}m`,
    finish: `${minutesIn(schedule.finish) + settling}m`,
  });
  if (!isApart(schedule, maintenance)) return people;
  const each = maintenance.hours + (starting + removal) / 60;
  return {
    least: people.least + windows.least * maintenance.hours,
    likely: people.likely + windows.likely * each,
    most: Math.min(hours.most, people.most + windows.most * each),
  };
}

/** Whether windows are apart from the hours of people, by what follows from both: a year of clocks, and asked for at each step too. */
const apart = new Map<string, boolean>();

function isApart(schedule: Awake, maintenance: Maintenance): boolean {
  const key = JSON.stringify([schedule, maintenance]);
  const found = apart.get(key) ?? windowIn(usualRuns(schedule), maintenance) === "apart";
  apart.set(key, found);
  return found;
}
