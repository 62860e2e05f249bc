import { type ChildProcess, spawn } from "node:child_process";
import { findEngine } from "../../rehearse/engine";
import { projectFolder } from "../../rehearse/folders";
import { family } from "../faults/killable";

/** How `npm start` ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly printed: string;
}

/** How a run is interfered with: once a text is printed. */
export interface Interference {
  readonly when: string;
  readonly act: (process: ChildProcess) => void;
}

/**
 * Runs the rehearsal command as a person does, in a process group of its own as a terminal makes one.
 *
 * @param rehearsals folder that takes the place of `.sandbox/stacks`
 */
export async function start(rehearsals: string, args: readonly string[], ...acts: Interference[]): Promise<Ended> {
  const { command } = await findEngine(() => undefined);
  const path =
    command.command === "pulumi"
      ? process.env.PATH
      : `${command.command.replace(/\/pulumi$/, "")}:${process.env.PATH ?? ""}`;
  const child = spawn(process.execPath, ["--require=./startup/index.cjs", "rehearse/cli.ts", ...args], {
    cwd: projectFolder,
    env: { ...process.env, PATH: path, BINDERHUB_REHEARSALS: rehearsals, NO_COLOR: "1" },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const left = [...acts];
  let printed = "";
  const hear = (chunk: Buffer) => {
    printed += chunk.toString();
    while (left[0] !== undefined && printed.includes(left[0].when)) left.shift()?.act(child);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, printed }));
  });
}

/** Sends a signal to the process and all that it started, as a terminal does. */
export function toAll(signal: NodeJS.Signals): (child: ChildProcess) => void {
  return ({ pid }) => void process.kill(-(pid ?? NaN), signal);
}

/** Sends a signal to the process alone. */
export function toIt(signal: NodeJS.Signals): (child: ChildProcess) => void {
  return (child) => void child.kill(signal);
}

/** Sends a signal to the engine that the process has started, and not to the process. */
export function toEngine(signal: NodeJS.Signals): (child: ChildProcess) => void {
  return ({ pid }) => {
    for (const engine of family(pid ?? NaN).slice(1)) process.kill(engine, signal);
  };
}
