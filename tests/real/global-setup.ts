import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { chartsVariable } from "../../sandbox/chart-schemas";
import { findParts } from "../../sandbox/real/parts";
import setup from "../global-setup";
import { charts } from "./charts";

/** Once before all tests: finds the charts, and finds or builds the parts, so that no test's time includes it. */
export default async function realSetup(): Promise<void> {
  await setup();
  const folder = resolve(process.env[chartsVariable] ?? "");
  for (const archive of Object.values(charts)) {
    if (!existsSync(join(folder, "install", archive))) {
      throw new Error(`${chartsVariable} must name a folder with the chart install/${archive}.`);
    }
  }
  const parts = await findParts((line) => console.log(line));
  // What `npm run recover` calls kubectl is the one of this cluster.
  process.env.PATH = [parts.path, process.env.PATH].join(delimiter);
  console.log(`Parts: ${parts.path}`);
}
