import { type Asked } from "../../settings/settings";
import { type Month } from "../cost/billed";
import { type PriceTable, priceOf, priceTable } from "../cost/prices";
import { billedOf } from "./bill";
import { type EventPlan } from "./plan";

/** What an event costs, in the table's currency. */
export interface EventPrice extends Pick<Month, "likely" | "most"> {
  readonly currency: string;
  /** What has no price in the table, and is in no sum. */
  readonly missing: readonly string[];
}

/** What an event costs beside the hub: `most` if the spare nodes are needed all the time. @param table @default the one that comes with the program */
export function priceOfEvent(
  plan: EventPlan,
  { cost, location }: Pick<Asked, "cost" | "location">,
  table: PriceTable = priceTable(),
): EventPrice {
  const priced = billedOf(plan, cost.traffic)
    .filter(({ units }) => units.most > 0)
    .map(({ meter, units }) => ({ meter, units, price: priceOf(meter, location, cost.prices, table) }));
  const sum = (of: "likely" | "most") => priced.reduce((all, { units, price = 0 }) => all + units[of] * price, 0);
  return {
    currency: table.currency,
    ...{ likely: sum("likely"), most: sum("most") },
    missing: priced.flatMap(({ meter, price }) => (price === undefined ? [meter] : [])),
  };
}
