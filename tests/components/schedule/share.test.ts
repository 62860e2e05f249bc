import { hoursOpen, shareOpen } from "../../../components/schedule/share";

const plain = { up: "Mon-Fri 08:00", down: "18:00", timeZone: "Europe/Berlin", warmUp: "30m", finish: "1h" };

test.each([
  // 22 weekdays, of 10 h and 1.5 h around them.
  ["of weekdays", plain, 2027, 6, 22 * 11.5],
  ["of holidays", { ...plain, except: ["2027-06-01", "2027-06-02"] }, 2027, 6, 20 * 11.5],
  // Of the opening on 31 August, two hours are in September; of that on 30 September, two are in October.
  [
    "that goes over its end",
    { ...plain, up: "Tue 22:00", down: "02:00", warmUp: "15m", finish: "15m", timeZone: "UTC" },
    2027,
    8,
    4 * 4.5 + 2.25,
  ],
  [
    "in which clocks go forward while it is open",
    { ...plain, up: "Sun 01:00", down: "09:00", warmUp: "1h" },
    2027,
    3,
    4 * 10 - 1,
  ],
])("hours of a month %s", (_what, schedule, year, month, hours) => {
  expect(hoursOpen(schedule, year, month)).toBeCloseTo(hours, 9);
});

test("times that touch are counted once", () => {
  const always = { ...plain, up: "Mon-Sun 08:00", down: "07:00", timeZone: "UTC", warmUp: "1h", finish: "1h" };
  expect(hoursOpen(always, 2027, 2)).toBeCloseTo(28 * 24, 9);
  expect(shareOpen(always)).toBeCloseTo(1, 9);
});

test("the share of a year is the hours of its months", () => {
  const hours = Array.from({ length: 12 }, (_, index) => hoursOpen(plain, 2027, index + 1)).reduce(
    (sum, one) => sum + one,
  );
  expect(shareOpen(plain, 2027)).toBeCloseTo(hours / (365 * 24), 9);
  expect(shareOpen(plain, 2027)).toBeGreaterThan(0.3);
});
