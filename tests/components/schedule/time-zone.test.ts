import { isTimeZone, zoneProblems } from "../../../components/schedule/time-zone";

const proposed = (name: string) => {
  const [problem] = zoneProblems("binderhub:schedule.timeZone", name);
  return problem?.mend?.split(" ").at(-1);
};

test.each([
  // Another case, other names of a place, and its city alone.
  ["europe/berlin", "Europe/Berlin"],
  ["Berlin", "Europe/Berlin"],
  ["New York", "America/New_York"],
  ["Asia/London", "Europe/London"],
  ["Rome", "Europe/Rome"],
  ["Japan", "Asia/Tokyo"],
  ["utc", "UTC"],
  ["Poland", "Europe/Warsaw"],
  ["PST8PDT", "America/Los_Angeles"],
  // One letter too few, too many and wrong; two of a long name.
  ["Europe/Berln", "Europe/Berlin"],
  ["Africa/Dakkar", "Africa/Dakar"],
  ["Europe/Berlim", "Europe/Berlin"],
  ["America/New_Yrok", "America/New_York"],
])("%s is %s", (name, meant) => {
  expect(proposed(name)).toBe(meant);
});

test.each([
  ["cities that have the clocks of another one", ["Asia/Beijing", "Europe/Munich", "America/Boston", "America/Rio"]],
  ["cities written almost like one far away", ["Asia/Mumbai", "Asia/Goa", "America/San_Jose", "Europe/Lodz"]],
  ["cities by their own names", ["Europe/München", "Europe/Köln"]],
  ["letters, which name clocks without their summer time", ["CET", "EST", "GMT", "MSK", "est"]],
  ["differences to UTC", ["+09:00", "-05:00", "UTC+1", "GMT-3", "Etc/GMT-1", "etc/gmt+5"]],
  ["names of Windows", ["W. Europe Standard Time", "Eastern Standard Time"]],
])("no other place is proposed for %s", (_what, names) => {
  expect(names.map(proposed)).toEqual(names.map(() => "REGION/CITY"));
  // Who types it as it stands is asked again.
  expect(isTimeZone("REGION/CITY")).toBe(false);
});

test.each(["Europe/Berlin", "Asia/Calcutta", "America/Argentina/Buenos_Aires", "UTC"])("%s is right", (name) => {
  expect(zoneProblems("binderhub:schedule.timeZone", name)).toEqual([]);
});
