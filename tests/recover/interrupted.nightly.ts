/** @jest-environment ./tests/engine/environment.ts */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { recover } from "../../operate/recovery";
import { rehearsed } from "../../operate/rehearsed";
import { type Engine, findEngine } from "../../sandbox/engine";
import { Rehearsal } from "../../sandbox/rehearsal";
import { isEmpty } from "../engine/events";
import { onStage, several } from "../engine/stage";

interface Owned {
  readonly type: string;
  readonly id: string;
  readonly external?: boolean;
}

/** An engine that does a number of commands and then no more, as one whose process is gone. */
async function tiring(engine: Engine, folder: string) {
  const [bin, left] = [join(folder, "tiring/bin"), join(folder, "tiring/left")];
  mkdirSync(bin, { recursive: true });
  const script = join(bin, "pulumi");
  const count = `n=$(cat '${left}'); [ "$n" = 0 ] && exit 1; echo $((n - 1)) > '${left}'`;
  writeFileSync(script, `#!/bin/sh\n${count}\nexec '${engine.command.command}' "$@"\n`);
  chmodSync(script, 0o755);
  const does = (commands: number) => writeFileSync(left, String(commands));
  does(1000);
  const command = await PulumiCommand.get({ root: join(folder, "tiring"), skipVersionCheck: true });
  return { command, origin: engine.origin, does, left: () => Number(readFileSync(left, "utf8")) };
}

const yes = { say: () => undefined, ask: () => Promise.resolve(true) };

/** A stack whose run was lost to it: two things were made that the state does not know, and the rest was not made. */
async function lostRun(): Promise<string> {
  const faults = [
    { resource: "cluster-group", operation: "create", mode: "lose-answer" },
    { resource: "tokens-proxy", operation: "create", mode: "fail" },
  ] as const;
  return onStage({ faults }, async (rehearsal, folder) => {
    await rehearsal.run("up");
    const kept = mkdtempSync(join(tmpdir(), "lost-run-"));
    cpSync(folder, kept, { recursive: true });
    return kept;
  });
}

/** Recovers with an engine that does so many commands only, then looks at what the state says, and then recovers as usual. */
async function interrupted(from: string, commands: number) {
  const folder = mkdtempSync(join(tmpdir(), "interrupted-"));
  let rehearsal: Rehearsal | undefined;
  try {
    cpSync(from, folder, { recursive: true });
    const engine = await tiring(await findEngine(() => undefined), folder);
    rehearsal = await Rehearsal.open({ engine, stack: "dev", folder });
    engine.does(commands);
    const done = await recover(rehearsed(rehearsal), yes).catch(() => false);
    const isInterrupted = engine.left() === 0;
    engine.does(1000);
    const there = new Set(rehearsal.clouds.all().map(([key]) => key));
    const phantoms = ((await rehearsal.state()) as { readonly resources?: readonly Owned[] }).resources
      ?.filter(({ type, external = false }) => type.startsWith("azure-native:") && !external)
      .filter(({ id }) => !there.has(id));
    const recovered = await recover(rehearsed(rehearsal), yes);
    const up = await rehearsal.run("up");
    return {
      isInterrupted,
      done,
      after: { phantoms, recovered, up: up.succeeded || up.output, empty: isEmpty(await rehearsal.run("preview")) },
    };
  } finally {
    rehearsal?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

test("wherever recovering is interrupted, the state says nothing that is not so, and the next one goes on", async () => {
  const from = await lostRun();
  try {
    const seen = await several([4, 6, 7, 8, 9, 12], (commands) => interrupted(from, commands));
    for (const { after } of seen) expect(after).toEqual({ phantoms: [], recovered: true, up: true, empty: true });
    expect(seen.filter(({ isInterrupted, done }) => isInterrupted && !done).length).toBeGreaterThan(2);
    expect(seen.at(-1)?.done).toBe(true);
  } finally {
    rmSync(from, { recursive: true });
  }
}, 900_000);
