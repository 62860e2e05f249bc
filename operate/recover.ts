import { execFile } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { promisify } from "node:util";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { Command } from "commander";
import { findEngine } from "../sandbox/engine";
import { projectFolder, sandboxFolder } from "../sandbox/folders";
import { Rehearsal } from "../sandbox/rehearsal";
import { inCluster } from "./helm";
import { type Patient } from "./look";
import { recover } from "./recovery";
import { rehearsed } from "./rehearsed";

interface Flags {
  readonly stack?: string;
  readonly yes?: true;
  readonly sandbox?: true;
}

const command = new Command("npm run recover --")
  .description(
    "Repairs a stack after an interrupted run: finds what is stuck, says what it will do, asks, and does it.",
  )
  .option("-s, --stack <name>", "stack to repair (default: the selected one; dev in the sandbox)")
  .option("-y, --yes", "do not ask")
  .option("--sandbox", "repair what a rehearsal left (npm start), not a real stack");

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main({ stack, yes, sandbox }: Flags): Promise<boolean> {
  const ask = async (question: string) => {
    if (yes) return true;
    if (!process.stdin.isTTY) throw new Error("There is nobody to ask: add --yes to go on without.");
    const line = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return /^y(es)?$/i.test((await line.question(`${question} (y/N) `)).trim());
    } finally {
      line.close();
    }
  };
  const engine = await findEngine(say);
  if (sandbox) {
    const name = stack ?? "dev";
    const rehearsal = await Rehearsal.open({ engine, stack: name, folder: join(sandboxFolder, "stacks", name) });
    try {
      return await recover(rehearsed(rehearsal), { say, ask });
    } finally {
      rehearsal.close();
    }
  }
  const workspace = await LocalWorkspace.create({ workDir: projectFolder, pulumiCommand: engine.command });
  const stackName = stack ?? (await workspace.stack())?.name;
  if (stackName === undefined) throw new Error("No stack is selected: name one with --stack.");
  const patient: Patient = {
    stack: await LocalWorkspace.selectStack({ stackName, workDir: projectFolder }, { pulumiCommand: engine.command }),
    command: engine.command.command,
    helm: inCluster,
    subscription,
  };
  return recover(patient, { say, ask });
}

/** The subscription that the Azure provider would take. */
async function subscription(): Promise<string | undefined> {
  if (process.env.ARM_SUBSCRIPTION_ID !== undefined) return process.env.ARM_SUBSCRIPTION_ID;
  try {
    const { stdout } = await promisify(execFile)("az", ["account", "show", "--query", "id", "--output", "tsv"]);
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/** The Automation API's errors repeat the command and all that it printed: only what the engine calls the error is shown. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^error: (.*)$/m.exec(message)?.[1] ?? message.split("\n")[0] ?? "It failed, and did not say why.";
}

command.parse();
main(command.opts<Flags>()).then(
  (recovered) => process.exit(recovered ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  },
);
