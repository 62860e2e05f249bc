import * as fc from "fast-check";
import { runs, usualRuns, windowIn } from "../../../components/schedule/cluster-hours";
import { openings } from "../../../components/schedule/hours";
import { windowsIn } from "../../../components/schedule/maintenance";
import { type ScheduleSettings } from "../../../components/schedule/settings";
import { type Maintenance } from "../../../components/maintenance/settings";
import { stopWorkflow } from "../../../components/schedule/stop-workflow";
import { isTimeZone } from "../../../components/schedule/time-zone";
import { windowsZone } from "../../../components/schedule/windows-zone";
import { check, edited } from "../../stack/stack";
import { WorkflowClock } from "./workflow-clock";

const office = {
  ...{ up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", warmUp: "15m", finish: "1h" },
  ...{ sleep: "cluster", wakeOnVisit: false, tell: ["hub@example.org"] },
} as const satisfies ScheduleSettings;
const sunday = { day: "Sunday", start: "02:00", hours: 4, utcOffset: "+00:00" } as const;
const workflowOf = (schedule: Partial<ScheduleSettings> = {}, maintenance: Partial<Maintenance> = {}) =>
  stopWorkflow({
    schedule: { ...(office as ScheduleSettings), ...schedule },
    maintenance: { ...sunday, ...maintenance },
    windowsZone: windowsZone({ ...office, ...schedule }.timeZone) ?? "",
    ...{ cluster: "/subscriptions/a/resourceGroups/b/providers/c/managedClusters/d", manager: "management.azure.com" },
  });
const weekOf = (definition: unknown, monday: string) => {
  const clock = new WorkflowClock(definition);
  clock.state = "Stopped";
  const from = Date.parse(`${monday}T00:00:00Z`);
  clock.run(from, from + 7 * 86_400_000);
  return clock.asked;
};

test("in a week, the cluster is started before each opening and stopped after it, and runs for maintenance", () => {
  expect(weekOf(workflowOf(), "2027-02-01")).toEqual([
    ...["01", "02", "03", "04", "05"].flatMap((day) => [`2027-02-${day}T06:00 start`, `2027-02-${day}T19:10 stop`]),
    ...["2027-02-07T01:45 start", "2027-02-07T06:00 stop"],
  ]);
});

test("on a date that is excepted it is not started, and maintenance needs no second start in the hours of people", () => {
  const excepted = workflowOf({ except: ["2027-02-01", "2027-02-05"] }, { day: "Wednesday", start: "10:00" });
  expect(weekOf(excepted, "2027-02-01")).toEqual(
    ["02", "03", "04"].flatMap((day) => [`2027-02-${day}T06:00 start`, `2027-02-${day}T19:10 stop`]),
  );
});

test("an opening after midnight belongs to its own date, although the cluster is started on the day before", () => {
  const early = { up: "Mon 00:10", down: "04:00", timeZone: "UTC" };
  expect(weekOf(workflowOf(early), "2027-02-01")).toContain("2027-02-07T23:40 start");
  // 8 February is the Monday for which it is started on the Sunday.
  expect(weekOf(workflowOf({ ...early, except: ["2027-02-08"] }), "2027-02-01")).not.toContain(
    "2027-02-07T23:40 start",
  );
  expect(weekOf(workflowOf({ ...early, except: ["2027-02-07"] }), "2027-02-01")).toContain("2027-02-07T23:40 start");
});

test("maintenance is done also on a date that is excepted", () => {
  expect(weekOf(workflowOf({ up: "Sat,Sun 10:00", except: ["2027-02-07"] }), "2027-02-01")).toContain(
    "2027-02-07T01:45 start",
  );
});

test("a cluster that somebody started is not started again, and one that is stopped is not stopped", () => {
  const clock = new WorkflowClock(workflowOf());
  clock.fire("Start", Date.parse("2027-02-01T06:00:00Z"));
  clock.fire("Stop", Date.parse("2027-02-01T19:10:00Z"));
  clock.fire("Stop", Date.parse("2027-02-01T19:11:00Z"));
  expect(clock.asked).toEqual(["2027-02-01T19:10 stop"]);
});

test("it asks with the workflow's own login, and for this cluster only", () => {
  const found = JSON.stringify(workflowOf()).match(/https:\/\/management\.azure\.com\/[^"?]*/g);
  expect(new Set(found)).toEqual(
    new Set(
      ["", "/start", "/stop"]
        .map(
          (path) =>
            `https://management.azure.com/subscriptions/a/resourceGroups/b/providers/c/managedClusters/d${path}`,
        )
        .concat("https://management.azure.com/"),
    ),
  );
  expect(JSON.stringify(workflowOf()).match(/"type":"ManagedServiceIdentity"/g)).toHaveLength(3);
});

test("nearly each time zone that is taken has a name of Windows'", () => {
  const zones = Intl.supportedValuesOf("timeZone").filter(isTimeZone);
  expect(zones.filter((zone) => windowsZone(zone) === undefined)).toEqual([
    "America/Ciudad_Juarez",
    "America/Coyhaique",
    "Antarctica/Troll",
  ]);
});

// Windows and the tz database may differ about clocks of the past and of small places. Large ones are compared.
const schedules = fc.record({
  timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "UTC"),
  days: fc.constantFrom("Mon-Fri", "Mon-Sun", "Sat,Sun", "Tue", "Fri-Mon"),
  up: fc.integer({ min: 0, max: 95 }),
  length: fc.integer({ min: 4, max: 72 }),
  warmUp: fc.constantFrom("5m", "15m", "2h"),
  finish: fc.constantFrom("10m", "1h", "3h"),
  window: fc.record({
    day: fc.constantFrom("Monday", "Wednesday", "Saturday", "Sunday"),
    start: fc.integer({ min: 0, max: 23 }),
  }),
  week: fc.integer({ min: 0, max: 50 }),
});
const clock = (quarters: number) =>
  `${String(Math.floor(quarters / 4) % 24).padStart(2, "0")}:${String((quarters % 4) * 15).padStart(2, "0")}`;

test("whatever schedule is taken, the cluster runs in all hours of opening and in all windows of maintenance, and never long beside them", () => {
  let seen = 0;
  fc.assert(
    fc.property(schedules, ({ timeZone, days, up, length, warmUp, finish, window, week }) => {
      const schedule = { timeZone, up: `${days} ${clock(up)}`, down: clock(up + length), warmUp, finish };
      const maintenance = { ...sunday, day: window.day, start: `${String(window.start).padStart(2, "0")}:00` } as const;
      const asked = {
        schedule: { ...schedule, sleep: "cluster", tell: office.tell },
        "azure.maintenance": maintenance,
      };
      fc.pre(check(edited(asked)).problems.length === 0);
      const whole = { ...office, ...schedule };
      const definition = workflowOf(schedule, maintenance);
      const from = Date.UTC(2027, 0, 4) + week * 7 * 86_400_000;
      const until = from + 14 * 86_400_000;
      const cloud = new WorkflowClock(definition);
      cloud.state = "Stopped";
      // A week before, so that it is as it would be.
      cloud.run(from - 7 * 86_400_000, from);
      const needed = [...openings(schedule, { from, until }), ...windowsIn(maintenance, { from, until })];
      const allowed = [
        ...runs(whole, { from, until }),
        ...(windowIn(usualRuns(whole), maintenance) === "apart"
          ? windowsIn(maintenance, { from: from - 7 * 86_400_000, until })
          : []),
      ];
      const slack = 75 * 60_000; // when clocks change, and the start before a window
      for (let now = from; now < until; now += 15 * 60_000) {
        cloud.run(now, now + 15 * 60_000);
        const state = (): string => cloud.state;
        const isNeeded = needed.some((span) => span.from <= now && span.until >= now + 15 * 60_000);
        const isAllowed = allowed.some((span) => span.from - slack <= now && span.until + slack >= now);
        if (isNeeded && state() !== "Running") throw new Error(`stopped at ${new Date(now).toISOString()}`);
        if (!isAllowed && state() !== "Stopped") throw new Error(`runs at ${new Date(now).toISOString()}`);
      }
      seen += 1;
    }),
    { numRuns: 12, seed: 18 },
  );
  expect(seen).toBe(12);
}, 60_000);
