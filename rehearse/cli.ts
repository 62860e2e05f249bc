import { rmSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { namespace } from "../settings/keys";
import { EngineEnded, playAll, playOne } from "./acts";
import { findEngine } from "./engine";
import { endEngines, occupy, vacate } from "../sandbox/occupancy";
import { repair } from "./repair";
import { messageOf } from "../sandbox/error-message";
import { parseFault } from "./fail-at";
import { type Fault } from "../sandbox/faults";
import { stacksFolder } from "./folders";
import { type Rehearsal, type Verb } from "../sandbox/rehearsal";
import { openRehearsal } from "./open";
import { painter, Screen } from "./screen";
import { isSecret, shownChanges, shownPlaceholders } from "./shown-settings";
import { mustHaveSettings, rehearsalCommand, setArguments } from "./stacks";

interface Flags {
  readonly stack: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly failAt?: Fault;
  readonly keep?: true;
  readonly fresh?: true;
}

const verbs: readonly Verb[] = ["up", "preview", "refresh", "destroy"];

const examples = `
Examples:
  npm start                                        the whole show
  npm start -- --set azure.nodeCount=1             with another setting
  npm start -- --fail-at ManagedCluster            the cluster fails once; see it heal
  npm start -- --fail-at delete:cluster-group      so does a delete
  npm start -- --keep                              stop before destroy, and then …
  npm start -- preview --set azure.nodeCount=2     … see what an edit would change
  npm start -- up --set azure.nodeCount=2          … make it
  npm start -- destroy                             … and tear it all down

A rehearsal never reaches Azure. All that it writes is in .sandbox/.`;

const command = new Command("npm start --")
  .description("Rehearses the program on the real Pulumi engine, against a simulated Azure and Kubernetes.")
  .usage("[verb] [options]")
  .addArgument(
    new Argument("[verb]", "run only this, on what earlier runs left (default: the whole show)").choices(verbs),
  )
  .option("-s, --stack <name>", "stack whose settings are taken", "dev")
  .addOption(new Option("--set <key=value>", "change a setting for this run (repeatable)").argParser(collectSetting))
  .addOption(new Option("--fail-at <resource>", "name or type; its next operation fails once").argParser(readFault))
  .option("--keep", "stop before destroy: later commands go on from there")
  .option("--fresh", "first forget what earlier runs left")
  .addHelpText("after", examples)
  .showHelpAfterError("(npm start -- --help shows what there is)");

function collectSetting(text: string, earlier: Flags["set"]): Record<string, string> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new InvalidArgumentError("It is key=value: azure.nodeCount=2");
  return { ...earlier, [key.startsWith(`${namespace}:`) ? key.slice(namespace.length + 1) : key]: value };
}

function readFault(text: string): Fault {
  try {
    return parseFault(text);
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error));
  }
}

let rehearsal: Rehearsal | undefined;
/** The folder that this process has taken. */
let place: { readonly folder: string; readonly stack: string } | undefined;
/** Exit code, after an interruption. From then on nothing is printed. */
let interruptedWith: number | undefined;

/** Does what the arguments say. `true` if everything went as it should. */
async function main(verb: Verb | undefined, { set = {}, ...flags }: Flags): Promise<boolean> {
  const screen = new Screen(painter(process.stdout));
  const print = (lines: readonly string[]) => {
    if (interruptedWith === undefined) process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  };
  mustHaveSettings(flags.stack);
  if (verb === "destroy" && flags.keep)
    throw new Error("--keep stops before destroy, and this is destroy: leave one out.");
  print(screen.banner(flags.stack));

  const folder = join(stacksFolder, flags.stack);
  place = { folder, stack: flags.stack };
  let wasInterrupted = occupy(folder, flags.stack);
  if (flags.fresh) {
    rmSync(folder, { recursive: true, force: true });
    wasInterrupted = occupy(folder, flags.stack);
  }
  const engine = await findEngine((line) => print([`  ${line}`]));
  print([`  Engine: ${engine.origin}.`]);
  const settings = Object.entries(set);
  const opened = await openRehearsal({
    engine,
    stack: flags.stack,
    folder,
    set: Object.fromEntries(settings.filter(([key]) => !isSecret(key))),
    secrets: Object.fromEntries(settings.filter(([key]) => isSecret(key))),
  });
  rehearsal = opened.rehearsal;

  print(screen.settings("Placeholders, for what only you know:", shownPlaceholders(opened.placeholders, set)));
  print(screen.settings("Changed for this run with --set:", shownChanges(set)));
  if (wasInterrupted) {
    print(screen.remark("The last run was interrupted: what it left is put in order first."));
    for (const found of await repair(rehearsal)) print(screen.remark(`- ${found}`));
  }
  if (rehearsal.clouds.all().length > 0) print(screen.remark("Continuing with what an earlier run left."));

  const freshCommand = rehearsalCommand(flags.stack, "--fresh");
  const stage = { rehearsal, screen, print, fault: flags.failAt, freshCommand };
  const succeeded = await (verb === undefined ? playAll(stage, flags.keep === true) : playOne(stage, verb));
  // After a preview or a refresh, the settings of this run are not those of what is there.
  const kept = (verb === undefined || verb === "up") && rehearsal.clouds.all().length > 0;
  const end = succeeded ? "End of the rehearsal" : "The rehearsal failed";
  print(["", ...screen.remark(`${end}: nothing was deployed, and no hub is running.`)]);
  if (succeeded && kept) {
    print([
      ...screen.remark("The simulation is kept. This ends it:"),
      ...screen.command(rehearsalCommand(flags.stack, "destroy", ...setArguments(set))),
    ]);
  }
  return succeeded;
}

/** Ends the process when everything is written, even if something still listens. After an interruption the folder stays marked. */
function end(code: number): void {
  rehearsal?.close();
  if (place !== undefined && interruptedWith === undefined) vacate(place.folder);
  process.stdout.write("", () => process.exit(code));
}

/**
 * Ends early. Without providers the engine gives up and unlocks the stack. This waits for it for five seconds. The next run removes
 * what is left.
 */
function interrupt(code: number): void {
  if (interruptedWith !== undefined) return;
  interruptedWith = code;
  // Now every call that waits for the engine or for a provider fails. Nobody needs to know: the run has ended.
  process.on("uncaughtException", () => undefined);
  rehearsal?.close();
  setTimeout(
    () => {
      if (place !== undefined) endEngines(place.folder, place.stack);
      end(code);
    },
    rehearsal === undefined ? 0 : 5_000,
  );
}

/** Handles Ctrl-C, `kill`, and a terminal that is closed. A second signal changes nothing. */
function obey(signal: NodeJS.Signals): void {
  if (interruptedWith === undefined) process.stderr.write("\nInterrupted; the same command continues from here.\n");
  interrupt(128 + constants.signals[signal]);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, obey);
// The reader of the output may stop reading (`npm start | head`), and a closed terminal accepts none.
process.stdout.on("error", () => interrupt(1));
process.stderr.on("error", () => undefined);

command.parse();
main(command.processedArgs[0] as Verb | undefined, command.opts<Flags>()).then(
  (succeeded) => end(interruptedWith ?? (succeeded ? 0 : 1)),
  (error: unknown) => {
    if (error instanceof EngineEnded) obey(error.signal);
    if (interruptedWith === undefined) process.stderr.write(`${messageOf(error)}\n`);
    end(interruptedWith ?? 1);
  },
);
