import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type ChartValues } from "../../components/chart/chart-values";

/** What BinderHub makes of a link. */
export interface Answer {
  readonly is: "closed" | "refused" | "banned" | "built";
  /** What repo2docker is told to fetch. */
  readonly url?: string;
  /** Whether it has the higher quota. */
  readonly high?: boolean;
  /** What a build pod gets to clone with. */
  readonly credentials?: string;
}

const python = process.env.BINDERHUB_PYTHON ?? "python3";
const source = process.env.BINDERHUB_SOURCE;

/** Why BinderHub's own code cannot be asked. `undefined` if it can. */
export const notAsked = whyNot();

/** Tests on BinderHub's own code. They are left out, and say so, where it is not there. */
export const withBinderHub = notAsked === undefined ? describe : describe.skip;

if (notAsked !== undefined) process.stderr.write(`BinderHub's own code is not asked: ${notAsked}\n`);

let asked: { readonly process: ChildProcess; readonly lines: AsyncIterator<string, undefined> } | undefined;

/** Asks BinderHub's own code, with values of the chart, about links such as `gh/owner/repository/HEAD`. One question at a time. */
export async function askBinderHub(
  values: ChartValues,
  links: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly page: readonly string[]; readonly answers: readonly Answer[] }> {
  asked ??= started();
  asked.process.stdin?.write(`${JSON.stringify({ values, links, environment })}\n`);
  const answer = await asked.lines.next();
  if (answer.done === true) throw new Error("BinderHub's own code did not answer");
  return JSON.parse(answer.value) as Awaited<ReturnType<typeof askBinderHub>>;
}

/** Python takes seconds to load BinderHub, so one process answers all the questions of a file. */
function started() {
  const child = spawn(python, [join(__dirname, "specs.py")], {
    env: { ...process.env, PYTHONPATH: source },
    stdio: ["pipe", "pipe", "inherit"],
  });
  return { process: child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

afterAll(() => {
  asked?.process.kill();
});

/** Runs one of the Python files beside this one with an input, and returns what it prints. */
export function run(file: string, input: unknown): string {
  const { status, stdout, stderr } = spawnSync(python, [join(__dirname, file)], {
    input: JSON.stringify(input),
    env: { ...process.env, PYTHONPATH: source },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function whyNot(): string | undefined {
  if (source === undefined) return "BINDERHUB_SOURCE names no folder with its source";
  const { status } = spawnSync(python, ["-c", "import binderhub.app"], { env: { ...process.env, PYTHONPATH: source } });
  return status === 0
    ? undefined
    : `${python} cannot import binderhub.app from ${source} (BINDERHUB_PYTHON names another Python)`;
}
