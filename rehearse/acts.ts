import { rules, type Subject, violations } from "../policy/rules";
import { criticalPath } from "./critical-path";
import { failuresIn, operationIn, warningIn } from "../sandbox/events";
import { environmentOf, unprotect } from "./open";
import { neverStruck, unknownResource } from "./fail-at";
import { type Fault } from "../sandbox/faults";
import { type Outcome, type Rehearsal, type Verb } from "../sandbox/rehearsal";
import { type Screen, tally } from "./screen";
import { resourcesIn } from "../sandbox/state";

/** What all parts of a show use. */
export interface Stage {
  readonly rehearsal: Rehearsal;
  readonly screen: Screen;
  /** Prints lines. */
  readonly print: (lines: readonly string[]) => void;
  /** The operation that is to fail once. */
  readonly fault?: Fault;
  /** The command that starts over. */
  readonly freshCommand: string;
}

/** A signal ended the engine. Mostly it was sent to this process too, but this process may notice the end of the engine first. */
export class EngineEnded extends Error {
  constructor(
    /** What ended it. */
    readonly signal: NodeJS.Signals,
  ) {
    super(`The engine was ended with ${signal}.`);
  }
}

/** An operation's outcome, and how many rows were shown of it. */
interface Performance extends Outcome {
  readonly rows: number;
}

/** Up, outputs, up again, destroy. `true` if everything went as it should. */
export async function playAll(stage: Stage, keep: boolean): Promise<boolean> {
  const { screen, print } = stage;
  if (!(await faultIsSet(stage))) return false;

  print(screen.title("1  pulumi up"));
  if (!(await succeeds(stage, "up"))) return false;
  await showOutputs(stage, "2  Outputs");
  if (!(await holdsToPolicies(stage))) return false;

  print(screen.title("3  pulumi up again", "must change nothing"));
  if (!(await changesNothing(stage))) return false;

  if (!keep) {
    print(screen.title("4  pulumi destroy", "must leave nothing"));
    if (!(await tornDown(stage))) return false;
  }
  return faultStruck(stage);
}

/** Checks everything that the stack has against the rules of the policy pack. */
async function holdsToPolicies({ rehearsal, screen, print }: Stage): Promise<boolean> {
  const found = violations(subjectsIn(await rehearsal.state()), await environmentOf(rehearsal));
  print(
    found.length === 0
      ? screen.good(`all ${rules.length} policies hold`)
      : found.flatMap(({ rule, type, complaint }) =>
          screen.bad(`${rule}: ${type.split(":").at(-1) ?? type}: ${complaint}`),
        ),
  );
  return found.length === 0;
}

/** The resources of a state, as policies see them. */
function subjectsIn(state: unknown): Subject[] {
  return resourcesIn(state).map(({ type, inputs }) => ({ type, props: inputs }));
}

/** Destroys. If the stack is protected, it first does what a person would do. */
async function tornDown(stage: Stage): Promise<boolean> {
  const { rehearsal, screen, print } = stage;
  if (await rehearsal.isProtected()) {
    print(screen.remark("The stack is protected. Unprotect it first, as you would for real:"));
    print(screen.command("pulumi config set binderhub:protect false && pulumi up"));
    await unprotect(rehearsal);
    if (!(await succeeds(stage, "up"))) return false;
    print(screen.remark("Now it can be destroyed:"));
    print(screen.command("pulumi destroy"));
  }
  return (await succeeds(stage, "destroy")) && leavesNothing(stage);
}

/** One operation, on what earlier ones left. `true` if it went as it should. */
export async function playOne(stage: Stage, verb: Verb): Promise<boolean> {
  const { screen, print } = stage;
  if (!(await faultIsSet(stage))) return false;
  print(screen.title(`pulumi ${verb}`));
  if (!(await (verb === "destroy" ? tornDown(stage) : succeeds(stage, verb)))) return false;
  if (verb === "up") await showOutputs(stage, "Outputs");
  return faultStruck(stage, verb);
}

/** Runs an operation and shows how it went. If `--fail-at` made it fail, it runs it again, as a person would. */
async function succeeds(stage: Stage, verb: Verb): Promise<boolean> {
  const { screen, print, rehearsal } = stage;
  const pending = rehearsal.faults.left.length;
  let performance = await perform(stage, verb);
  const struck = rehearsal.faults.left.length < pending;
  if (!performance.succeeded && struck) {
    showFailure(stage, performance, true);
    print(screen.remark(`That was --fail-at. Now what a person would do: pulumi ${verb} again.`));
    performance = await perform(stage, verb);
  }
  if (!performance.succeeded) {
    showFailure(stage, performance);
    return false;
  }
  print(screen.good((struck ? "healed: " : "") + summary(performance, verb === "preview")));
  // Only for an `up` that made everything: nobody has published how long changes take.
  const isAllNew = Object.keys(performance.changes).every((kind) => kind === "create");
  if (verb === "up" && isAllNew && !struck) print(screen.realTime(criticalPath(resourcesIn(await rehearsal.state()))));
  return true;
}

async function perform({ rehearsal, screen, print }: Stage, verb: Verb): Promise<Performance> {
  let rows = 0;
  const outcome = await runIn(rehearsal, verb, (event) => {
    const warning = warningIn(event);
    if (warning !== undefined) print(screen.warning(warning));
    const operation = operationIn(event);
    if (operation === undefined) return;
    if (operation.happening !== "failed") rows++;
    print(screen.operation(operation));
  });
  return { ...outcome, rows };
}

async function runIn(rehearsal: Rehearsal, ...how: Parameters<Rehearsal["run"]>): Promise<Outcome> {
  const outcome = await rehearsal.run(...how);
  if (outcome.endedBy !== undefined) throw new EngineEnded(outcome.endedBy);
  return outcome;
}

/** What an operation did, in numbers, and why Pulumi counts more than there are rows. */
function summary({ changes, rows }: Performance, planned = false): string {
  const { same = 0, ...changed } = changes;
  const counts = tally({ ...changed, same }, planned);
  // Components and the stack itself are not in a cloud, and have no row. A replacement has two rows.
  const others = Object.values(changed).reduce((sum, count) => sum + count, 0) - rows;
  if (rows === 0 || others <= 0 || changed.replace !== undefined) return counts;
  return `${counts} (${rows} above, and ${others === 1 ? "a component" : `${others} components`})`;
}

function showFailure(stage: Stage, performance: Performance, wasAskedFor = false): void {
  const { screen, print, freshCommand } = stage;
  const failures = failuresIn(performance.events, performance.output);
  const isRefused = performance.rows === 0 && failures.every((failure) => failure.of === "program");
  if (failures.some((failure) => failure.of === "resource")) print(screen.bad(`failed, after ${summary(performance)}`));
  print(screen.failures(failures));
  // Settings that are refused have their own advice. A failure that was asked for needs none.
  if (isRefused) print(["", ...adviceIn(stage)]);
  if (isRefused || wasAskedFor) return;
  print(screen.remark("Once its cause is gone, the same command continues from here. This starts over:"));
  print(screen.command(freshCommand));
}

/** The commands that correct settings are for a real stack. In a rehearsal there may be none. */
function adviceIn({ rehearsal, screen }: Stage): string[] {
  return screen.remark(
    `Commands of pulumi need a stack of your own. In a rehearsal, do in Pulumi.${rehearsal.stack.name}.yaml what they say, or for one run with --set KEY=VALUE.`,
  );
}

async function changesNothing(stage: Stage): Promise<boolean> {
  const { screen, print } = stage;
  const performance = await perform(stage, "up");
  if (!performance.succeeded) {
    showFailure(stage, performance);
    return false;
  }
  const { same = 0, ...changed } = performance.changes;
  const isUnchanged = Object.values(changed).every((count) => count === 0);
  const counts = tally({ ...changed, same });
  print(isUnchanged ? screen.good(counts) : screen.bad(`${counts}: a second up must change nothing`));
  return isUnchanged;
}

function leavesNothing({ rehearsal, screen, print }: Stage): boolean {
  const left = rehearsal.clouds.all();
  if (left.length === 0) {
    print(screen.good("nothing is left in the simulated Azure and Kubernetes"));
    return true;
  }
  print(screen.bad(`${left.length} left in the simulated Azure and Kubernetes:`));
  print(
    left.map(([id, { type }]) => `    ${(type.split(":").at(-1) ?? type).padEnd(15)}  ${id.split("/").at(-1) ?? id}`),
  );
  return false;
}

async function showOutputs({ rehearsal, screen, print }: Stage, title: string): Promise<void> {
  print(screen.title(title, "simulated: no hub answers at these addresses"));
  print(screen.outputs(await rehearsal.outputs()));
}

/** Looks, before anything is made, if the program has the resource that is to fail. Only then the fault is added. */
async function faultIsSet(stage: Stage): Promise<boolean> {
  const { rehearsal, print, fault } = stage;
  if (fault === undefined) return true;
  const performance = { ...(await runIn(rehearsal, "preview")), rows: 0 };
  const problem = performance.succeeded ? unknownResource(fault, performance.events) : undefined;
  if (performance.succeeded && problem === undefined) {
    rehearsal.faults.add(fault);
    return true;
  }
  print(["", ...(problem?.split("\n") ?? [])]);
  if (!performance.succeeded) showFailure(stage, performance);
  return false;
}

function faultStruck({ rehearsal, screen, print }: Stage, verb?: Verb): boolean {
  for (const fault of rehearsal.faults.left) print(["", ...screen.bad(neverStruck(fault, verb, rehearsal.stack.name))]);
  return rehearsal.faults.left.length === 0;
}
