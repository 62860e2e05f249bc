/** @jest-environment ./tests/engine/environment.ts */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configOf, exampleSecrets } from "../../docs/combine";
import { verdicts } from "../../docs/combinations";
import { axisNames, type Choice } from "../../docs/options";
import { findEngine } from "../../sandbox/engine";
import { Rehearsal } from "../../sandbox/rehearsal";
import { cover } from "./cover";

const stacks = cover(verdicts().filter(({ example }) => example !== undefined));
const titled = stacks.map((choice): [string, Choice] => [
  axisNames.map((axis) => choice[axis].name).join(" | "),
  choice,
]);

/** Every allowed pair of options is in one of these stacks. */
test.concurrent.each(titled)("one pass, a second that changes nothing, a clean destroy: %s", async (_title, choice) => {
  const folder = mkdtempSync(join(tmpdir(), "combination-"));
  const config = Object.fromEntries(
    Object.entries(configOf(choice)).map(([key, value]) => [key.includes(":") ? key : `binderhub:${key}`, value]),
  );
  const engine = await findEngine(() => undefined);
  const rehearsal = await Rehearsal.open({ engine, stack: "pair", folder, config, secrets: exampleSecrets });
  try {
    const first = await rehearsal.run("up");
    expect(first.output).not.toContain("error:");
    expect(Object.keys(first.changes)).toEqual(["create"]);
    expect(Object.keys((await rehearsal.run("up")).changes)).toEqual(["same"]);
    expect((await rehearsal.run("destroy")).succeeded).toBe(true);
    expect(rehearsal.clouds.all()).toEqual([]);
  } finally {
    rehearsal.close();
    rmSync(folder, { recursive: true });
  }
});
