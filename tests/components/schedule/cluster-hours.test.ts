import { nextStop, shortestStop, usualRuns, windowIn } from "../../../components/schedule/cluster-hours";

const office = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", warmUp: "15m", finish: "1h" };
const window = (day: string, start: string, hours = 4, utcOffset = "+00:00") =>
  ({ day, start, hours, utcOffset }) as never;

// Started at 07:00 and stopped at 20:10 in Berlin: 06:00 to 19:10 UTC in winter, 05:00 to 18:10 in summer.
describe("the cluster of office hours", () => {
  const running = usualRuns(office);
  const on = (date: string) =>
    running
      .filter(({ from }) => new Date(from).toISOString().startsWith(date))
      .map(({ from, until }) => [
        new Date(from).toISOString().slice(11, 16),
        new Date(until).toISOString().slice(11, 16),
      ]);

  test.each([
    ["2027-02-01", [["06:00", "19:10"]]],
    ["2027-07-01", [["05:00", "18:10"]]],
    ["2027-07-03", []],
  ])("runs on %s from %s", (date, spans) => {
    expect(on(date)).toEqual(spans);
  });

  test.each([
    ["in the middle of a day", window("Monday", "10:00"), "within"],
    ["on a day on which it is stopped", window("Sunday", "02:00"), "apart"],
    ["in a night, an hour from the start in summer", window("Monday", "00:00"), "apart"],
    ["in a night, less than that", window("Monday", "00:01"), "across"],
    // It is started 15 minutes before a window, and needs an hour after it was stopped.
    ["in an evening, an hour and a quarter from the stop in winter", window("Monday", "20:25"), "apart"],
    ["in an evening, less than that", window("Monday", "20:24"), "across"],
    ["that begins before it is stopped", window("Friday", "17:00"), "across"],
    ["that ends when it is stopped in summer", window("Friday", "14:10"), "within"],
    ["the same in a zone that is ahead", window("Friday", "16:10", 4, "+02:00"), "within"],
    ["that is longer", window("Friday", "14:10", 5), "across"],
  ])("has a window %s", (_what, maintenance, lies) => {
    expect(windowIn(running, maintenance)).toBe(lies);
  });

  test.each([
    ["on a working day", "2027-02-01T12:00:00Z", "2027-02-01T19:10:00.000Z"],
    ["when it was just stopped", "2027-02-01T19:10:00Z", "2027-02-02T19:10:00.000Z"],
    ["on a Saturday, if somebody started it", "2027-02-06T12:00:00Z", "2027-02-08T19:10:00.000Z"],
  ])("is stopped next, %s", (_when, now, stop) => {
    expect(new Date(nextStop(office, undefined, Date.parse(now)) ?? 0).toISOString()).toBe(stop);
  });

  test.each([
    ["after maintenance, if it is started for that", "2027-02-06T20:00:00Z", "2027-02-07T06:00:00.000Z"],
    ["after maintenance that is running", "2027-02-07T03:00:00Z", "2027-02-07T06:00:00.000Z"],
    ["on Monday, if maintenance is over", "2027-02-07T06:00:00Z", "2027-02-08T19:10:00.000Z"],
  ])("is stopped next %s", (_when, now, stop) => {
    const next = nextStop(office, window("Sunday", "02:00"), Date.parse(now));
    expect(new Date(next ?? 0).toISOString()).toBe(stop);
  });

  test("is not stopped after maintenance that is in the hours of people", () => {
    const next = nextStop(office, window("Monday", "10:00"), Date.parse("2027-02-08T12:00:00Z"));
    expect(new Date(next ?? 0).toISOString()).toBe("2027-02-08T19:10:00.000Z");
  });

  test("is also stopped on a date that is excepted, as somebody may have started it", () => {
    const holiday = { ...office, except: ["2027-02-01"] };
    expect(nextStop(holiday, undefined, Date.parse("2027-02-01T12:00:00Z"))).toBe(Date.parse("2027-02-01T19:10:00Z"));
  });
});

test("the shortest time for which it is stopped is that of the night in which clocks are put forward", () => {
  const short = { up: "Mon-Sun 03:30", down: "01:50", timeZone: "Europe/Berlin", warmUp: "5m", finish: "10m" };
  // From 02:10, which comes at 03:10 that night, until 03:10.
  expect([shortestStop(short), shortestStop({ ...short, timeZone: "UTC" })]).toEqual([0, 60]);
  expect(shortestStop(office)).toBe(10 * 60 + 50);
});
