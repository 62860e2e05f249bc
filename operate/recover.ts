import { constants } from "node:os";
import { join } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { Command } from "commander";
import { findEngine } from "../rehearse/engine";
import { messageOf } from "../sandbox/error-message";
import { projectFolder, stacksFolder } from "../rehearse/folders";
import { openRehearsal } from "../rehearse/open";
import { mustHaveSettings } from "../rehearse/stacks";
import { inCluster } from "./helm";
import { type Patient } from "./look";
import { confirmed } from "./prompt";
import { removePrivateFolders } from "./private-folder";
import { type Dialogue, makeReadable, recover } from "./recovery";
import { rehearsed } from "./rehearsed";
import { stateFolder } from "./state-files";
import { azSubscription } from "./subscription";

interface Flags {
  readonly stack?: string;
  readonly yes?: boolean;
  readonly sandbox?: true;
}

const command = new Command("npm run recover --")
  .description(
    "Repairs a stack after an interrupted run. It says what is wrong and what it will do, asks, and does it.",
  )
  .option("-s, --stack <name>", "stack to repair (default: the selected one; dev in the sandbox)")
  .option("-y, --yes", "do not ask")
  .option("--sandbox", "repair what a rehearsal left (npm start), not a real stack")
  .showHelpAfterError("(npm run recover -- --help lists the flags)");

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main({ stack, yes = false, sandbox }: Flags): Promise<boolean> {
  const { stdin: input, stdout: output } = process;
  const dialogue: Dialogue = { say, ask: (question) => confirmed(question, { input, output, yes }) };
  const engine = await findEngine(say);
  if (sandbox) {
    const name = stack ?? "dev";
    mustHaveSettings(name);
    const folder = join(stacksFolder, name);
    if (!(await makeReadable(join(folder, "state", ".pulumi"), dialogue))) return false;
    const { rehearsal } = await openRehearsal({ engine, stack: name, folder });
    try {
      return await recover(rehearsed(rehearsal), dialogue);
    } finally {
      rehearsal.close();
    }
  }
  const workspace = await LocalWorkspace.create({ workDir: projectFolder, pulumiCommand: engine.command });
  if (!(await makeReadable(await stateFolder(workspace), dialogue))) return false;
  const stackName = stack ?? (await workspace.stack())?.name;
  if (stackName === undefined) throw new Error("No stack is selected: name one with --stack.");
  const patient: Patient = {
    stack: await LocalWorkspace.selectStack({ stackName, workDir: projectFolder }, { pulumiCommand: engine.command }),
    command: engine.command.command,
    helm: inCluster,
    commandOf: (verb) => ["pulumi", verb, ...(stack === undefined ? [] : ["--stack", stack])].join(" "),
    environmentSubscription: process.env.ARM_SUBSCRIPTION_ID,
    azSubscription,
  };
  return recover(patient, dialogue);
}

/** The error as a message that says what to do. */
function complaint(error: unknown): string {
  const message = messageOf(error);
  return message.includes("PULUMI_ACCESS_TOKEN must be set")
    ? "You are not logged in to the place where your stacks are kept. Run pulumi login, and then this again. For a rehearsal, add --sandbox."
    : message;
}

/**
 * An interruption ends the process at once. This is safe: the state is right at every moment, and a running engine gets the signal too.
 * Ctrl-C at a question is an answer, and does not come here.
 */
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    removePrivateFolders();
    if (signal !== "SIGHUP") say("Interrupted. Run npm run recover again: it looks again and continues.");
    process.exit(128 + constants.signals[signal]);
  });
}

command.parse();
main(command.opts<Flags>()).then(
  (recovered) => process.exit(recovered ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${complaint(error)}\n`);
    process.exit(1);
  },
);
