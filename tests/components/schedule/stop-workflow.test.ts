import * as fc from "fast-check";
import { between, runs, usualRuns, windowIn } from "../../../components/schedule/cluster-hours";
import { openings } from "../../../components/schedule/hours";
import { windowsIn } from "../../../components/schedule/maintenance";
import { type ScheduleSettings } from "../../../components/schedule/settings";
import { type Maintenance } from "../../../components/maintenance/settings";
import { stopWorkflow } from "../../../components/schedule/stop-workflow";
import { isTimeZone } from "../../../components/schedule/time-zone";
import { windowsZone } from "../../../components/schedule/windows-zone";
import { offsetAt } from "../../../components/schedule/wall-clock";
import { windowsZones } from "../../../sandbox/azure/windows-zones";
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
/** What is asked of Azure in a week, in which the workflow is saved each hour. */
const weekOf = (definition: unknown, monday: string) => {
  const clock = new WorkflowClock(definition);
  clock.state = "Stopped";
  const from = Date.parse(`${monday}T00:00:00Z`);
  for (let now = from; now < from + 7 * 86_400_000; now += 3_600_000) {
    clock.run(now, now + 3_600_000);
    clock.save(now + 50 * 60_000);
  }
  expect(clock.failed).toEqual([]);
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
  expect(JSON.stringify(workflowOf()).match(/"type":"ManagedServiceIdentity"/g)).toHaveLength(4);
});

test("each trigger has a start time, which is in the past and does not move, as one without it fires when it is saved", () => {
  const starts = Object.values(workflowOf().triggers).map(({ recurrence }) => recurrence.startTime);
  expect(starts).toEqual(Array.from({ length: 4 }, () => "2026-01-01T00:00:00"));
});

test("a cluster that somebody started in the night is not stopped when the workflow is saved", () => {
  const clock = new WorkflowClock(workflowOf());
  for (const time of ["19:04", "19:36", "23:00"]) clock.save(Date.parse(`2027-02-01T${time}:00Z`));
  for (const time of ["05:00", "12:00"]) clock.save(Date.parse(`2027-02-02T${time}:00Z`));
  expect([clock.asked, clock.failed]).toEqual([[], []]);
});

test.each([
  ["a second early", -1 / 60, "19:09 stop"],
  ["eight minutes late", 8, "19:18 stop"],
])("a trigger that comes %s does its work, at an opening at midnight too", (_how, late, stopped) => {
  const clock = new WorkflowClock(workflowOf());
  clock.late = late;
  clock.run(Date.parse("2027-02-01T06:00:00Z"), Date.parse("2027-02-01T20:00:00Z"));
  expect(clock.asked).toEqual([`2027-02-01T${stopped}`]);
  const midnight = { up: "Mon-Fri 00:00", timeZone: "UTC", down: "19:00" };
  const opened = new WorkflowClock(workflowOf({ ...midnight, except: ["2027-02-02"] }));
  opened.state = "Stopped";
  opened.late = late;
  opened.run(Date.parse("2027-02-01T21:00:00Z"), Date.parse("2027-02-02T21:00:00Z"));
  expect(opened.asked).toEqual([]);
  opened.run(Date.parse("2027-02-02T21:00:00Z"), Date.parse("2027-02-03T02:00:00Z"));
  expect(opened.state).toBe("Running");
});

test("a start that comes hours late is still done, and a stop is not", () => {
  const clock = new WorkflowClock(workflowOf());
  clock.state = "Stopped";
  clock.fire("Start", Date.parse("2027-02-01T11:00:00Z"));
  clock.fire("Stop", Date.parse("2027-02-01T21:00:00Z"));
  expect(clock.asked).toEqual(["2027-02-01T11:00 start"]);
});

describe("when Azure refuses", () => {
  const evening = (minutes: number) => Date.parse("2027-02-01T19:10:00Z") + minutes * 60_000;
  const stopped = (set: Partial<WorkflowClock>) => {
    const clock = Object.assign(new WorkflowClock(workflowOf()), set);
    clock.fire("Stop", evening(0));
    expect(clock.refused).toBe(0);
    return [clock.asked, clock.failed];
  };

  test("as another operation is running, it waits for its end", () =>
    expect(stopped({ busyUntil: evening(15) })).toEqual([["2027-02-01T19:26 stop"], []]));

  test("as the identity's role is not known yet, it tries again", () =>
    expect(stopped({ roleFrom: evening(3) })).toEqual([["2027-02-01T19:14 stop"], []]));

  test("all the time, people are told", () => {
    for (const refusal of [{ busyUntil: evening(600) }, { roleFrom: evening(600) }])
      expect(stopped(refusal)).toEqual([[], ["2027-02-01T19:10 Stop"]]);
  });

  test("all the time, also one that comes late has ended before the next start", () => {
    const clock = Object.assign(new WorkflowClock(workflowOf()), { busyUntil: evening(600) });
    clock.fire("Stop", evening(24));
    expect(clock.ended).toBeGreaterThan(evening(24));
    expect(clock.ended).toBeLessThanOrEqual(evening(between));
  });

  test("nothing, but does not come to the end of it, people are told", () => {
    expect(stopped({ takes: 600 })).toEqual([["2027-02-01T19:10 stop"], ["2027-02-01T19:10 Stop"]]);
  });
});

describe("when clocks change", () => {
  // Clocks in Berlin are put forward on 28 March 2027 at 01:00 UTC, and back on 31 October at 01:00 UTC.
  const nightly = { up: "Mon-Sun 08:00", down: "01:10", finish: "1h" };
  const stops = (date: string) => weekOf(workflowOf(nightly), date).filter((asked) => asked.endsWith("stop"));

  test("a time that is left out comes an hour later, by the clock", () =>
    expect(stops("2027-03-22").slice(-2)).toEqual(["2027-03-27T01:20 stop", "2027-03-28T01:20 stop"]));

  test("a time that there is twice comes once", () =>
    expect(stops("2027-10-25").slice(-2)).toEqual(["2027-10-30T00:20 stop", "2027-10-31T00:20 stop"]));
});

describe("the name of a zone of Windows'", () => {
  test("is that of one with the same clocks, for each zone but one", () => {
    const zones = Intl.supportedValuesOf("timeZone").filter(isTimeZone);
    const differ = zones.filter((zone) => {
      const place = windowsZones[windowsZone(zone) ?? ""];
      const weeks = Array.from({ length: 52 }, (_, week) => Date.UTC(2027, 0, 4 + 7 * week));
      return place === undefined || weeks.some((week) => offsetAt(week, zone) !== offsetAt(week, place));
    });
    expect(differ).toEqual(["Antarctica/Troll"]);
  });

  test.each([
    ["Europe/Paris", "Romance Standard Time"],
    ["America/Chihuahua", "Central Standard Time (Mexico)"],
    ["America/Ojinaga", "Central Standard Time"],
    ["Asia/Almaty", "West Asia Standard Time"],
    ["Europe/Kyiv", "FLE Standard Time"],
    ["America/Ciudad_Juarez", "Mountain Standard Time"],
    ["Pacific/Kanton", "UTC+13"],
    ["Europe/BERLIN", "W. Europe Standard Time"],
    ["UTC", "UTC"],
  ])("of %s is %s", (zone, name) => {
    expect(windowsZone(zone)).toBe(name);
  });
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
type Generated = typeof schedules extends fc.Arbitrary<infer One> ? One : never;
const clock = (quarters: number) =>
  `${String(Math.floor(quarters / 4) % 24).padStart(2, "0")}:${String((quarters % 4) * 15).padStart(2, "0")}`;

/** What is generated, as settings. What these refuse is left out. */
function taken({ timeZone, days, up, length, warmUp, finish, window }: Generated) {
  const schedule = { timeZone, up: `${days} ${clock(up)}`, down: clock(up + length), warmUp, finish };
  const maintenance = { ...sunday, day: window.day, start: `${String(window.start).padStart(2, "0")}:00` } as const;
  const asked = { ...schedule, sleep: "cluster", tell: office.tell };
  fc.pre(check(edited({ schedule: asked, "azure.maintenance": maintenance })).problems.length === 0);
  return { schedule, maintenance, whole: { ...office, ...schedule } };
}

test("whatever schedule is taken, the cluster runs in all hours of opening and in all windows of maintenance, and never long beside them", () => {
  let seen = 0;
  fc.assert(
    fc.property(schedules, (one) => {
      const { schedule, maintenance, whole } = taken(one);
      const definition = workflowOf(schedule, maintenance);
      const from = Date.UTC(2027, 0, 4) + one.week * 7 * 86_400_000;
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
}, 300_000);

test("whatever schedule is taken, and whenever the workflow is saved: it stops nothing but at the time of a stop, and starts nothing but before and in the hours of an opening", () => {
  let seen = 0;
  fc.assert(
    fc.property(schedules, (one) => {
      const { schedule, maintenance, whole } = taken(one);
      const from = Date.UTC(2027, 0, 4) + one.week * 7 * 86_400_000;
      const span = { from: from - 7 * 86_400_000, until: from + 21 * 86_400_000 };
      const isApart = windowIn(usualRuns(whole), maintenance) === "apart";
      const running = [...runs(whole, span), ...(isApart ? windowsIn(maintenance, span) : [])];
      const cloud = new WorkflowClock(workflowOf(schedule, maintenance));
      for (let now = from; now < from + 14 * 86_400_000; now += 37 * 60_000) {
        // In the hours after a change, two clocks are right.
        if (offsetAt(now, one.timeZone) !== offsetAt(now - 7_200_000, one.timeZone)) continue;
        const isStop = running.some(({ until }) => until - 300_000 <= now && now < until + 1_500_000);
        const isStart = running.some((one) => one.from - 1_200_000 <= now && now < one.until);
        for (const [state, may] of [
          ["Running", isStop],
          ["Stopped", isStart],
        ] as const) {
          const before = cloud.asked.length;
          Object.assign(cloud, { state, busyUntil: 0 });
          cloud.save(now);
          if (cloud.asked.length > before && !may)
            throw new Error(`${cloud.asked.at(-1) ?? ""} of one that is ${state}`);
        }
      }
      seen += 1;
    }),
    { numRuns: 12, seed: 18 },
  );
  expect(seen).toBe(12);
}, 300_000);
