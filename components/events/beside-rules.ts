import { type Problem, removeCommand, removeItemCommand, setCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { commandOf, type Step } from "../../settings/steps";
import { covers } from "../repositories/overlap";
import { runs } from "../schedule/cluster-hours";
import { dayNames, minutesOfDay, upOf } from "../schedule/hours";
import { scheduleProblems } from "../schedule/rules";
import { type ScheduleSettings } from "../schedule/settings";
import { wallClockAt, dateOf, weekdayOf } from "../schedule/wall-clock";
import { canonical, overlap } from "../walls/ranges";
import { keyOf, removal } from "./keys";
import { patternOf } from "./repository-rules";
import { isOpenIn } from "./time-rules";
import { type EventTimes, timesOf } from "./times";

type Asks = Pick<Asked, "events">;

/** Each event has a name of its own, which is that of its pool too. */
export function namesDiffer({ events = [], platform, azure }: Asks & Pick<Asked, "platform" | "azure">): Problem[] {
  const pools = platform === "azure" ? Object.keys(azure.pools) : [];
  const taken = [...pools, ...events.map(({ name }) => name)];
  return events.flatMap(({ name }, index) => {
    const first = events.findIndex((other) => other.name === name);
    const whose = pools.includes(name) ? "a pool of azure.pools" : first < index ? `events[${first}]` : undefined;
    if (whose === undefined) return [];
    const key = keyOf(index, "name");
    const free = ["event", "2", "3", "4", "5"].map((end) => `${name.slice(0, 12 - end.length)}${end}`);
    const better = free.find((one) => !taken.includes(one)) ?? `event${index}`;
    return [{ key, value: name, rule: `is the name of ${whose} too`, mend: setCommand(key, better) }];
  });
}

/** A server is known by its repository: with two events of one at the same moment, nobody could say whose it is. */
export function repositoriesDiffer({ events = [] }: Asks): Problem[] {
  return events.flatMap((event, index): Problem[] => {
    const times = timesOf(event);
    const first = events.slice(0, index).findIndex((other) => {
      const its = timesOf(other);
      const isSame = covers(patternOf(event), patternOf(other));
      return isSame && times && its && times.nodesUp < its.gone && its.nodesUp < times.gone;
    });
    if (first < 0) return [];
    const rule = `is that of events[${first}], which is at the same time, or has its nodes then: the hub could not tell whose server is whose. Make one event of them`;
    return [{ key: keyOf(index, "repository"), value: event.repository, rule, mend: removal(index, events.length) }];
  });
}

/** On an existing cluster, the stack makes no nodes. */
export function nodesAreItsOwn({ events = [], platform }: Asks & Pick<Asked, "platform">): Problem[] {
  if (platform === "azure") return [];
  return events.flatMap((event, index) =>
    (["vmSize", "nodesUp"] as const).flatMap((name): Problem[] => {
      const value = event[name];
      const key = keyOf(index, name);
      const rule =
        "is for a cluster that the stack makes: on an existing cluster, people of an event are on the nodes that are there";
      return value === undefined ? [] : [{ key, value, rule, mend: removeCommand(key) }];
    }),
  );
}

/** The lecture room must be a range as Python reads it, and not one that BinderHub refuses. */
export function roomsAreLetIn({ events = [], limits }: Asks & Pick<Asked, "limits">): Problem[] {
  return events.flatMap(({ room }, index): Problem[] => {
    if (room === undefined) return [];
    const key = keyOf(index, "room");
    const first = canonical(room);
    if (room !== first) {
      const rule = `must begin with the range's first address: ${first}`;
      return [{ key, value: room, rule, mend: setCommand(key, first) }];
    }
    const banned = limits.bannedNetworks ?? [];
    const ban = banned.findIndex((range) => overlap(range, room));
    if (ban < 0) return [];
    const list = "binderhub:limits.bannedNetworks";
    const rule = `has addresses in common with limits.bannedNetworks[${ban}], which is ${banned[ban] ?? ""}: nobody there could launch anything`;
    return [{ key, value: room, rule, mend: removeItemCommand(list, ban, banned.length) }];
  });
}

/** A hub that sleeps launches nothing. */
export function hubIsAwake({ events = [], schedule }: Asks & Pick<Asked, "schedule">): Problem[] {
  if (schedule === undefined || scheduleProblems(schedule).length > 0) return [];
  return events.flatMap((event, index): Problem[] => {
    const times = timesOf(event);
    if (times === undefined || isAwake(schedule, times)) return [];
    const { steps, then } = longer(schedule, times);
    const isMended = steps.length > 0 && scheduleProblems(then).length === 0 && isAwake(then, times);
    const hours = `${schedule.up}-${schedule.down} (${schedule.timeZone})`;
    const why =
      schedule.sleep === "cluster" && isOpenIn(schedule, { from: times.start, until: times.end })
        ? "its nodes must be there before the cluster is started (schedule.sleep: cluster)"
        : `the hub sleeps in a part of its time: it is open ${hours}, but for the dates of schedule.except`;
    const blamed = { key: keyOf(index, "start"), value: event.start };
    return [
      isMended
        ? { ...blamed, rule: `cannot hold: ${why}. With these hours it would be open`, mend: commandOf(steps) }
        : {
            ...blamed,
            rule: `cannot hold: ${why}. Without a schedule it is open`,
            mend: removeCommand("binderhub:schedule"),
          },
    ];
  });
}

function isAwake(schedule: ScheduleSettings, { nodesUp, start, end }: EventTimes): boolean {
  if (!isOpenIn(schedule, { from: start, until: end })) return false;
  if (schedule.sleep !== "cluster") return true;
  return runs(schedule, { from: nodesUp, until: end }).some((run) => run.from <= nodesUp && end <= run.until);
}

/** A server that is too old is ended, whether somebody uses it or not. People may come as soon as the nodes are there. */
export function serversLast({ events = [], limits }: Asks & Pick<Asked, "limits">): Problem[] {
  const { maximumAge } = limits;
  return events.flatMap((event, index): Problem[] => {
    const times = timesOf(event);
    if (times === undefined || maximumAge === 0) return [];
    const least = Math.ceil((times.end - times.nodesUp) / 1000);
    if (maximumAge >= least) return [];
    const rule = `cannot hold: servers are ended after ${maximumAge} seconds (limits.maximumAge), and the event takes ${least}, from the time when its nodes are there`;
    return [
      { key: keyOf(index, "end"), value: event.end, rule, mend: setCommand("binderhub:limits.maximumAge", least) },
    ];
  });
}

/** The least that a schedule must be longer, so that an event of one day is in its hours: the changes, and the schedule after them. */
function longer(
  schedule: ScheduleSettings,
  { start, end }: EventTimes,
): { readonly steps: readonly Step[]; readonly then: ScheduleSettings } {
  const { up, down, timeZone, except = [] } = schedule;
  const [from, until] = [wallClockAt(start, timeZone), wallClockAt(end, timeZone)];
  if (from.day !== until.day) return { steps: [], then: schedule };
  const { days, minutes } = upOf(up);
  const isNight = minutesOfDay(down) <= minutes;
  const [off, day] = [except.indexOf(dateOf(from.day)), weekdayOf(from.day)];
  const named = days.includes(day)
    ? (up.split(" ")[0] ?? "")
    : dayNames.filter((_name, one) => one === day || days.includes(one)).join(",");
  const opens = `${named} ${clock(Math.min(minutes, from.minutes))}`;
  const closes = isNight || until.minutes <= minutesOfDay(down) ? down : clock(until.minutes);
  const others = except.filter((_date, place) => place !== off);
  const exception: Step = { path: others.length === 0 ? ["schedule", "except"] : ["schedule", "except", String(off)] };
  return {
    steps: [
      ...(opens === up ? [] : [{ path: ["schedule", "up"], value: opens } as const]),
      ...(closes === down ? [] : [{ path: ["schedule", "down"], value: closes } as const]),
      ...(off < 0 ? [] : [exception]),
    ],
    then: { ...schedule, up: opens, down: closes, except: others },
  };
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
