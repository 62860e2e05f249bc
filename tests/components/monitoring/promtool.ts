import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

const promtool = process.env.PROMTOOL ?? "promtool";

/** Why nothing can be asked of Prometheus's own tool. `undefined` if it can. */
export const notThere =
  spawnSync(promtool, ["--version"]).status === 0
    ? undefined
    : `there is no ${promtool} (Prometheus's own tool; Debian's package prometheus has it, and PROMTOOL names another one)`;

/** Asks it something about files, each an object that is written as YAML, or a text. Returns what it printed where it is not content. */
export function ask(words: readonly string[], files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), "promtool-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), typeof content === "string" ? content : stringify(content));
    }
    const { status, stdout, stderr } = spawnSync(promtool, words, { cwd: folder, encoding: "utf8" });
    return status === 0 ? "" : stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
