import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Interference, start, toAll, toIt } from "./spoken";

const stages: readonly (readonly [stage: string, printed: string])[] = [
  ["the engine is looked up", "REHEARSAL of"],
  ["the stack is opened", "Engine: "],
  ["up begins", "1  pulumi up"],
  ["the cluster is there", "ManagedCluster   cluster-aks"],
  ["the release is there", "Release          binderhub-release"],
  ["the second up begins", "3  pulumi up again"],
  ["destroy begins", "4  pulumi destroy"],
  ["the release is gone", "- Release"],
];

const ways: readonly (readonly [way: string, acts: (when: string) => Interference[]])[] = [
  [
    "two Ctrl-C",
    (when) => [
      { when, act: toAll("SIGINT") },
      { when: "Interrupted", act: toAll("SIGINT") },
    ],
  ],
  ["kill", (when) => [{ when, act: toIt("SIGTERM") }]],
  ["a terminal that is closed", (when) => [{ when, act: toAll("SIGHUP") }]],
  ["kill -9", (when) => [{ when, act: toIt("SIGKILL") }]],
  ["kill -9 of it and its engine", (when) => [{ when, act: toAll("SIGKILL") }]],
];

describe.each(ways)("after %s", (way, acts) => {
  const all = way === "two Ctrl-C" || way === "kill -9 of it and its engine";
  test.concurrent.each(
    stages.filter(([stage]) => all || stage.startsWith("the cluster") || stage.startsWith("destroy")),
  )("when %s, the same command goes through", async (_stage, printed) => {
    const folder = mkdtempSync(join(tmpdir(), "interrupted-"));
    try {
      const first = await start(folder, [], ...acts(printed));
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
  });
});

function files(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
    : [];
}
