import { findIana, findWindows } from "windows-iana";
import { compared } from "./cluster-hours";
import { offsetAt } from "./wall-clock";

const dayLong = 86_400_000;

/** Zones whose place has other clocks today than when the table of windows-iana was made: Chihuahua since 2022, Almaty since 2024. */
const moved: Readonly<Record<string, string>> = {
  "Central Asia Standard Time": "Asia/Bishkek",
  "Mountain Standard Time (Mexico)": "America/Mazatlan",
};

/**
 * The name of a time zone of Windows that has the same clocks, for services of Azure that know no other. It is the one that a zone belongs to, if it
 * still has its clocks. `undefined` if there is none.
 * @see https://github.com/unicode-org/cldr/blob/main/common/supplemental/windowsZones.xml
 */
export function windowsZone(timeZone: string): string | undefined {
  const { timeZone: name } = new Intl.DateTimeFormat("en-US", { timeZone }).resolvedOptions();
  const fits = (windows: string): boolean => {
    const place = moved[windows] ?? findIana(windows)[0];
    return place !== undefined && haveSameClocks(name, place);
  };
  return findWindows(name).find(fits) ?? allOfWindows().find(fits);
}

const allOfWindows = (): readonly string[] => [
  ...new Set(Intl.supportedValuesOf("timeZone").flatMap((zone) => findWindows(zone))),
];

/** Whether two zones have the same clocks on each day of the year in which times are compared. */
function haveSameClocks(one: string, other: string): boolean {
  const days = Array.from({ length: (compared.until - compared.from) / dayLong }, (_, day) => day * dayLong);
  return days.every((day) => offsetAt(compared.from + day, one) === offsetAt(compared.from + day, other));
}
