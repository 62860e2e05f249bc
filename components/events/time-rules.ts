import { type Problem, setCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { type Hours, minutesIn, openings } from "../schedule/hours";
import { inWords } from "../schedule/rules";
import { zoneProblems } from "../schedule/time-zone";
import { dateOf, instantOf, type WallClock, wallClockAt } from "../schedule/wall-clock";
import { keyOf } from "./keys";
import { type Event, usualNodesUp } from "./settings";
import { clockOf, endOf } from "./times";

type Asks = Pick<Asked, "events">;

/** Days that an event may have. Longer ones are better off with a pool of `azure.pools`. */
const longest = 14;

/** Minutes in which a node is there, with its images. Azure makes one in 3 to 5. Assumed. */
const shortestNodesUp = 10;

/** Minutes in which a first image of a usual repository is built. Assumed. */
const usualBuild = 30;

const minute = 60_000;
const hour = 60 * minute;

/** What is wrong with the times of events by themselves. */
export function timesFit({ events = [] }: Asks): Problem[] {
  return events.flatMap(timeProblems);
}

/** What is wrong with the times of an event. Nothing else can be said of it until they are right. */
export function timeProblems(event: Event, index: number): Problem[] {
  const zone = zoneProblems(keyOf(index, "timeZone"), event.timeZone);
  const days = [...isDay(event, index, "start"), ...isDay(event, index, "end")];
  if (zone.length + days.length > 0) return [...zone, ...days];
  const real = [...exists(event, index, "start"), ...exists(event, index, "end")];
  if (real.length > 0) return real;
  const ends = endsAfterStart(event, index);
  return [...ends, ...(ends.length > 0 ? [] : arrivesBeforeEnd(event, index)), ...inOrder(event, index)];
}

const clockIn = (event: Event, name: "start" | "end") => (name === "start" ? clockOf(event.start) : endOf(event));

function isDay(event: Event, index: number, name: "start" | "end"): Problem[] {
  // An end without a date has that of the start, which is blamed.
  if (clockIn(event, name) !== undefined || !event[name].includes(" ")) return [];
  const key = keyOf(index, name);
  const [year = 0, month = 0] = event[name].split("-").map(Number);
  const last = Date.UTC(year, Math.min(12, Math.max(1, month)), 0);
  const better = `${new Date(last).toISOString().slice(0, 10)} ${event[name].split(" ")[1] ?? ""}`;
  return [{ key, value: event[name], rule: "is no day of the calendar", mend: setCommand(key, better) }];
}

/** In spring, clocks skip an hour. */
function exists(event: Event, index: number, name: "start" | "end"): Problem[] {
  const clock = clockIn(event, name);
  if (clock === undefined) return [];
  const shown = wallClockAt(instantOf(clock, event.timeZone), event.timeZone);
  if (shown.day === clock.day && shown.minutes === clock.minutes) return [];
  const key = keyOf(index, name);
  const rule = `does not exist: on that day, clocks in ${event.timeZone} are put forward over it`;
  return [{ key, value: event[name], rule, mend: setCommand(key, written(shown)) }];
}

/** A date and a time, as the settings have them. */
function written({ day, minutes }: WallClock): string {
  return `${dateOf(day)} ${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function instants(event: Event): { readonly start: number; readonly end: number } {
  const [start, end] = [clockIn(event, "start"), clockIn(event, "end")].map((clock) =>
    clock === undefined ? 0 : instantOf(clock, event.timeZone),
  );
  return { start: start ?? 0, end: end ?? 0 };
}

function endsAfterStart(event: Event, index: number): Problem[] {
  const { start, end } = instants(event);
  const key = keyOf(index, "end");
  const later = (hours: number) => setCommand(key, written(wallClockAt(start + hours * hour, event.timeZone)));
  if (end <= start) {
    const rule = `must be after start, which is ${event.start}: an end on another day needs its date`;
    return [{ key, value: event.end, rule, mend: later(2) }];
  }
  if (end - start > longest * 24 * hour) {
    const rule = `must be ${longest} days after start at most: for a longer course, people are better off with a pool of azure.pools`;
    return [{ key, value: event.end, rule, mend: later(longest * 24) }];
  }
  return [];
}

function arrivesBeforeEnd(event: Event, index: number): Problem[] {
  const { start, end } = instants(event);
  const lasts = Math.round((end - start) / minute);
  if (minutesIn(event.arriveWithin) <= lasts) return [];
  const key = keyOf(index, "arriveWithin");
  const rule = `must be ${inWords(lasts)} at most: the event is over then`;
  return [{ key, value: event.arriveWithin, rule, mend: setCommand(key, `${Math.min(lasts, 5)}m`) }];
}

/** First the image, then the nodes that pull it, then the people. */
function inOrder(event: Event, index: number): Problem[] {
  const { nodesUp = usualNodesUp } = event;
  const up = keyOf(index, "nodesUp");
  if (minutesIn(nodesUp) < shortestNodesUp) {
    const rule = `must be ${shortestNodesUp}m at least: Azure makes a node in about 5 minutes, and then it pulls the image`;
    return [{ key: up, value: nodesUp, rule, mend: setCommand(up, usualNodesUp) }];
  }
  if (minutesIn(nodesUp) > 24 * 60) {
    const rule = "must be 24h at most: nodes are billed as long as they are there";
    return [{ key: up, value: nodesUp, rule, mend: setCommand(up, usualNodesUp) }];
  }
  return [];
}

/** The image must be there before the nodes pull it, and a build takes its time. */
export function preparedInTime({ events = [], builds }: Pick<Asked, "events" | "builds">): Problem[] {
  return events.flatMap((event, index): Problem[] => {
    const { prepare, nodesUp = usualNodesUp } = event;
    const build = builds.timeout === undefined ? usualBuild : Math.ceil(builds.timeout / 60);
    const least = minutesIn(nodesUp) + build;
    if (inOrder(event, index).length > 0 || minutesIn(prepare) >= least) return [];
    const key = keyOf(index, "prepare");
    const why =
      builds.timeout === undefined
        ? `a build that takes ${usualBuild} minutes`
        : `a build that may take ${inWords(build)} (builds.timeout)`;
    const rule = `must be ${least}m at least: nodes are there ${nodesUp} before the start, and ${why} must be done by then`;
    const better = least <= 24 * 60 ? "24h" : `${Math.ceil(least / 60)}h`;
    return [{ key, value: prepare, rule, mend: setCommand(key, better) }];
  });
}

/** Whether a hub is open in all of a span. */
export function isOpenIn(hours: Hours, { from, until }: { readonly from: number; readonly until: number }): boolean {
  return openings(hours, { from, until }).some((open) => open.from <= from && until <= open.until);
}
