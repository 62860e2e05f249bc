import { closest } from "fastest-levenshtein";

/** Whether a name is that of a time zone with its summer times: a region and a city of it, or UTC. Not `CET`, `+01:00` or `Etc/GMT-1`. */
export function isTimeZone(name: string): boolean {
  if (name === "UTC" || name === "Etc/UTC") return true;
  if (!/^[A-Z]\w+(\/[A-Z][\w+-]*)+$/.test(name) || name.startsWith("Etc/")) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The time zone whose name is most like a text. */
export function nearestTimeZone(name: string): string {
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => isTimeZone(zone));
  const city = name.slice(name.lastIndexOf("/") + 1).replaceAll(" ", "_");
  const same = zones.find((zone) => zone.slice(zone.lastIndexOf("/") + 1).toLowerCase() === city.toLowerCase());
  return same ?? closest(name, [...zones, "UTC"]);
}
