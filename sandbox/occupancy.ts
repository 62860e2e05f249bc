import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandOf } from "./process-of";

/**
 * Takes a rehearsal's folder for this process, so that no second one works in it at the same time. It removes what an interrupted run
 * left: an engine that still runs, its lock, and empty files. This is never done to a real stack. A rehearsal has nothing to lose.
 *
 * @returns whether the run before was interrupted
 * @throws if another run is going on
 */
export function occupy(folder: string, stack: string): boolean {
  const holder = holderOf(folder);
  // The number alone does not tell: the system uses it again for other processes.
  if (holder !== undefined && holder.process !== process.pid && commandOf(holder.process) === holder.command) {
    throw new Error(
      `Another rehearsal of the stack ${stack} is going on (process ${holder.process}).\nWait until it ends, or end it: kill ${holder.process}`,
    );
  }
  const locks = locksIn(folder);
  endEngines(folder, stack);
  for (const lock of locks) rmSync(lock, { force: true });
  for (const file of filesBelow(join(folder, "state/.pulumi"))) if (statSync(file).size === 0) rmSync(file);
  mkdirSync(folder, { recursive: true });
  writeFileSync(noteIn(folder), `${process.pid} ${commandOf(process.pid) ?? ""}`);
  return holder !== undefined || locks.length > 0;
}

/** Gives the folder back after a run that was not interrupted. */
export function vacate(folder: string): void {
  if (holderOf(folder)?.process === process.pid) rmSync(noteIn(folder));
}

/** Kills the engines that work in the folder. */
export function endEngines(folder: string, stack: string): void {
  for (const lock of locksIn(folder)) {
    const engine = engineOf(lock);
    const command = engine === undefined ? undefined : commandOf(engine);
    if (engine !== undefined && command?.includes(`--stack ${stack} `) === true) process.kill(engine, "SIGKILL");
  }
}

function noteIn(folder: string): string {
  return join(folder, "process");
}

/** The process that took the folder last and has not given it back, and the command that it was started with. */
function holderOf(folder: string): { readonly process: number; readonly command: string } | undefined {
  if (!existsSync(noteIn(folder))) return undefined;
  const [, number, command = ""] = /^(\d+) ?([^]*)$/.exec(readFileSync(noteIn(folder), "utf8")) ?? [];
  return { process: Number(number), command };
}

function locksIn(folder: string): string[] {
  return filesBelow(join(folder, "state/.pulumi/locks"));
}

/**
 * The process that wrote a lock.
 * @see https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/backend/diy/lock.go lockContent
 */
function engineOf(lock: string): number | undefined {
  return Number(/"pid":(\d+)/.exec(readFileSync(lock, "utf8"))?.[1] ?? NaN) || undefined;
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
