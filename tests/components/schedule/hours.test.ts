import { closesAt, openings } from "../../../components/schedule/hours";

test.each([
  ["on the same day", "07:30", "19:00", 1140],
  ["after midnight", "19:00", "02:00", 1560],
  ["at the same time of the next day", "10:00", "10:00", 2040],
  ["at the end of the day", "07:30", "24:00", 1440],
])("a hub closes %s", (_when, up, down, minutes) => {
  expect(closesAt({ up: `Sat ${up}`, down })).toBe(minutes);
});

test("a hub that closes when it opened is open for a day", () => {
  const span = { from: Date.UTC(2027, 0, 4), until: Date.UTC(2027, 0, 11) };
  expect(openings({ up: "Sat 10:00", down: "10:00", timeZone: "UTC" }, span)).toEqual([
    { from: Date.UTC(2027, 0, 9, 10), until: Date.UTC(2027, 0, 10, 10) },
  ]);
});
