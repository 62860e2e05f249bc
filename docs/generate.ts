import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { alertsPage } from "./alerts-page";
import { faultsPage } from "./faults-page";
import { combinationTables } from "./combinations";
import { growthTable } from "./growth";
import { pricesPage } from "./prices-page";
import { settingsReference } from "./settings-reference";

/** The pages that are generated: file name → content. */
export async function pages(): Promise<Record<string, string>> {
  const options = { ...(await resolveConfig(__filename)), parser: "markdown" };
  return {
    "settings.md": await format(settingsReference(), options),
    "combinations.md": await format(combinationTables(), options),
    "faults.md": await format(faultsPage(), options),
    "alerts.md": await format(alertsPage(), options),
    "prices.md": await format(pricesPage(), options),
    "scaling.md": await format(withGenerated("scaling.md", growthTable()), options),
  };
}

/** A page that people write, with the part that is generated. It stands between two marks. */
function withGenerated(name: string, text: string): string {
  const [begin, end] = [
    "<!-- `npm run docs` makes what follows. -->",
    "<!-- `npm run docs` has made what precedes. -->",
  ];
  const page = readFileSync(join(__dirname, name), "utf8");
  const [before = "", after = ""] = [page.split(begin)[0], page.split(end)[1]];
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

/** Writes the pages (`npm run docs`). A test fails if one is not up to date. */
async function main(): Promise<void> {
  for (const [name, content] of Object.entries(await pages())) {
    writeFileSync(join(__dirname, name), content);
    console.log(`docs/${name} written`);
  }
}

if (require.main === module) void main();
