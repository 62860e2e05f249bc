import { atMost, type Billed, hours, type Month, plus, times } from "./billed";
import { type Asked } from "../../settings/settings";
import { type Bill, type Said } from "./bill";
import { priceOf, type PriceTable, priceTable } from "./prices";
import { saidOfUsage, type Usage, type Used, usageOf } from "./usage";

/** What a month costs. Amounts are in the table's currency. */
export interface Estimate {
  readonly currency: string;
  readonly total: Month;
  /** The same by part of the bill, the largest first. */
  readonly parts: ReadonlyMap<string, Month>;
  /** Meters of which there is no price for the region: they are in no sum. */
  readonly missing: readonly string[];
  /** What follows from no setting, and no rule of Azure's. */
  readonly said: Required<Said>;
  readonly usage: Usage;
}

/** The settings that the estimate itself looks at. Those of the bills are there too, if they are there at all. */
export type Costly = Used & Pick<Asked, "location">;

const nothing = atMost(0);

/**
 * What a stack costs in a month: at least, likely, at most. Only list prices: no discount, reservation or tax.
 *
 * @param bills what of each concept is billed
 * @param table @default the one that comes with the program
 */
export function estimate(settings: Costly, bills: readonly Bill[], table: PriceTable = priceTable()): Estimate {
  const { usage, billed } = everythingBilled(settings, bills);
  const parts = new Map<string, Month>();
  const missing = new Set<string>();
  const unpriced = new Set<string>();
  for (const { part, meter, units, ifPriced } of billed) {
    if (units.most === 0 && units.likely === 0) continue;
    const price = priceOf(meter, settings.location, settings.cost.prices, table);
    if (price === undefined) {
      if (ifPriced === undefined) missing.add(meter);
      else unpriced.add(ifPriced);
    } else parts.set(part, plus(parts.get(part) ?? nothing, times(units, price)));
  }
  const said = [saidOfUsage(settings, usage), ...bills.map(({ says }) => says(settings as Asked, usage))];
  const sorted = [...parts].sort(([, a], [, b]) => b.likely - a.likely || b.most - a.most);
  return {
    currency: table.currency,
    total: sorted.reduce((sum, [, month]) => plus(sum, month), nothing),
    parts: new Map(sorted),
    missing: [...missing],
    said: {
      assumed: Object.assign({}, ...said.map(({ assumed }) => assumed)) as Required<Said>["assumed"],
      notCounted: [...said.flatMap(({ notCounted = [] }) => notCounted), ...unpriced],
    },
    usage,
  };
}

/** Everything of a stack that Azure bills, and how much it is used. What is stored is known once all bills have been asked: so they are asked twice. */
export function everythingBilled(settings: Costly, bills: readonly Bill[]) {
  const without: Usage = { ...usageOf(settings), stored: 0 };
  const ask = (usage: Usage): readonly Billed[] => bills.flatMap(({ reckon }) => reckon(settings as Asked, usage));
  const usage = { ...without, stored: ask(without).reduce((sum, { stored = 0 }) => sum + stored, 0) };
  return { usage, billed: ask(usage) };
}

/**
 * What an hour costs in which a hub sleeps: its pools for people and builds are empty, or its whole cluster is stopped, and nobody is there. In the
 * table's currency. What has no price is not in it.
 */
export function hourAsleep(settings: Costly, bills: readonly Bill[], table: PriceTable = priceTable()): number {
  const { usage } = everythingBilled(settings, bills);
  const stops = settings.schedule?.sleep === "cluster";
  const nodeHours = new Map([...usage.nodeHours].filter(([pool]) => pool === "system" && !stops));
  const clusterHours = stops ? nothing : usage.clusterHours;
  const asleep: Usage = {
    ...usage,
    nodeHours,
    clusterHours,
    surgeHours: new Map(),
    personHours: nothing,
    traffic: nothing,
  };
  const month = bills
    .flatMap(({ reckon }) => reckon(settings as Asked, asleep))
    .reduce((sum, { meter, units }) => {
      return sum + units.likely * (priceOf(meter, settings.location, settings.cost.prices, table) ?? 0);
    }, 0);
  return month / hours.likely;
}
