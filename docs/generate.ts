import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { alertsPage } from "./alerts-page";
import { faultsPage } from "./faults-page";
import { combinationTables } from "./combinations";
import { settingsReference } from "./settings-reference";

/** The pages that are generated: file name → content. */
export async function pages(): Promise<Record<string, string>> {
  const options = { ...(await resolveConfig(__filename)), parser: "markdown" };
  return {
    "settings.md": await format(settingsReference(), options),
    "combinations.md": await format(combinationTables(), options),
    "faults.md": await format(faultsPage(), options),
    "alerts.md": await format(alertsPage(), options),
  };
}

/** Writes the pages (`npm run docs`). A test fails if one is not up to date. */
async function main(): Promise<void> {
  for (const [name, content] of Object.entries(await pages())) {
    writeFileSync(join(__dirname, name), content);
    console.log(`docs/${name} written`);
  }
}

if (require.main === module) void main();
