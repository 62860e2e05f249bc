import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConfigMap } from "@pulumi/pulumi/automation";
import { type Engine, findEngine } from "../../rehearse/engine";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { openRehearsal, type RehearsalOptions } from "../../rehearse/open";

/** How a rehearsal in a test is set up; all of it may be left out. */
export interface StageOptions extends Partial<Omit<RehearsalOptions, "engine" | "folder">> {
  /** Folder of another rehearsal, at rest, whose state and clouds this one starts from. @default nothing: it starts bare */
  readonly from?: string;
}

let engine: Promise<Engine> | undefined;

/** The engine, which is looked for once. */
export function theEngine(): Promise<Engine> {
  engine ??= findEngine(() => undefined);
  return engine;
}

/** Plays a rehearsal of the dev stack in a fresh temporary folder; providers and folder go when the play ends, however it ends. */
export async function onStage<T>(
  { from, ...options }: StageOptions,
  play: (rehearsal: Rehearsal, folder: string, placeholders: ConfigMap) => Promise<T>,
): Promise<T> {
  // Pulumi takes a stack trace for every promise, and Jest translates each: a third of the time.
  Error.stackTraceLimit = 0;
  const folder = mkdtempSync(join(tmpdir(), "binderhub-rehearsal-"));
  let rehearsal: Rehearsal | undefined;
  try {
    if (from !== undefined) cpSync(from, folder, { recursive: true });
    const opened = await openRehearsal({ stack: "dev", ...options, engine: await theEngine(), folder });
    rehearsal = opened.rehearsal;
    return await play(rehearsal, folder, opened.placeholders);
  } finally {
    rehearsal?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Works on several items at a time, as an operation mostly waits for its engine; the results come in the items' order. */
export async function several<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return [...results.entries()].sort(([a], [b]) => a - b).map(([, result]) => result);
}
