import { type Kind, kindOf, meters } from "../components/cost/meters";
import { priceTable } from "../components/cost/prices";

/** docs/prices.md: which prices the program knows, from where and when. */
export function pricesPage(): string {
  const { currency, sources, prices } = priceTable();
  const kinds = Object.keys(meters) as Kind[];
  const regions = [...new Set(Object.values(prices).flatMap((cells) => Object.keys(cells)))].sort();
  const named = regions.filter((region) => region !== "global");
  const count = (kind: Kind, region: string) =>
    Object.entries(prices).filter(
      ([meter, cells]) => kindOf(meter) === kind && (Object.hasOwn(cells, region) || Object.hasOwn(cells, "global")),
    ).length;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
  const used = (name: string) =>
    Object.values(prices).reduce(
      (sum, cells) => sum + Object.values(cells).filter(([, source]) => source === name).length,
      0,
    );
  return `<!-- This page is made by \`npm run docs\`. -->

# Prices

The prices from which [what a hub costs](costs.md) is computed are in [\`price-table.json\`](../components/cost/price-table.json): list prices in ${currency}, without tax
and discounts, each with its source. No price is computed from another one, or taken from another region: where there is none, the program says so.

\`\`\`console
npm run prices -- --region westeurope
\`\`\`

asks [Azure's own price list](https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices), which needs no login, and writes the answer into the
table. \`--currency EUR\` begins a new table in the currency in which Azure bills you; \`cost.monthlyBudget\` is in that currency then. Run it when you choose a region, and
once a year.

Without \`--region\`, it asks for the regions that are in the table already. Prices that have ended, or begin later, are left out. A price for another unit than
below, or in another currency than was asked for, is refused: then nothing is written.

The prices that come with the program are those that other projects have read from that list and keep in public. They were checked only by comparison: sizes of one
series have the same price for a core, and sources that state the same price agree. There is one exception: for many machines with AMD's processors, the oldest source has
the price with Windows, which is 0.046 more for a core. Of those, the table has none from there.

## Sources

${table(
  ["date", "prices", "what", "where"],
  Object.entries(sources).map(([name, { date, what, url }]) => [
    date,
    String(used(name)),
    what,
    `[${shortOf(url)}](${url})`,
  ]),
)}

## What is known where

How many prices of a kind the table has. The names in it are those that \`cost.prices\` takes: the kind, and for machines, disks and tiers what follows it:
\`vm/Standard_D8s_v5\`, \`disk/P10\`, \`registry/Basic\`.

${table(
  ["region", ...kinds.map((kind) => `\`${kind}\``)],
  named.map((region) => [region, ...kinds.map((kind) => String(count(kind, region) || "none"))]),
)}

## Units

${table(
  ["name", "a price is for"],
  kinds.map((kind) => [`\`${kind}\``, meters[kind]]),
)}
`;
}

/** The owner and name of a repository, or the address. */
function shortOf(url: string): string {
  return /^https:\/\/github\.com\/([^/]+\/[^/]+)/.exec(url)?.[1] ?? url.replace("https://", "");
}
