import { distance } from "fastest-levenshtein";
import { type Problem, setCommand } from "../../settings/problems";
import { officialZone } from "./wall-clock";

/** Whether a name is that of a time zone with its summer times: a region and a city of it, or UTC. Not `CET`, `+01:00` or `Etc/GMT-1`. */
export function isTimeZone(name: string): boolean {
  if (name === "UTC" || name === "Etc/UTC") return true;
  if (!/^[A-Z]\w+(\/[A-Z][\w+-]*)+$/.test(name) || name.startsWith("Etc/")) return false;
  return officialZone(name) !== undefined;
}

/** What is wrong with a time zone. Only one that is meant for sure is proposed: in another one, all would happen at the wrong hour, and nobody be told. */
export function zoneProblems(key: string, timeZone: string): Problem[] {
  if (isTimeZone(timeZone)) return [];
  const meant = meantTimeZone(timeZone);
  const otherwise = isDifference(timeZone)
    ? "is no place with its summer time: it must be the zone of one, such as Europe/Berlin, or UTC"
    : "is no time zone that is known: take a larger city with the same clocks";
  const rule =
    meant === undefined
      ? `${otherwise}. They are listed at https://en.wikipedia.org/wiki/List_of_tz_database_time_zones`
      : `is no time zone that is known; did you mean ${meant}?`;
  return [{ key, value: timeZone, rule, mend: setCommand(key, meant ?? "REGION/CITY") }];
}

/** `CET`, `+01:00` or `Etc/GMT-1`, in whatever case. */
function isDifference(name: string): boolean {
  return /^(?!utc$)([a-z]{2,4}$|[+-]|etc|gmt|utc)/i.test(name);
}

/** The zone of the same city, the one of which a text is another name, or one that is written almost like it. `undefined` if none is. */
function meantTimeZone(name: string): string | undefined {
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => isTimeZone(zone));
  const city = cityOf(name).replaceAll(" ", "_").toLowerCase();
  const same = zones.find((zone) => cityOf(zone).toLowerCase() === city);
  if (same !== undefined || isDifference(name)) return same;
  const official = officialZone(name);
  if (official !== undefined) return official;
  // Mumbai differs from Dubai in two letters.
  const wrong = Math.min(2, Math.floor(city.length / 4));
  return zones.find((zone) => distance(zone.toLowerCase(), name.toLowerCase()) <= wrong);
}

const cityOf = (zone: string) => zone.slice(zone.lastIndexOf("/") + 1);
