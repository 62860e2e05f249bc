import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { type Engine } from "../../rehearse/engine";

/** An engine that can be killed together with the providers that it has started. */
export interface KillableEngine extends Engine {
  readonly kill: () => void;
}

/** The same engine behind a script that notes its process before it becomes the engine; the script stands in the folder. */
export async function killable(engine: Engine, folder: string): Promise<KillableEngine> {
  const [bin, noted] = [join(folder, "killable/bin"), join(folder, "killable/process")];
  mkdirSync(bin, { recursive: true });
  const script = join(bin, "pulumi");
  // An engine from PATH has no folder in its name, and the script comes first on the PATH that it runs with: it would run itself.
  const real = execFileSync("sh", ["-c", 'command -v "$0"', engine.command.command], { encoding: "utf8" }).trim();
  writeFileSync(script, `#!/bin/sh\necho $$ > '${noted}'\nexec '${real}' "$@"\n`);
  chmodSync(script, 0o755);
  const command = await PulumiCommand.get({ root: join(folder, "killable"), skipVersionCheck: true });
  return {
    command,
    origin: engine.origin,
    kill() {
      // A provider would go on by itself with what it has begun, for minutes.
      for (const process_ of family(Number(readFileSync(noted, "utf8")))) process.kill(process_, "SIGKILL");
    },
  };
}

/** A process and all that it has started, the first one first. */
export function family(ancestor: number): readonly number[] {
  const parents = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    parents.filter(([, ppid]) => ppid === parent).flatMap(([pid = 0]) => [pid, ...below(pid)]);
  return [ancestor, ...below(ancestor)];
}
