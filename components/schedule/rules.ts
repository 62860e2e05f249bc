import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { closesAt, dayNames, minutesIn, minutesOfDay, openings, upOf } from "./hours";
import { maintenanceInHours } from "./maintenance";
import { type ScheduleSettings } from "./settings";
import { zoneProblems } from "./time-zone";
import { dayOf, instantOf, weekdayOf } from "./wall-clock";
import { clockTime, dayLong } from "./week-time";

const key = "binderhub:schedule";

/** Rules for the times at which a hub is open. */
export const scheduleRules = [
  rule(["schedule"], ({ schedule }) => (schedule === undefined ? [] : scheduleProblems(schedule))),
  rule(["schedule", "platform", "azure"], somethingSleeps),
];

/** What is wrong with the times by themselves. */
export function scheduleProblems(schedule: ScheduleSettings, today = new Date()): Problem[] {
  const own = [
    ...daysOnce(schedule),
    ...zoneProblems(`${key}.timeZone`, schedule.timeZone),
    ...datesAreDays(schedule, today),
    ...visits(schedule),
  ];
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

/** Days by which a date may be away: about three years. A year that is typed wrong is far away, or long past. */
const farAway = 3 * 366;

/** Days of the longest sleep around dates that are excepted, but for those of long before. 0 if none are. */
export function longestSleep(schedule: ScheduleSettings): number {
  const { except = [], timeZone } = schedule;
  const days = except.flatMap((date) => dayOf(date) ?? []).sort((one, other) => one - other);
  const last = days.at(-1) ?? 0;
  const first = days.find((day) => day >= last - farAway);
  if (first === undefined) return 0;
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

/** The last one is told first: a date that is taken out moves those behind it. */
function datesAreDays({ except = [] }: ScheduleSettings, today: Date): Problem[] {
  const wrong = [...except.entries()].toReversed().flatMap(([index, date]) => {
    const rule = wrongWith(date, except.indexOf(date) < index, today);
    return rule === undefined ? [] : [{ index, value: date, rule }];
  });
  const indexes = wrong.map(({ index }) => index);
  return wrong.map(({ index, ...others }) => ({
    ...{ key: `${key}.except[${index}]`, ...others },
    mend: takesOut(index, indexes, except),
  }));
}

function wrongWith(date: string, isTwice: boolean, today: Date): string | undefined {
  const day = dayOf(date);
  if (day === undefined) return "is no day of the calendar";
  if (day > today.getTime() / 86_400_000 + farAway) return "is more than three years away: is the year right?";
  return isTwice ? "stands in the list twice" : undefined;
}

/** The command that takes a date out of the list. A list without any is none. @param indexes all that are taken out */
function takesOut(index: number, indexes: readonly number[], except: readonly string[]): string {
  return removeCommand(indexes.length === except.length ? `${key}.except` : `${key}.except[${index}]`);
}

/** Who may wake the hub, and for how long. */
function visits({ wakeOnVisit, awakeFor }: ScheduleSettings): Problem[] {
  if (awakeFor === undefined) return [];
  const blamed = { key: `${key}.awakeFor`, value: awakeFor };
  if (!wakeOnVisit) {
    const rule = "has no use without schedule.wakeOnVisit: nobody can wake the hub";
    return [{ ...blamed, rule, mend: setCommand(`${key}.wakeOnVisit`, true) }];
  }
  if (minutesIn(awakeFor) < 15) {
    const rule = "must be 15m at least: a first node takes about 5 minutes";
    return [{ ...blamed, rule, mend: setCommand(`${key}.awakeFor`, "2h") }];
  }
  if (minutesIn(awakeFor) > dayLong) {
    const rule =
      "must be 24h at most: one click would hold nodes for longer than a day. While people have servers, the hub stays awake anyway";
    return [{ ...blamed, rule, mend: setCommand(`${key}.awakeFor`, "24h") }];
  }
  return [];
}

/** Minutes that AKS takes to remove a node that nobody uses. @see https://learn.microsoft.com/azure/aks/cluster-autoscaler `scale-down-unneeded-time` */
const idle = 10;

/** Minutes that nodes are given at least, before the opening or after the end, where a mend makes that shorter. */
const shortened = 10;

/** Between two openings there must be time in which it sleeps. */
function timesFit({ up, down, warmUp, finish }: ScheduleSettings): Problem[] {
  const { days, minutes } = upOf(up);
  if (minutesOfDay(down) === minutes && days.length < 7) {
    const mend = `${setCommand(`${key}.up`, `${up.split(" ")[0] ?? ""} 00:00`)} && ${setCommand(`${key}.down`, "24:00")}`;
    const rule =
      "must be another time than that of schedule.up. A hub that is open on whole days opens at 00:00, and closes at 24:00";
    return [{ key: `${key}.down`, value: down, rule, mend }];
  }
  // Whole days touch each other. Then it sleeps on other days.
  const gaps = sleeps({ up, down }).filter((gap) => gap > 0);
  const asleep = gaps.length === 0 ? 0 : Math.min(...gaps);
  if (asleep < 30) {
    const rule = `leaves ${inWords(asleep)} for sleep: nodes are removed after ${idle} minutes without use, and it must be 30 minutes at least`;
    const mend = setCommand(`${key}.down`, clockTime((minutes + dayLong - 120) % dayLong));
    return [{ key: `${key}.down`, value: down, rule, mend }];
  }
  const [warm, done, room] = [minutesIn(warmUp), minutesIn(finish), asleep - idle];
  if (warm + done <= room) return [];
  const field = warm > room ? "warmUp" : "finish";
  const what =
    Math.max(warm, done) > room
      ? "is too long"
      : `leaves no time without nodes together with schedule.warmUp (${warmUp})`;
  const one = setCommand(`${key}.${field}`, `${shortened}m`);
  const both = `${setCommand(`${key}.warmUp`, "5m")} && ${setCommand(`${key}.finish`, `${shortened}m`)}`;
  return [
    {
      ...{ key: `${key}.${field}`, value: field === "warmUp" ? warmUp : finish },
      rule: `${what}: the hub sleeps ${inWords(asleep)} only`,
      mend: (field === "warmUp" ? done : warm) + shortened <= room ? one : both,
    },
  ];
}

/** Minutes from each closing to the next opening, as clocks show them. 0 where whole days touch each other. */
function sleeps({ up, down }: Pick<ScheduleSettings, "up" | "down">): readonly number[] {
  const { days, minutes } = upOf(up);
  const length = closesAt({ up, down }) - minutes;
  const sorted = [...days].sort((one, other) => one - other);
  return sorted.map((day, index) => {
    const next = sorted[index + 1] ?? (sorted[0] ?? 0) + 7;
    return (next - day) * dayLong - length;
  });
}

export const inWords = (minutes: number): string =>
  minutes % 60 === 0 && minutes > 0 ? `${minutes / 60} ${minutes === 60 ? "hour" : "hours"}` : `${minutes} minutes`;

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
  warning(["schedule"], ({ schedule }) =>
    schedule === undefined ? [] : [...closedAnyway(schedule), ...arePast(schedule, new Date())],
  ),
  warning(["schedule", "auth"], ({ schedule, auth }) =>
    schedule?.wakeOnVisit !== true || auth.type !== "none" ? [] : [anybodyWakes],
  ),
  warning(["schedule", "platform", "azure", "scheduling"], nothingIsHeld),
  warning(["schedule", "platform", "azure"], ({ schedule, platform, azure }) =>
    schedule === undefined || platform !== "azure" || scheduleProblems(schedule).length > 0
      ? []
      : maintenanceInHours(schedule, azure.maintenance),
  ),
];

function closedAnyway({ up, except = [] }: ScheduleSettings): string[] {
  const { days } = upOf(up);
  const closed = [...except.entries()].toReversed().flatMap(([index, date]) => {
    const day = dayOf(date);
    return day === undefined || days.includes(weekdayOf(day)) ? [] : [{ index, date, day }];
  });
  const indexes = closed.map(({ index }) => index);
  return closed.map(
    ({ index, date, day }) =>
      `schedule.except[${index}]: ${date} is a ${dayNames[weekdayOf(day)] ?? ""}, on which the hub does not open anyway. ${takesOut(index, indexes, except)}`,
  );
}

/** Holidays of last year, or a year that is typed wrong. */
function arePast({ except = [] }: ScheduleSettings, today: Date): string[] {
  // It may be yesterday still in the hub's zone.
  const yesterday = Math.floor(today.getTime() / 86_400_000) - 1;
  const past = [...except.entries()].filter(([, date]) => (dayOf(date) ?? yesterday) < yesterday);
  if (past.length === 0) return [];
  const indexes = past.map(([index]) => index).toReversed();
  const mend = [...new Set(indexes.map((index) => takesOut(index, indexes, except)))].join(" && ");
  return [
    `schedule.except: in the past: ${past.map(([, date]) => date).join(", ")}. If their year is right, they can go: ${mend}`,
  ];
}

const anybodyWakes = `schedule.wakeOnVisit: nobody logs in, so anybody in the world can wake this hub, and you pay for its nodes. Keep azure.pools.NAME.max and limits.totalQuota low, or: ${removeCommand(`${key}.wakeOnVisit`)}`;

function nothingIsHeld({
  schedule,
  platform,
  azure,
  scheduling,
}: Pick<Asked, "schedule" | "platform" | "azure" | "scheduling">): string[] {
  if (schedule?.sleep !== "nodes" || platform !== "azure" || scheduling.placeholders > 0) return [];
  const pools = Object.entries(azure.pools);
  const [pool] = pools.find(([, { role }]) => role === "user") ?? pools[0] ?? [];
  if (pool === undefined || pools.some(([, { min }]) => min > 0)) return [];
  return [
    `schedule.warmUp: no pool has nodes by itself (min is 0), and no places are kept free, so nothing starts before people launch, and the first of a day wait for a node. ${setCommand(`binderhub:azure.pools.${pool}.min`, 1)}`,
  ];
}
