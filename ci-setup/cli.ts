import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Stack } from "@pulumi/pulumi/automation";
import { Command, Option } from "commander";
import { confirmed } from "../operate/prompt";
import { findEngine } from "../rehearse/engine";
import { messageOf } from "../sandbox/error-message";
import { sandboxFolder } from "../rehearse/folders";
import { resourcesIn } from "../sandbox/state";
import { commands } from "./commands";
import { rehearsed } from "./rehearsed";
import { openSetup, type Setup, type SetupOptions } from "./setup";

interface Flags {
  readonly stage: string;
  readonly repository?: string;
  readonly location?: string;
  readonly name?: string;
  readonly user?: string[];
  readonly assignsRoles?: boolean;
  readonly protect?: boolean;
  readonly backend?: string;
  readonly destroy?: true;
  readonly rehearse?: true;
  readonly yes?: boolean;
}

const command = new Command("npm run ci-setup --")
  .description(
    "Makes what .github/workflows/deploy.yml needs in Azure to deploy one stage: a place for the state, a key for its secrets, and an identity without a password. See docs/deploy.md.",
  )
  .addOption(
    new Option("-s, --stage <stack>", "stack that the workflow deploys").choices(["dev", "prod"]).makeOptionMandatory(),
  )
  .option("-r, --repository <owner/name>", "repository on GitHub, as its tokens name it")
  .option("-l, --location <region>", "Azure region, such as westeurope")
  .option("--name <name>", "name of storage account and vault (default: made from stage and repository)")
  .option("--user <id...>", "object ids of the users who may use the state (default: you)")
  .option("--assigns-roles", "let the workflow give roles (for registry.pull: role, schedule.sleep: cluster)")
  .addOption(new Option("--protect", "make Pulumi refuse to delete any of it (default)").hideHelp())
  .option("--no-protect", "allow --destroy to delete state and key, when no stack needs them")
  .option("--backend <url>", "where the set-up's own state is kept (default: the folder ci-setup/state)")
  .option("--destroy", "delete everything that the set-up made")
  .option("--rehearse", "try it on a simulated Azure: nothing is made")
  .option("-y, --yes", "do not ask")
  .showHelpAfterError("(npm run ci-setup -- --help lists the flags)");

const say = (text: string) => void process.stdout.write(`${text}\n`);
const show = { onOutput: (text: string) => void process.stdout.write(text), color: "auto" as const };

/** Does what the flags say. `true` if everything succeeded. */
async function main({ rehearse, destroy, yes = false, backend, user, ...flags }: Flags): Promise<boolean> {
  const engine = await findEngine(say);
  const said = {
    ...{ stage: flags.stage, repository: flags.repository, location: flags.location, name: flags.name, users: user },
    ...{ assignsRoles: flags.assignsRoles, protect: protectionSaid() },
  };
  const options: SetupOptions = { engine, said, folder: __dirname, backend };
  if (rehearse) {
    say("REHEARSAL: Azure is simulated, and nothing is made.");
    const folder = join(sandboxFolder, "ci-setup", flags.stage);
    rmSync(folder, { recursive: true, force: true });
    return rehearsed({ ...options, folder }, async (setup, left) => {
      await setup.stack.up(show);
      printCommands(setup, await setup.outputs());
      say("\npulumi up again, which must change nothing:");
      await setup.stack.up({ ...show, expectNoChanges: true });
      await setup.stack.setConfig("binderhub-ci-setup:protect", { value: "false" });
      await tornDown(setup.stack);
      say(left().length === 0 ? "Nothing is left in the simulated Azure." : `Left: ${left().join(", ")}`);
      return left().length === 0;
    });
  }
  const setup = await openSetup(options);
  const { input, output } = { input: process.stdin, output: process.stdout };
  if (destroy) {
    if (setup.settings.protect)
      throw new Error("State and key are protected. If no stack needs them, add --no-protect.");
    say(["This would be deleted:", ...(await made(setup.stack))].join("\n"));
    try {
      if (!(await confirmed("Delete all of this?", { input, output, yes }))) return false;
      await tornDown(setup.stack);
      return true;
    } finally {
      // What is left is protected again, and so is the next set-up.
      await setup.stack.removeConfig("binderhub-ci-setup:protect");
    }
  }
  await setup.stack.preview(show);
  if (!(await confirmed("Make this?", { input, output, yes }))) return false;
  await setup.stack.up(show);
  printCommands(setup, await setup.outputs());
  return true;
}

/** Destroys a stack whose settings no longer protect it. Its resources are protected until the next `up`. */
async function tornDown(stack: Stack): Promise<void> {
  await stack.up(show);
  await stack.destroy(show);
}

/** The resources of a stack in Azure, one line each. */
async function made(stack: Stack): Promise<string[]> {
  return resourcesIn((await stack.exportStack()).deployment)
    .filter(({ type }) => type.startsWith("azure-native:"))
    .map(({ type, urn }) => `  ${(type.split(":").at(-1) ?? type).padEnd(27)}  ${urn.split("::").at(-1) ?? urn}`);
}

function printCommands({ settings }: Setup, outputs: Awaited<ReturnType<Setup["outputs"]>>): void {
  say(["", "Now run these commands, in the folder of the repository:", "", ...commands(settings, outputs)].join("\n"));
}

/** The protection, if the command line has `--protect` or `--no-protect`. A default would undo what an earlier run was told. */
function protectionSaid(): boolean | undefined {
  return command.getOptionValueSource("protect") === "cli" ? command.opts<Flags>().protect : undefined;
}

command.parse();
main(command.opts<Flags>()).then(
  (succeeded) => process.exit(succeeded ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  },
);
