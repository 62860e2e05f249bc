import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recover } from "../../operate/recovery";
import { rehearsed } from "../../operate/rehearsed";
import { openRehearsal } from "../../rehearse/open";
import { type Outcome, type Rehearsal } from "../../sandbox/rehearsal";
import { errors, isEmpty } from "../engine/events";
import { onStage, theEngine } from "../engine/stage";
import { madeByClouds, resourcesIn } from "../engine/state";
import { killable } from "./killable";
import { type Row } from "./table";

/** An undisturbed stack: where it is, what exists, and what its state knows. */
export interface Good {
  readonly folder: string;
  readonly things: readonly string[];
  readonly urns: readonly string[];
}

/** What became of a stack that a fault befell; {@link survived} says what should. */
export interface Verdict {
  readonly struck: boolean;
  readonly failed: boolean;
  readonly reported: boolean;
  readonly recovered: boolean;
  readonly healed: boolean | string;
  readonly empty: boolean;
  /** In the clouds, but not in those of an undisturbed stack, or the other way round. */
  readonly astray: readonly string[];
  /** In the state more than once, or not in that of an undisturbed stack, or the other way round. */
  readonly unexpected: readonly string[];
  readonly destroyed: boolean;
  readonly left: readonly string[];
}

export const survived: Verdict = {
  ...{ struck: true, failed: true, reported: true, recovered: true, healed: true, empty: true, destroyed: true },
  ...{ astray: [], unexpected: [], left: [] },
};

/** Brings a stack up undisturbed, in a folder that is its user's to delete. */
export async function bringUp(stack: "dev" | "local"): Promise<Good> {
  return onStage({ stack }, async (rehearsal, folder) => {
    const { succeeded, output } = await rehearsal.run("up");
    if (!succeeded) throw new Error(output);
    const kept = mkdtempSync(join(tmpdir(), "undisturbed-"));
    cpSync(folder, kept, { recursive: true });
    return { folder: kept, ...(await whatIs(rehearsal)) };
  });
}

/** Plays a fault, its healing, and the end of the stack. */
export async function live(row: Row, good: Good): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), "faulty-"));
  const beginsBare = row.verb === "up" && row.edit === undefined;
  let rehearsal: Rehearsal | undefined;
  try {
    if (!beginsBare) cpSync(good.folder, folder, { recursive: true });
    const engine = await killable(await theEngine(), folder);
    ({ rehearsal } = await openRehearsal({ engine, stack: row.stack ?? "dev", folder, set: row.edit }));
    return await play(row, good, rehearsal, engine.kill);
  } finally {
    rehearsal?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function play(row: Row, good: Good, rehearsal: Rehearsal, kill: () => void): Promise<Verdict> {
  const { faults, clouds } = rehearsal;
  const { resource, operation, mode, verb } = row;
  const [interrupt, isKill] = [new AbortController(), mode.startsWith("kill")];
  faults.add({ resource, operation, mode });
  faults.onStrike(() => {
    if (isKill) kill();
    if (mode === "hang") interrupt.abort();
  });
  const first = await rehearsal.run(verb, undefined, { signal: interrupt.signal });
  const struck = faults.struck.some((one) => one.fault.resource === resource && one.mode === mode);
  const reported = isKill
    ? await isLocked(rehearsal)
    : tells(first, `${operation} of ${resource}`) || (mode === "hang" && tellsOfCancel(first));
  faults.mend();

  const recovered =
    row.heals === "again" ||
    (await recover(rehearsed(rehearsal), { say: () => undefined, ask: () => Promise.resolve(true) }));
  const again = await rehearsal.run(verb);
  const healed = again.succeeded ? true : again.output.slice(-2000);
  const last = verb === "destroy" ? undefined : await rehearsal.run("up");
  const { things, urns } = await whatIs(rehearsal);
  const expected = verb === "destroy" ? { things: [], urns: [] } : good;
  const destroyed = verb === "destroy" ? again : await rehearsal.run("destroy");
  return {
    ...{ struck, reported, recovered, healed },
    failed: !first.succeeded,
    empty: last === undefined || isEmpty(last),
    astray: difference(things, expected.things),
    unexpected: difference(urns, expected.urns),
    destroyed: destroyed.succeeded,
    left: clouds.all().map(([key]) => key),
  };
}

/** A killed engine says nothing: what it leaves is the lock. */
async function isLocked(rehearsal: Rehearsal): Promise<boolean> {
  const { succeeded, output } = await rehearsal.run("refresh");
  return !succeeded && /currently locked|failed to load checkpoint/.test(output);
}

function tells(outcome: Outcome, what: string): boolean {
  return errors(outcome).some((message) => message.includes("simulated failure") && message.includes(what));
}

/** A call that is cancelled belongs to no resource: the engine says only that the whole operation was. */
function tellsOfCancel({ succeeded, output }: Outcome): boolean {
  return !succeeded && /cancell?ed/.test(output);
}

async function whatIs(rehearsal: Rehearsal): Promise<Pick<Good, "things" | "urns">> {
  const made = madeByClouds(resourcesIn(await rehearsal.state()));
  return { things: rehearsal.clouds.all().map(([key]) => key), urns: made.map(({ urn }) => urn) };
}

/** What is in one list more often than in the other. */
function difference(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  const more = some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...more.map((one) => `+ ${one}`), ...left.map((one) => `- ${one}`)];
}
