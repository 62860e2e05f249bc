import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Interference, start, toAll, toEngine, toIt } from "./spoken";

type Act = (when: string) => readonly Interference[];

const twice: Act = (when) => [
  { when, act: toAll("SIGINT") },
  { when: "Interrupted", act: toAll("SIGINT") },
];
const kill: Act = (when) => [{ when, act: toIt("SIGTERM") }];
const hangUp: Act = (when) => [{ when, act: toAll("SIGHUP") }];
const hangUpEngine: Act = (when) => [{ when, act: toEngine("SIGHUP") }];
const killHard: Act = (when) => [{ when, act: toIt("SIGKILL") }];
const killAll: Act = (when) => [{ when, act: toAll("SIGKILL") }];

/** Every way to end it, and every stage that it can be in, at least once. */
const interruptions: readonly (readonly [way: string, stage: string, act: Act, printed: string])[] = [
  ["two Ctrl-C", "the engine is looked up", twice, "REHEARSAL of"],
  ["kill", "the stack is opened", kill, "Engine: "],
  ["kill -9 of it and its engine", "up begins", killAll, "1  pulumi up"],
  ["kill -9", "the cluster is there", killHard, "cluster-aks"],
  ["two Ctrl-C", "the release is there", twice, "binderhub-release"],
  ["a terminal that is closed", "the second up begins", hangUp, "3  pulumi up again"],
  ["a signal that its engine sees first", "the cluster is there", hangUpEngine, "cluster-aks"],
  ["kill -9 of it and its engine", "destroy begins", killAll, "4  pulumi destroy"],
  ["kill", "the release is gone", kill, "- Release"],
];

test.concurrent.each(interruptions)(
  "after %s, when %s, the same command goes through",
  async (way, _stage, act, printed) => {
    const folder = mkdtempSync(join(tmpdir(), "interrupted-"));
    try {
      const first = await start(folder, [], ...act(printed));
      expect(first.printed).toContain(printed);
      expect(first.printed).not.toContain("End of the rehearsal");
      if (!way.includes("-9")) expect(first.code).toBeGreaterThan(128);

      const { code, printed: said } = await start(folder, []);
      expect(said).toContain("The last run was interrupted");
      expect(said).toContain("nothing is left in the simulated Azure");
      expect(code).toBe(0);
      expect(existsSync(join(folder, "dev/process"))).toBe(false);
      expect(files(join(folder, "dev/state/.pulumi/locks"))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

function files(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
    : [];
}
