import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

/** A price table: what a unit of a meter costs in a region, and where that stands. */
const shape = z.object({
  /** Currency of all prices, such as `USD`. */
  currency: z.string(),
  /** Where prices are from, by a short name. */
  sources: z.record(z.string(), z.object({ url: z.string(), date: z.string(), what: z.string() })),
  /** Meter → region → price and source. */
  prices: z.record(z.string(), z.record(z.string(), z.tuple([z.number(), z.string()]))),
});

/** A price table, with a source for each price. */
export type PriceTable = z.output<typeof shape>;

/** The file with the prices. `npm run prices` writes it. */
export const priceFile = join(__dirname, "price-table.json");

let known: PriceTable | undefined;

/** The table that comes with the program. */
export function priceTable(): PriceTable {
  return (known ??= shape.parse(JSON.parse(readFileSync(priceFile, "utf8"))));
}

/** What a unit of a meter costs in a region: the user's own price, or the table's for the region or for all (`global`). `undefined` if neither has it: no price is guessed. */
export function priceOf(
  meter: string,
  region: string,
  own: Readonly<Record<string, number>>,
  { prices }: PriceTable,
): number | undefined {
  if (Object.hasOwn(own, meter)) return own[meter];
  const regions = Object.hasOwn(prices, meter) ? prices[meter] : undefined;
  const found = [region, "global"].find((one) => regions !== undefined && Object.hasOwn(regions, one));
  return found === undefined ? undefined : regions?.[found]?.[0];
}
