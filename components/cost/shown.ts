import { type Month } from "./billed";
import { type Costly, type Estimate } from "./estimate";
import { type PriceTable, priceTable } from "./prices";

/** What the stack's output `cost` shows: for a month, in `currency`. */
export interface Shown {
  readonly currency: string;
  readonly least: number;
  readonly likely: number;
  readonly most: number;
  /** What an hour of one person's server costs, if people come as assumed. Absent if nobody does. */
  readonly perPersonHour?: number;
  /** What an hour costs in which the hub sleeps. Absent if it never does. */
  readonly asleepPerHour?: number;
  /** Each part of the bill. */
  readonly parts: Readonly<Record<string, string>>;
  readonly assumed: string;
  readonly notCounted: string;
  /** What has no price in the table, and is in no sum. Absent if everything has. */
  readonly notKnown?: string;
  readonly prices: string;
}

/**
 * The estimate, for a person to read, and for a program.
 *
 * @param asleep what an hour of sleep costs. @default the hub never sleeps
 */
export function shown(
  { cost, location }: Costly,
  { currency, total, parts, missing, usage }: Estimate,
  asleep?: number,
  table = priceTable(),
): Shown {
  const people = usage.people === undefined ? "no known number of people" : `${usage.people} people`;
  return {
    currency,
    ...{ least: Math.floor(total.least), likely: Math.round(total.likely), most: Math.ceil(total.most) },
    ...(usage.personHours.likely > 0 && {
      perPersonHour: Number((total.likely / usage.personHours.likely).toPrecision(2)),
    }),
    ...(asleep !== undefined && { asleepPerHour: Number(asleep.toPrecision(2)) }),
    parts: Object.fromEntries([...parts].map(([part, month]) => [part, span(month)])),
    assumed: `${people}, each with a server for ${cost.hoursPerWeek} hours a week, within ${cost.busyHours} hours; ${cost.traffic} GB of traffic for each of these hours`,
    notCounted: "taxes, discounts, reads and writes of disks and shares",
    ...(missing.length > 0 && {
      notKnown: `no price in ${location} for ${missing.join(", ")}: set binderhub:cost.prices, or run 'npm run prices -- --region ${location}'`,
    }),
    prices: `list prices of ${datesOf(table)}`,
  };
}

/** `likely 745, at least 612, at most 5,010`. */
export function span({ least, likely, most }: Month): string {
  const spread = Math.abs(most - least) < 0.005;
  return spread ? money(likely) : `likely ${money(likely)}, at least ${money(least)}, at most ${money(most)}`;
}

/** A sum of money as people read it: whole units from 10 on. */
export function money(amount: number): string {
  return amount.toLocaleString("en-US", { maximumFractionDigits: amount >= 10 ? 0 : 2 });
}

/** From when the prices of a table are: the days of the oldest and the newest source. */
export function datesOf({ sources }: PriceTable): string {
  const days = Object.values(sources)
    .map(({ date }) => date)
    .sort();
  const [first = "", last = ""] = [days[0], days.at(-1)];
  return first === last ? first : `${first} to ${last}`;
}
