import { cronOf, everyChoices, minutesOf } from "../../../components/operate/every";

/** The minutes of a day at which a schedule begins something. @see https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format */
function minutesIn(schedule: string): number[] {
  const [minutes = "", hours = "", ...days] = schedule.split(" ");
  expect(days).toEqual(["*", "*", "*"]);
  const all = (field: string, end: number) =>
    field === "*" ? Array.from({ length: end }, (_, number) => number) : field.split(",").map(Number);
  return all(hours, 24).flatMap((hour) => all(minutes, 60).map((minute) => hour * 60 + minute));
}

describe.each(everyChoices)("every %s", (every) => {
  const times = minutesIn(cronOf(every));

  test("there is that time from each check to the next, also over midnight", () => {
    const next = [...times.slice(1), (times[0] ?? 0) + 1440];
    expect(new Set(next.map((time, index) => time - (times[index] ?? 0)))).toEqual(new Set([minutesOf(every)]));
  });

  test("none is at the full hour, when courses begin", () =>
    expect(times.filter((time) => time % 60 === 0 || time < 0 || time >= 1440)).toEqual([]));
});
