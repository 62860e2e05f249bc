import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chartsFolder, chartsVariable } from "../rehearse/chart-schemas";
import { findEngine } from "../rehearse/engine";

/** What the name of the folder begins with in which all tests make theirs. */
export const scratch = "binderhub-tests-";

/** Once before all tests: makes a folder for all that they write, finds (or builds) the engine, so that no test's time includes it, and the charts' schemas. */
export default async function setup(): Promise<void> {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), scratch));
  // Each of the tests' engines lives for seconds: what Go saves of memory costs a twentieth of their time.
  process.env.GOGC ??= "400";
  const folder = process.env[chartsVariable];
  if (folder !== undefined) process.env[chartsVariable] = resolve(folder);
  if (chartsFolder() === undefined) {
    console.log(`\n${chartsVariable} names no folder with the charts' schemas: values are not checked against them.`);
  }
  const { origin } = await findEngine((line) => console.log(line));
  console.log(`\nEngine: ${origin}`);
}
