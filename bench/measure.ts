import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { performance } from "node:perf_hooks";
import { promisify } from "node:util";
import { projectFolder } from "../rehearse/folders";

/** What one run of a command took. */
export interface Figures {
  /** Seconds from start to end. */
  readonly wall: number;
  /** Seconds of processor time, of the CLI and everything that it starts. */
  readonly cpu: number;
  /** Peak memory of the largest Node process in MiB. That process runs the program. */
  readonly memory: number;
}

/** A command line to time. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Whether a command is on PATH, or in another list of folders. */
export function isOnPath(name: string, path = process.env.PATH ?? ""): boolean {
  return path.split(delimiter).some((folder) => existsSync(join(folder, name)));
}

/** Environment variables that make Node processes write into a file what they used. */
export function accounting(file: string): Record<string, string> {
  return { BENCH_ACCOUNT: file, NODE_OPTIONS: `--require="${join(projectFolder, "bench/account.cjs")}"` };
}

/**
 * Runs a command once and returns what it used.
 *
 * @param account the file of {@link accounting}
 * @param programIsApart whether the program's process is not a descendant of the command's process
 * @throws what the command printed, if it fails
 */
export async function measure(command: Command, account: string, programIsApart: boolean): Promise<Figures> {
  rmSync(account, { force: true });
  const { wall, cpu } = isOnPath("hyperfine")
    ? await withHyperfine(command, `${account}.hyperfine`)
    : await withTimes(command);
  const processes = readFileSync(account, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { memory: number; cpu: number });
  const apart = programIsApart ? processes.reduce((sum, one) => sum + one.cpu, 0) : 0;
  return { wall, cpu: cpu + apart, memory: Math.max(...processes.map(({ memory }) => memory)) };
}

/** One run, measured by hyperfine. */
async function withHyperfine({ file, args, folder, environment }: Command, output: string) {
  const options = ["--shell=none", "--runs=1", "--show-output", `--export-json=${output}`];
  const line = [file, ...args].map((part) => `'${part}'`).join(" ");
  await run("hyperfine", [...options, line], folder, environment);
  const { results } = JSON.parse(readFileSync(output, "utf8")) as {
    results: [{ mean: number; user: number; system: number }];
  };
  const [{ mean, user, system }] = results;
  return { wall: mean, cpu: user + system };
}

/** One run, measured by our own clock, and by the shell's `times` for the processor. `times` counts all processes that the shell waited for. */
async function withTimes({ file, args, folder, environment }: Command) {
  const started = performance.now();
  const printed = await run("sh", ["-c", '"$0" "$@" >&2 || exit; times', file, ...args], folder, environment);
  const wall = (performance.now() - started) / 1000;
  const children = printed.trim().split("\n").at(-1) ?? "";
  const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
  return { wall, cpu };
}

/** Runs a command and returns what it printed. If it fails, the error has what it printed. */
async function run(file: string, args: readonly string[], folder: string, environment: Command["environment"]) {
  try {
    const options = { cwd: folder, env: { ...process.env, ...environment }, maxBuffer: 2 ** 24 };
    return (await promisify(execFile)(file, args, options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`A run in ${folder} failed:\n${stdout ?? ""}${stderr ?? String(error)}`);
  }
}
