import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { dayNames, minutesIn, minutesOfDay, openings, upOf } from "./hours";
import { maintenanceInHours } from "./maintenance";
import { type ScheduleSettings } from "./settings";
import { isTimeZone, nearestTimeZone } from "./time-zone";
import { dayOf, instantOf, weekdayOf } from "./wall-clock";

const key = "binderhub:schedule";

/** Rules for the times at which a hub is open. */
export const scheduleRules = [
  rule(["schedule"], ({ schedule }) => (schedule === undefined ? [] : scheduleProblems(schedule))),
  rule(["schedule", "platform", "azure"], somethingSleeps),
];

/** What is wrong with the times by themselves. */
export function scheduleProblems(schedule: ScheduleSettings): Problem[] {
  const own = [...daysOnce(schedule), ...zoneIsKnown(schedule), ...datesAreDays(schedule), ...visits(schedule)];
  return own.length > 0 ? own : [...timesFit(schedule), ...opensSome(schedule)];
}

/** Days for which a hub may sleep: a year. */
const tooLong = 366;

/** With every day of opening excepted for long, nothing is left of a schedule. */
function opensSome(schedule: ScheduleSettings): Problem[] {
  const longest = longestSleep(schedule);
  if (longest <= tooLong) return [];
  const rule = `names every day on which the hub would open (${schedule.up}) for ${longest} days: it would sleep for more than a year`;
  return [{ key: `${key}.except`, rule, mend: removeCommand(`${key}.except`) }];
}

/** Days of the longest sleep around dates that are excepted. 0 if none are. */
export function longestSleep(schedule: ScheduleSettings): number {
  const { except = [], timeZone } = schedule;
  const [first, last] = [[...except].sort()[0], [...except].sort().at(-1)].map((date) => dayOf(date ?? ""));
  if (first === undefined || last === undefined) return 0;
  const around = (day: number) => instantOf({ day, minutes: 0 }, timeZone);
  const open = openings(schedule, { from: around(first - 8), until: around(last + 9) });
  const gaps = open.slice(1).map((span, index) => (span.from - (open[index]?.until ?? 0)) / 86_400_000);
  return Math.round(Math.max(0, ...gaps));
}

function daysOnce({ up }: ScheduleSettings): Problem[] {
  const { days } = upOf(up);
  const twice = days.find((day, index) => days.indexOf(day) !== index);
  if (twice === undefined) return [];
  const names = dayNames.filter((_name, day) => days.includes(day)).join(",");
  const mend = setCommand(`${key}.up`, `${names} ${up.split(" ")[1] ?? ""}`);
  return [{ key: `${key}.up`, value: up, rule: `names ${dayNames[twice] ?? ""} twice`, mend }];
}

function zoneIsKnown({ timeZone }: ScheduleSettings): Problem[] {
  if (isTimeZone(timeZone)) return [];
  const nearest = nearestTimeZone(timeZone);
  const what = /^[A-Z]{2,5}$|^[+-]|^(Etc|GMT|UTC)/.test(timeZone)
    ? "has no summer time of its own: it must be the zone of a place, such as Europe/Berlin, or UTC"
    : `is no time zone that is known; did you mean ${nearest}?`;
  const place = what.startsWith("has") ? "Europe/Berlin" : nearest;
  return [{ key: `${key}.timeZone`, value: timeZone, rule: what, mend: setCommand(`${key}.timeZone`, place) }];
}

function datesAreDays({ except = [] }: ScheduleSettings): Problem[] {
  return except.flatMap((date, index): Problem[] => {
    const at = { key: `${key}.except[${index}]`, value: date, mend: removeCommand(`${key}.except[${index}]`) };
    if (dayOf(date) === undefined) return [{ ...at, rule: "is no day of the calendar" }];
    return except.indexOf(date) === index ? [] : [{ ...at, rule: "stands in the list twice" }];
  });
}

function visits({ wakeOnVisit, awakeFor }: ScheduleSettings): Problem[] {
  return awakeFor === undefined || wakeOnVisit
    ? []
    : [
        {
          key: `${key}.awakeFor`,
          value: awakeFor,
          rule: "has no use without schedule.wakeOnVisit: nobody can wake the hub",
          mend: setCommand(`${key}.wakeOnVisit`, true),
        },
      ];
}

/** Minutes that AKS takes to remove a node that nobody uses. @see https://learn.microsoft.com/azure/aks/cluster-autoscaler `scale-down-unneeded-time` */
const idle = 10;

/** Between two openings there must be time in which it sleeps. */
function timesFit({ up, down, warmUp, finish, wakeOnVisit, awakeFor }: ScheduleSettings): Problem[] {
  const { minutes } = upOf(up);
  if (minutesOfDay(down) === minutes) {
    const mend = setCommand(`${key}.down`, minutes === 19 * 60 ? "20:00" : "19:00");
    return [{ key: `${key}.down`, value: down, rule: "must be another time than that of schedule.up", mend }];
  }
  const asleep = shortestSleep({ up, down });
  const [warm, done] = [minutesIn(warmUp), minutesIn(finish)];
  const problems: Problem[] = [];
  const long = (field: "warmUp" | "finish", value: string, what: string, mend: string) => {
    const name = `${key}.${field}`;
    problems.push({ key: name, value, rule: `${what}: the hub sleeps ${inWords(asleep)} only`, mend });
  };
  if (asleep < 30) {
    const rule = `leaves ${inWords(asleep)} for sleep: nodes are removed after ${idle} minutes without use, and it must be 30 minutes at least`;
    const mend = setCommand(`${key}.down`, clock(minutes + (24 * 60 - 120)));
    return [{ key: `${key}.down`, value: down, rule, mend }];
  }
  if (warm > asleep - idle) long("warmUp", warmUp, "is too long", setCommand(`${key}.warmUp`, "10m"));
  else if (done > asleep - idle) long("finish", finish, "is too long", setCommand(`${key}.finish`, "10m"));
  else if (warm + done > asleep - idle) {
    const mend = `${setCommand(`${key}.warmUp`, "5m")} && ${setCommand(`${key}.finish`, "10m")}`;
    long("finish", finish, `leaves no time without nodes together with schedule.warmUp (${warmUp})`, mend);
  }
  if (wakeOnVisit && awakeFor !== undefined && minutesIn(awakeFor) < 15) {
    const rule = "must be 15m at least: a first node takes about 5 minutes";
    problems.push({ key: `${key}.awakeFor`, value: awakeFor, rule, mend: setCommand(`${key}.awakeFor`, "2h") });
  }
  return problems;
}

/** Minutes of the shortest time from a closing to the next opening, as clocks show it. */
function shortestSleep({ up, down }: Pick<ScheduleSettings, "up" | "down">): number {
  const { days, minutes } = upOf(up);
  const length = minutesOfDay(down) - minutes + (minutesOfDay(down) > minutes ? 0 : 24 * 60);
  const sorted = [...days].sort((one, other) => one - other);
  const gaps = sorted.map((day, index) => {
    const next = sorted[index + 1] ?? (sorted[0] ?? 0) + 7;
    return (next - day) * 24 * 60 - length;
  });
  return Math.min(...gaps);
}

export const inWords = (minutes: number): string =>
  minutes % 60 === 0 && minutes > 0 ? `${minutes / 60} ${minutes === 60 ? "hour" : "hours"}` : `${minutes} minutes`;

function clock(minutes: number): string {
  const inDay = minutes % (24 * 60);
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}

/** In Azure, nodes go only where people or builds have nodes of their own: the hub itself runs on. */
function somethingSleeps({ schedule, platform, azure }: Pick<Asked, "schedule" | "platform" | "azure">): Problem[] {
  if (schedule === undefined || schedule.sleep === "cluster") return [];
  if (platform !== "azure" || Object.keys(azure.pools).length > 0) return [];
  const pool = { role: "user", min: 1, max: 3 };
  const rule =
    "saves nothing here: people and builds run on the system pool, which stays. Give people a pool of their own, which goes to zero nodes, or let the whole cluster sleep (schedule.sleep: cluster)";
  return [{ key, rule, mend: setCommand("binderhub:azure.pools.users", pool) }];
}

/** What is allowed, but may be a mistake. */
export const scheduleWarnings = [
  warning(["schedule"], ({ schedule }) => (schedule === undefined ? [] : closedAnyway(schedule))),
  warning(["schedule", "platform", "azure"], ({ schedule, platform, azure }) =>
    schedule === undefined || platform !== "azure" || scheduleProblems(schedule).length > 0
      ? []
      : maintenanceInHours(schedule, azure.maintenance),
  ),
];

function closedAnyway({ up, except = [] }: ScheduleSettings): string[] {
  const { days } = upOf(up);
  return except.flatMap((date, index) => {
    const day = dayOf(date);
    return day === undefined || days.includes(weekdayOf(day))
      ? []
      : [
          `schedule.except[${index}]: ${date} is a ${dayNames[weekdayOf(day)] ?? ""}, on which the hub does not open anyway. ${removeCommand(`${key}.except[${index}]`)}`,
        ];
  });
}
