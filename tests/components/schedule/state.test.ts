import fc from "fast-check";
import { type Schedule, stateAt, type Visit } from "../../../components/schedule/state";

const office: Schedule = {
  ...{ up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" },
  ...{ except: ["2026-12-24", "2026-12-25"], warmUp: "15m", finish: "1h" },
};
const at = (time: string) => Date.parse(`${time}Z`);
const state = (time: string, schedule: Partial<Schedule> = {}, visit?: Visit) => {
  const { sleep, warmSince, ...rest } = stateAt({ ...office, ...schedule }, at(time), visit);
  const warm = warmSince === undefined ? false : new Date(warmSince).toISOString().slice(0, 16);
  return { ...rest, warm, sleep: [sleep.from, sleep.until].map((one) => new Date(one).toISOString().slice(0, 16)) };
};
const woken = (from: string, until: string): Visit => ({ at: at(from), until: at(until) });

// 2026-11-30 is a Monday; Berlin is an hour ahead of UTC.
const night = ["2026-11-30T18:00", "2026-12-01T06:30"];
const weekend = ["2026-11-27T18:00", "2026-11-30T06:30"];

test.each([
  ["on a Saturday", "2026-11-28T12:00", {}, { open: false, warm: false, stopServers: true, sleep: weekend }],
  [
    "just before nodes start",
    "2026-11-30T06:14:59",
    {},
    { open: false, warm: false, stopServers: true, sleep: weekend },
  ],
  [
    "while nodes start",
    "2026-11-30T06:15",
    {},
    { open: false, warm: "2026-11-30T06:15", stopServers: true, sleep: weekend },
  ],
  [
    "at the minute at which it opens",
    "2026-11-30T06:30",
    {},
    { open: true, warm: "2026-11-30T06:15", stopServers: false, sleep: night },
  ],
  [
    "in the last second",
    "2026-11-30T17:59:59",
    {},
    { open: true, warm: "2026-11-30T06:15", stopServers: false, sleep: night },
  ],
  [
    "at the minute at which it closes",
    "2026-11-30T18:00",
    {},
    { open: false, warm: false, stopServers: false, sleep: night },
  ],
  [
    "while servers may go on",
    "2026-11-30T18:59:59",
    {},
    { open: false, warm: false, stopServers: false, sleep: night },
  ],
  ["when they may not any more", "2026-11-30T19:00", {}, { open: false, warm: false, stopServers: true, sleep: night }],
])("a hub of office hours %s", (_what, time, more, expected) => {
  expect(state(time, more)).toEqual(expected);
});

test.each([
  ["over holidays", "2026-12-24T10:00", {}, false, ["2026-12-23T18:00", "2026-12-28T06:30"]],
  [
    "over the night on which clocks go forward",
    "2027-03-27T12:00",
    { up: "Mon-Sun 07:30" },
    true,
    ["2027-03-27T18:00", "2027-03-28T05:30"],
  ],
  [
    "over the night on which they go back",
    "2026-10-24T12:00",
    { up: "Mon-Sun 07:30" },
    true,
    ["2026-10-24T17:00", "2026-10-25T06:30"],
  ],
  [
    "that opens at a time that is left out",
    "2027-03-28T00:30",
    { up: "Sun 02:30" },
    false,
    ["2027-03-21T18:00", "2027-03-28T01:30"],
  ],
  [
    "that closes in the next day, before midnight",
    "2026-11-30T22:00",
    { up: "Mon 20:00", down: "02:00" },
    true,
    ["2026-12-01T01:00", "2026-12-07T19:00"],
  ],
  [
    "that closes in the next day, after midnight",
    "2026-12-01T00:30",
    { up: "Mon 20:00", down: "02:00" },
    true,
    ["2026-12-01T01:00", "2026-12-07T19:00"],
  ],
  [
    "that opens over the end of the week",
    "2026-11-28T12:00",
    { up: "Sat-Mon 08:00" },
    true,
    ["2026-11-28T18:00", "2026-11-29T07:00"],
  ],
  ["in New York", "2026-11-30T13:00", { timeZone: "America/New_York" }, true, ["2026-12-01T00:00", "2026-12-01T12:30"]],
  ["in India", "2026-11-30T02:01", { timeZone: "Asia/Kolkata" }, true, ["2026-11-30T13:30", "2026-12-01T02:00"]],
  [
    "of whole days",
    "2026-12-01T23:00",
    { up: "Mon-Fri 00:00", down: "24:00" },
    true,
    ["2026-12-04T23:00", "2026-12-06T23:00"],
  ],
  [
    "of whole days, at the weekend",
    "2026-12-05T12:00",
    { up: "Mon-Fri 00:00", down: "24:00" },
    false,
    ["2026-12-04T23:00", "2026-12-06T23:00"],
  ],
  ["that closes at midnight", "2026-12-01T12:00", { down: "24:00" }, true, ["2026-12-01T23:00", "2026-12-02T06:30"]],
  [
    "that sleeps for months",
    "2026-12-02T12:00",
    { up: "Tue 08:00", except: everyTuesday() },
    false,
    ["2026-12-01T18:00", "2027-04-06T06:00"],
  ],
])("a hub %s", (_what, time, more, open, sleep) => {
  expect(state(time, more)).toMatchObject({ open, sleep });
});

/** From 8 December to 30 March. */
function everyTuesday(): string[] {
  return Array.from({ length: 17 }, (_, week) => new Date(Date.UTC(2026, 11, 8 + 7 * week)).toISOString().slice(0, 10));
}

describe("somebody who wakes it", () => {
  const visit = woken("2026-11-28T10:00", "2026-11-28T12:00");

  test.each([
    [
      "opens it at once",
      "2026-11-28T10:00",
      { open: true, warm: "2026-11-28T10:00", stopServers: false, sleep: ["2026-11-28T12:00", weekend[1]] },
    ],
    [
      "closes it later",
      "2026-11-28T12:00",
      { open: false, warm: false, stopServers: false, sleep: ["2026-11-28T12:00", weekend[1]] },
    ],
    [
      "leaves servers their time",
      "2026-11-28T13:00",
      { open: false, warm: false, stopServers: true, sleep: ["2026-11-28T12:00", weekend[1]] },
    ],
    [
      "has no use on the next day",
      "2026-11-30T07:00",
      { open: true, warm: "2026-11-30T06:15", stopServers: false, sleep: night },
    ],
  ])("%s", (_what, time, expected) => expect(state(time, {}, visit)).toEqual(expected));

  test("just before it opens leaves no gap", () => {
    const early = woken("2026-11-30T05:00", "2026-11-30T07:00");
    expect(state("2026-11-30T06:00", {}, early)).toMatchObject({ open: true, warm: "2026-11-30T05:00", sleep: night });
  });

  test("while it is open keeps it open for longer", () => {
    const late = woken("2026-11-30T17:00", "2026-11-30T21:00");
    expect(state("2026-11-30T17:30", {}, late)).toMatchObject({ sleep: ["2026-11-30T21:00", night[1]] });
  });

  test.each([
    // It ends on a Wednesday, while the hub is open by its schedule.
    ["for ten days", "2026-11-28T10:00", "2026-12-09T10:00", {}, ["2026-12-09T18:00", "2026-12-10T06:30"]],
    ["for six weeks", "2026-11-28T10:00", "2027-01-09T10:00", {}, ["2027-01-09T10:00", "2027-01-11T06:30"]],
    [
      "over a weekly opening",
      "2026-11-30T06:00",
      "2026-12-05T19:00",
      { up: "Sat 08:00" },
      ["2026-12-05T19:00", "2026-12-12T07:00"],
    ],
    [
      "that ends more than a week before the next opening,",
      "2026-11-30T06:00",
      "2026-12-05T19:00",
      { up: "Sat 08:00", except: ["2026-12-12"] },
      ["2026-12-05T19:00", "2026-12-19T07:00"],
    ],
  ])("%s tells a sleep after that", (_what, from, until, schedule, sleep) => {
    expect(state("2026-11-30T06:00", schedule, woken(from, until))).toMatchObject({ open: true, sleep });
  });

  test("and sends it to sleep again, has ended", () => {
    const ended = woken("2026-11-28T10:00", "2026-11-28T10:00");
    expect(state("2026-11-28T10:01", {}, ended)).toMatchObject({ open: false, sleep: weekend });
  });
});

test("whatever the schedule: it is open in exactly the moments that are not in the sleep that it tells", () => {
  const time = fc
    .integer({ min: 0, max: 24 * 60 - 1 })
    .map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`);
  const days = fc.subarray(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], { minLength: 1 });
  const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC");
  const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });
  const visits = fc.option(
    fc.record({ ago: fc.integer({ min: -60, max: 3000 }), hours: fc.integer({ min: 0, max: 999 }) }),
  );
  fc.assert(
    fc.property(
      days,
      fc.oneof(time, fc.constant("00:00")),
      fc.oneof(time, fc.constant("24:00")),
      zones,
      moments,
      fc.integer({ min: 0, max: 600 }),
      visits,
      (names, up, down, timeZone, now, minutes, visited) => {
        // A hub that never sleeps is refused.
        fc.pre(names.length < 7 || (up !== down && !(up === "00:00" && down === "24:00")));
        const schedule = { ...office, up: `${names.join(",")} ${up}`, down, timeZone };
        const at = now - (visited?.ago ?? 0) * 60_000;
        const visit = visited === null ? undefined : { at, until: at + visited.hours * 3_600_000 };
        const { open, sleep } = stateAt(schedule, now, visit);
        expect(open).toBe(!(sleep.from <= now && now < sleep.until));
        expect(sleep.until).toBeGreaterThan(Math.max(now, sleep.from));
        // The sleep that is told now is the one that is told later, while it lasts.
        const later = Math.min(now + minutes * 60_000, sleep.until - 1);
        if (later >= now) expect(stateAt(schedule, later, visit).sleep).toEqual(sleep);
      },
    ),
    { numRuns: 150 },
  );
});
