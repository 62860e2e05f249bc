/** A date and a time of day as a clock on a wall shows them, without a zone. */
export interface WallClock {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Minutes since midnight. 1440 and more are on the next day. */
  readonly minutes: number;
}

const minute = 60_000;
const dayLong = 24 * 60 * minute;

/**
 * When a clock in a zone shows a time: milliseconds since 1970, UTC. In spring, some times do not exist: 02:30 is then what it would be if the clock had
 * not been put forward. In autumn, some exist twice: the first one counts. ECMAScript's Temporal calls that "compatible".
 * @see https://tc39.es/proposal-temporal/#sec-temporal-disambiguatepossibleepochnanoseconds
 */
export function instantOf({ day, minutes }: WallClock, timeZone: string): number {
  const shown = day * dayLong + minutes * minute;
  const [before, after] = [offsetAt(shown - dayLong, timeZone), offsetAt(shown + dayLong, timeZone)];
  const fits = [shown - before, shown - after].filter((instant) => instant + offsetAt(instant, timeZone) === shown);
  return fits.length > 0 ? Math.min(...fits) : shown - before;
}

/** What a clock in a zone shows. */
export function wallClockAt(instant: number, timeZone: string): WallClock {
  const shown = instant + offsetAt(instant, timeZone);
  const day = Math.floor(shown / dayLong);
  return { day, minutes: Math.floor((shown - day * dayLong) / minute) };
}

/** Days since 1970-01-01 of a date such as `2026-12-24`. `undefined` if there is no such day. */
export function dayOf(date: string): number | undefined {
  const instant = Date.parse(`${date}T00:00:00Z`);
  // There is no 31 June: it would be 1 July.
  return Number.isNaN(instant) || dateOf(instant / dayLong) !== date ? undefined : instant / dayLong;
}

/** The date of a day: `2026-12-24`. */
export function dateOf(day: number): string {
  return new Date(day * dayLong).toISOString().slice(0, 10);
}

/** Day of the week: 0 is Monday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** What the time zone database calls a zone, by whatever name and in whatever case it is asked for: `Asia/Tokyo` for `Japan`. `undefined` if it knows none. */
export function officialZone(timeZone: string): string | undefined {
  try {
    return zoneNamed(timeZone).official;
  } catch {
    return undefined;
  }
}

/** A zone's format, and the offsets that were asked for: the same days are looked at by many rules. */
interface Zone {
  readonly official: string;
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

/** How many offsets of a zone are remembered: about those of thirty years of days with two times each. */
const remembered = 20_000;

/** Milliseconds by which a zone's clocks are ahead of UTC. */
export function offsetAt(instant: number, timeZone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const { format, offsets } = zoneNamed(timeZone);
  const known = offsets.get(whole);
  if (known !== undefined) return known;
  const parts = new Map(format.formatToParts(whole).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name));
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  if (offsets.size >= remembered) offsets.clear();
  offsets.set(whole, shown - whole);
  return shown - whole;
}

function zoneNamed(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const fields = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23", era: "short" },
    ...{ ...fields, second: "numeric" },
  });
  const zone = { official: format.resolvedOptions().timeZone, format, offsets: new Map<number, number>() };
  zones.set(timeZone, zone);
  return zone;
}
