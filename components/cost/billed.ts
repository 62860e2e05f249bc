/** What a month may bring. `least` ≤ `likely` ≤ `most`. */
export interface Month {
  readonly least: number;
  readonly likely: number;
  readonly most: number;
}

/** Something that Azure bills. */
export interface Billed {
  /** The part of the bill to which it belongs, in words. */
  readonly part: string;
  /** What it costs: a key of {@link meters} of `meters.ts`, and for machines and disks their size, as in `vm/Standard_D2s_v5`. */
  readonly meter: string;
  /** How many of the meter's units a month has. */
  readonly units: Month;
  /** It counts only where the price table has a price for it. If it has none, these words say what is not counted. @default it counts always */
  readonly ifPriced?: string;
  /** GiB of the volumes that it stands for: what a backup reads. @default none */
  readonly stored?: number;
}

/** The hours of a month: of a February, of the middle of a year, of a month with 31 days. */
export const hours: Month = { least: 672, likely: 730, most: 744 };

/** The same number of units, whatever the month brings. */
export function always(units: number): Month {
  return { least: units, likely: units, most: units };
}

/** Something that is there all the time and billed by the hour. */
export function allHours(count = 1): Month {
  return times(hours, count);
}

/** Something with a price for a month, of which Azure bills each hour: it is assumed that a month has 730 for it. */
export function allMonth(count = 1): Month {
  return times(hours, count / hours.likely);
}

/** Something that is billed by the day. */
export function allDays(count = 1): Month {
  return times(hours, count / 24);
}

/** Nothing at least and on average, and so much at most. */
export function atMost(most: number): Month {
  return { least: 0, likely: 0, most };
}

/** Both together. */
export function plus(a: Month, b: Month): Month {
  return { least: a.least + b.least, likely: a.likely + b.likely, most: a.most + b.most };
}

/** So many of it. */
export function times({ least, likely, most }: Month, count: number): Month {
  return { least: least * count, likely: likely * count, most: most * count };
}
