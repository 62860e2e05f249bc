import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { chartsVariable } from "./chart-schemas";

/**
 * The BinderHub charts that are at hand, oldest first: full paths of the archives in `install/` of the charts' folder.
 *
 * @throws where there is none
 */
export function charts(): readonly [oldest: string, ...newer: string[]] {
  const folder = join(resolve(process.env[chartsVariable] ?? ""), "install");
  const [oldest, ...newer] = archives(folder).sort();
  if (oldest === undefined) {
    throw new Error(`${chartsVariable} must name a folder with archives of the BinderHub chart in install/.`);
  }
  return [oldest, ...newer];
}

function archives(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => /^binderhub-.*\.tgz$/.test(file))
      .map((file) => join(folder, file));
  } catch {
    return [];
  }
}

/** The one that is installed by default. */
export const oldestChart = (): string => charts()[0];

/** The one that looks most like the next releases. */
export const newestChart = (): string => charts().at(-1) ?? charts()[0];

/** The folder of a chart that comes as an archive. @param folder where it is unpacked */
export function unpacked(archive: string, folder: string): string {
  const into = join(folder, "chart");
  mkdirSync(into);
  execFileSync("tar", ["-xzf", archive, "-C", into]);
  return join(into, "binderhub");
}
