import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { format, resolveConfig } from "prettier";
import { priceFile, priceTable } from "../components/cost/prices";
import { messageOf } from "../sandbox/error-message";
import { listUrl, rowsOf } from "./list";
import { tableOf } from "./rows";

interface Flags {
  readonly region?: readonly string[];
  readonly currency: string;
}

const command = new Command("npm run prices --")
  .description("Asks Azure's price list for the prices of regions, and writes them into the price table.")
  .option("-r, --region <name...>", "regions to ask for (default: all that are in the table)")
  .option(
    "-c, --currency <code>",
    "currency in which Azure bills you; another one than before begins a new table",
    "USD",
  )
  .showHelpAfterError("(npm run prices -- --help lists the flags)");

async function main({ region, currency }: Flags): Promise<void> {
  const old = priceTable();
  const known = Object.values(old.prices).flatMap((prices) => Object.keys(prices));
  const regions = region ?? [...new Set(known)].filter((name) => name !== "global").sort();
  const rows = [];
  for (const name of ["Global", ...regions]) {
    const found = await rowsOf(name, currency);
    if (found.length === 0)
      throw new Error(`Azure's price list has nothing for ${name}: is it the short name of a region?`);
    process.stdout.write(`${name}: ${found.length} rows\n`);
    rows.push(...found);
  }
  const date = new Date().toISOString().slice(0, 10);
  const table = tableOf(rows, { currency, old, date, url: listUrl });
  const options = { ...(await resolveConfig(priceFile)), parser: "json" };
  writeFileSync(priceFile, await format(JSON.stringify(table), options));
  process.stdout.write(`${Object.keys(table.prices).length} prices in ${currency}, as of ${date}\n`);
}

main(command.parse().opts<Flags>()).catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
});
