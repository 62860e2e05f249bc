/** @jest-environment ./tests/engine/environment.ts */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recover } from "../../operate/recovery";
import { rehearsed } from "../../operate/rehearsed";
import { findEngine } from "../../rehearse/engine";
import { type Mode, type Operation } from "../../sandbox/faults";
import { openRehearsal } from "../../rehearse/open";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { isEmpty } from "../engine/events";
import { several } from "../engine/stage";
import { killable } from "./killable";

/** What breaks off a move of the hub to another namespace, and whether running `up` again is enough. */
type Break = readonly [resource: string, operation: Operation, mode: Mode, heals: "again" | "recover"];

const breaks: readonly Break[] = [
  ["binderhub-release", "delete", "fail", "again"],
  ["binderhub-release", "delete", "kill-before", "recover"],
  ["binderhub-release", "delete", "kill-after", "recover"],
  ["binderhub-release", "create", "fail", "again"],
  ["binderhub-release", "create", "kill-before", "recover"],
  ["binderhub-release", "create", "kill-during", "recover"],
  ["binderhub-namespace", "create", "kill-before", "recover"],
  ["binderhub-namespace", "delete", "fail", "again"],
  ["binderhub-namespace", "delete", "kill-before", "recover"],
  ["binderhub-namespace", "delete", "kill-after", "recover"],
  ["registry-in-cluster-service", "delete", "fail", "again"],
  ["registry-in-cluster-service", "delete", "kill-after", "recover"],
  ["registry-in-cluster-service", "create", "fail", "again"],
  // A thing that was made in place of another one that the state still has.
  ["binderhub-release", "create", "kill-after", "recover"],
  ["binderhub-namespace", "create", "kill-after", "recover"],
  ["registry-in-cluster-service", "create", "kill-after", "recover"],
];

const titleOf = ([resource, operation, mode, heals]: Break) => `${operation} of ${resource}: ${mode} → ${heals}`;

const set = { "exposure.type": "nodePort", "existing.host": "hub.example.org" };
const moved = {
  ...{ ...set, namespace: "elsewhere" },
  ...{ "mayDelete[0]": "namespace/binderhub", "mayDelete[1]": "namespace/binderhub-registry" },
};

const keysOf = ({ clouds }: Rehearsal) =>
  clouds
    .all()
    .map(([key]) => key)
    .sort();

/** A folder, for as long as it is played in. */
async function inFolder<T>(play: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "moved-"));
  try {
    return await play(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const freshKeys = () =>
  inFolder(async (folder) => {
    const engine = await findEngine(() => undefined);
    const { rehearsal } = await openRehearsal({ engine, stack: "local", folder, set: moved });
    try {
      await rehearsal.run("up");
      return keysOf(rehearsal);
    } finally {
      rehearsal.close();
    }
  });

const movedWith = ([resource, operation, mode, heals]: Break) =>
  inFolder(async (folder) => {
    const engine = await killable(await findEngine(() => undefined), folder);
    const { rehearsal: before } = await openRehearsal({ engine, stack: "local", folder, set });
    await before.run("up");
    before.close();
    const { rehearsal } = await openRehearsal({ engine, stack: "local", folder, set: moved });
    try {
      rehearsal.faults.add({ resource, operation, mode });
      if (mode.startsWith("kill")) rehearsal.faults.onStrike(() => engine.kill());
      const first = await rehearsal.run("up");
      const struck = rehearsal.faults.left.length === 0;
      const dialogue = { say: () => undefined, ask: () => Promise.resolve(true) };
      const recovered = heals === "again" || (await recover(rehearsed(rehearsal), dialogue));
      const up = await rehearsal.run("up");
      return {
        ...{ struck, failed: !first.succeeded, recovered },
        up: up.succeeded ? true : up.output.slice(-2000),
        second: isEmpty(await rehearsal.run("up")),
        keys: keysOf(rehearsal),
        destroyed: (await rehearsal.run("destroy")).succeeded,
        left: keysOf(rehearsal),
      };
    } finally {
      rehearsal.close();
    }
  });

describe("a hub that moves to another namespace arrives there, and leaves nothing behind, though broken off by", () => {
  let keys: string[];
  const seen = new Map<Break, Awaited<ReturnType<typeof movedWith>>>();
  beforeAll(async () => {
    keys = await freshKeys();
    await several(breaks, async (row) => void seen.set(row, await movedWith(row)));
  });

  test.each(breaks.map((row): [string, Break] => [titleOf(row), row]))("%s", (_title, row) => {
    expect(seen.get(row)).toEqual({
      ...{ struck: true, failed: true, recovered: true, up: true, second: true, destroyed: true },
      ...{ keys, left: [] },
    });
  });
});
