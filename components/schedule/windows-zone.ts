import { findWindows } from "windows-iana";

/**
 * The name that Windows gives a time zone, for services of Azure that know no other. `undefined` if it has none.
 * @see https://github.com/unicode-org/cldr/blob/main/common/supplemental/windowsZones.xml
 */
export function windowsZone(timeZone: string): string | undefined {
  return findWindows(timeZone)[0];
}
