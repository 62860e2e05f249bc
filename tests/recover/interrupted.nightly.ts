/** @jest-environment ./tests/engine/environment.ts */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { recover } from "../../operate/recovery";
import { rehearsed } from "../../operate/rehearsed";
import { type Engine, findEngine } from "../../rehearse/engine";
import { projectFolder } from "../../rehearse/folders";
import { openRehearsal } from "../../rehearse/open";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { isEmpty } from "../engine/events";
import { onStage, several } from "../engine/stage";

interface Owned {
  readonly type: string;
  readonly id: string;
  readonly external?: boolean;
}

/** Where the engine stands. An engine from PATH has no folder in its name. */
const pathOf = ({ command }: Engine) =>
  execFileSync("sh", ["-c", 'command -v "$0"', command.command], { encoding: "utf8" }).trim();

/** An engine that does a number of commands and then no more, as one whose process is gone. */
async function tiring(engine: Engine, folder: string) {
  const [bin, left] = [join(folder, "tiring/bin"), join(folder, "tiring/left")];
  mkdirSync(bin, { recursive: true });
  const script = join(bin, "pulumi");
  const count = `n=$(cat '${left}'); [ "$n" = 0 ] && exit 1; echo $((n - 1)) > '${left}'`;
  writeFileSync(script, `#!/bin/sh\n${count}\nexec '${pathOf(engine)}' "$@"\n`);
  chmodSync(script, 0o755);
  const does = (commands: number) => writeFileSync(left, String(commands));
  does(1000);
  const command = await PulumiCommand.get({ root: join(folder, "tiring"), skipVersionCheck: true });
  return { command, origin: engine.origin, does, left: () => Number(readFileSync(left, "utf8")) };
}

const yes = { say: () => undefined, ask: () => Promise.resolve(true) };

let lostRun: string;
beforeAll(async () => {
  lostRun = mkdtempSync(join(tmpdir(), "lost-run-"));
  // Made, but the state does not know it; and the rest was not made.
  const faults = [
    { resource: "cluster-group", operation: "create", mode: "lose-answer" },
    { resource: "tokens-proxy", operation: "create", mode: "fail" },
  ] as const;
  await onStage({ faults }, async (rehearsal, folder) => {
    await rehearsal.run("up");
    cpSync(folder, lostRun, { recursive: true });
  });
});
afterAll(() => rmSync(lostRun, { recursive: true }));

/** Plays on a copy of the stack whose run was lost. */
async function onLostRun<T>(play: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "interrupted-"));
  try {
    cpSync(lostRun, join(folder, "dev"), { recursive: true });
    return await play(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Azure's resources that are the stack's by its state, and that do not exist. */
async function phantomsIn(rehearsal: Rehearsal): Promise<readonly Owned[] | undefined> {
  const there = new Set(rehearsal.clouds.all().map(([key]) => key));
  return ((await rehearsal.state()) as { readonly resources?: readonly Owned[] }).resources
    ?.filter(({ type, external = false }) => type.startsWith("azure-native:") && !external)
    .filter(({ id }) => !there.has(id));
}

/** Recovers with an engine that does so many commands only, then looks at what the state says, and then recovers as usual. */
const recoveredAfter = (commands: number) =>
  onLostRun(async (folder) => {
    const engine = await tiring(await findEngine(() => undefined), folder);
    const { rehearsal } = await openRehearsal({ engine, stack: "dev", folder: join(folder, "dev") });
    try {
      engine.does(commands);
      const done = await recover(rehearsed(rehearsal), yes).catch(() => false);
      const isInterrupted = engine.left() === 0;
      engine.does(1000);
      const phantoms = await phantomsIn(rehearsal);
      const recovered = await recover(rehearsed(rehearsal), yes);
      const up = await rehearsal.run("up");
      return {
        isInterrupted: isInterrupted && !done,
        after: { phantoms, recovered, up: up.succeeded || up.output, empty: isEmpty(await rehearsal.run("preview")) },
      };
    } finally {
      rehearsal.close();
    }
  });

test("wherever the engine stops, the state says nothing that is not so, and the next recover goes on", async () => {
  const seen = await several([4, 6, 7, 8, 9], recoveredAfter);
  for (const { after } of seen) expect(after).toEqual({ phantoms: [], recovered: true, up: true, empty: true });
  expect(seen.filter(({ isInterrupted }) => isInterrupted).length).toBeGreaterThan(2);
});

/** Runs `npm run recover -- --sandbox --yes`, and sends it a signal once it says what it will do. */
async function recoverCommand(folder: string, signal?: NodeJS.Signals, toGroup = false) {
  const path = `${dirname(pathOf(await findEngine(() => undefined)))}:${process.env.PATH ?? ""}`;
  const child = spawn(process.execPath, ["--require=./startup/index.cjs", "operate/recover.ts", "--sandbox", "--yes"], {
    cwd: projectFolder,
    env: { ...process.env, PATH: path, BINDERHUB_REHEARSALS: folder, NO_COLOR: "1" },
    detached: true,
  });
  let [printed, isSent] = ["", false];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (signal === undefined || isSent || !printed.includes("To do:")) return;
      isSent = true;
      process.kill((toGroup ? -1 : 1) * Number(child.pid), signal);
    });
  }
  const [code] = (await once(child, "exit")) as [number | null];
  return { code, printed };
}

test.each([
  ["Ctrl-C", "SIGINT", true, 130],
  ["kill", "SIGTERM", false, 143],
] as const)("after %s the same command goes on, and up ends what was begun", async (_way, signal, toGroup, code) => {
  await onLostRun(async (folder) => {
    const first = await recoverCommand(folder, signal, toGroup);
    expect(first).toEqual({
      code,
      printed: expect.stringContaining("Interrupted. Run npm run recover again") as string,
    });
    const second = await recoverCommand(folder);
    expect(second).toEqual({ code: 0, printed: expect.stringContaining("Next: npm start") as string });
    const engine = await findEngine(() => undefined);
    const { rehearsal } = await openRehearsal({ engine, stack: "dev", folder: join(folder, "dev") });
    try {
      expect(await phantomsIn(rehearsal)).toEqual([]);
      expect((await rehearsal.run("up")).succeeded).toBe(true);
    } finally {
      rehearsal.close();
    }
  });
});
