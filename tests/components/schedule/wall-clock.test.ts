import { dayOf, instantOf, wallClockAt, weekdayOf } from "../../../components/schedule/wall-clock";
import { sure } from "../../../settings/refusal";

const at = (date: string, time: string, timeZone: string) => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return new Date(instantOf({ day: sure(dayOf(date), date), minutes: hours * 60 + minutes }, timeZone)).toISOString();
};

// The moments at which clocks change: https://data.iana.org/time-zones/tzdb/
test.each([
  ["in winter", "2026-11-30", "07:30", "Europe/Berlin", "2026-11-30T06:30:00.000Z"],
  ["in summer", "2026-07-01", "07:30", "Europe/Berlin", "2026-07-01T05:30:00.000Z"],
  ["before the clock is put forward", "2027-03-28", "01:59", "Europe/Berlin", "2027-03-28T00:59:00.000Z"],
  ["that is left out in spring: an hour later", "2027-03-28", "02:30", "Europe/Berlin", "2027-03-28T01:30:00.000Z"],
  ["after it", "2027-03-28", "03:00", "Europe/Berlin", "2027-03-28T01:00:00.000Z"],
  ["that comes twice in autumn: the first one", "2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
  ["after that", "2026-10-25", "03:00", "Europe/Berlin", "2026-10-25T02:00:00.000Z"],
  ["left out in New York", "2027-03-14", "02:30", "America/New_York", "2027-03-14T07:30:00.000Z"],
  ["twice in New York", "2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
  ["where clocks are half an hour off", "2026-11-30", "09:00", "Asia/Kolkata", "2026-11-30T03:30:00.000Z"],
  [
    "where they are put forward by half an hour",
    "2026-10-04",
    "02:15",
    "Australia/Lord_Howe",
    "2026-10-03T15:45:00.000Z",
  ],
  ["where they never change", "2026-07-01", "07:30", "Asia/Tokyo", "2026-06-30T22:30:00.000Z"],
  ["of UTC", "2026-07-01", "07:30", "UTC", "2026-07-01T07:30:00.000Z"],
  ["of the next day, as more than 24 hours", "2026-12-31", "25:00", "UTC", "2027-01-01T01:00:00.000Z"],
])("a time %s", (_what, date, time, timeZone, instant) => {
  expect(at(date, time, timeZone)).toBe(instant);
});

test.each(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Pago_Pago"])(
  "every half hour of a year in %s is shown, and found again where it is not the second of two",
  (timeZone) => {
    const half = 1_800_000;
    const start = Date.UTC(2027, 0, 1);
    let second = 0;
    for (let instant = start; instant < start + 366 * 86_400_000; instant += half) {
      const found = instantOf(wallClockAt(instant, timeZone), timeZone);
      if (found !== instant) second += 1;
      expect(found).toBeLessThanOrEqual(instant);
    }
    expect(second).toBe({ "Europe/Berlin": 2, "America/New_York": 2, "Australia/Lord_Howe": 1 }[timeZone] ?? 0);
  },
);

test("days of the week begin on Monday", () => {
  expect(["2026-11-30", "2026-12-06", "1969-12-29"].map((date) => weekdayOf(sure(dayOf(date), date)))).toEqual([
    0, 6, 0,
  ]);
});

test.each(["2026-02-29", "2026-06-31", "2026-13-01", "2026-00-10"])("there is no %s", (date) => {
  expect(dayOf(date)).toBeUndefined();
});
