import { type Month } from "./billed";
import { type Costly, type Estimate } from "./estimate";
import { type PriceTable, priceTable } from "./prices";

/** What the stack's output `cost` shows: for a month, in `currency`. Sums are absent where a machine or a disk has no price, which would be most of them. */
export interface Shown {
  readonly currency: string;
  readonly least?: number;
  readonly likely?: number;
  readonly most?: number;
  /** What an hour of one person's server costs, if people come as assumed. Absent if nobody does. */
  readonly perPersonHour?: number;
  /** What an hour costs in which the hub sleeps. Absent if it never does. */
  readonly asleepPerHour?: number;
  /** Each part of the bill. */
  readonly parts: Readonly<Record<string, string>>;
  /** By subject. */
  readonly assumed: Readonly<Record<string, string>>;
  readonly notCounted: string;
  /** What is in no sum, because it has no price in the table, or nobody knows how much of it there is. Absent if everything is known. */
  readonly notKnown?: string;
  readonly prices: string;
}

/**
 * The estimate, for a person to read, and for a program.
 *
 * @param asleep what an hour of sleep costs. @default the hub never sleeps
 */
export function shown(
  { location }: Costly,
  { currency, total, parts, missing, said, usage }: Estimate,
  asleep?: number,
  table = priceTable(),
): Shown {
  const hasSums = !missing.some((meter) => /^(vm|spot|disk)\//.test(meter));
  const unknown = [
    ...(missing.length > 0
      ? [
          `no price in ${location} for ${missing.join(", ")}${hasSums ? "" : ", so there are no sums"}. 'npm run prices -- --region ${location}' asks Azure for them, and binderhub:cost.prices takes your own`,
        ]
      : []),
    ...(usage.room === undefined
      ? ['how many servers there is room for, so "most" has no traffic of theirs: set binderhub:limits.totalQuota']
      : []),
  ];
  return {
    currency,
    ...(hasSums && {
      ...{ least: Math.floor(total.least), likely: Math.round(total.likely), most: Math.ceil(total.most) },
      ...(usage.personHours.likely > 0 && {
        perPersonHour: Number((total.likely / usage.personHours.likely).toPrecision(2)),
      }),
      ...(asleep !== undefined && { asleepPerHour: Number(asleep.toPrecision(2)) }),
    }),
    parts: Object.fromEntries([...parts].map(([part, month]) => [part, span(month)])),
    assumed: said.assumed,
    notCounted: said.notCounted.join(", "),
    ...(unknown.length > 0 && { notKnown: unknown.join("; ") }),
    prices: `list prices of ${datesOf(table)}; amounts are rounded`,
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
