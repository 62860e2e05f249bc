import { confirmed, type Prompt } from "../../prompt";
import { CannotLook } from "../cannot-look";
import { forStack } from "../check/commands";
import { exitCodeOf, type Report } from "../check/report";
import { linesIn, verdict } from "../check/verdict";
import { lineInWords } from "../check/words";
import { type Clock } from "../clock";
import { type Outcome } from "../desk";
import { type Hub } from "../reading";
import { painter, type Screen } from "../show";
import { type UpgradePlan } from "./plan";
import { type Server } from "./runs";
import { planInWords } from "./words";

/** What `upgrade` is told. */
export interface UpgradeFlags {
  /** Whether it only says what it would do. */
  readonly plan: boolean;
  readonly prompt: Prompt;
}

/** What an upgrade is made of. Each of them looks at a hub, or does something to it. */
export interface Steps {
  /** `check --quick`. What it made in the hub is removed when it ends. */
  readonly check: () => Promise<Report>;
  readonly plan: () => Promise<UpgradePlan>;
  /** The servers that people have now. */
  readonly servers: () => Promise<readonly Server[]>;
  /** Leaves a copy of the database beside it. @returns its path in the hub's pod. `undefined` if the database is in no file */
  readonly keepCopy: () => Promise<string | undefined>;
  /** Runs `pulumi up`, and shows what it prints. @returns why it failed */
  readonly up: () => Promise<string | undefined>;
  /** Waits until JupyterHub answers through its proxy, but not for ever. */
  readonly untilReached: () => Promise<void>;
}

/** Where an upgrade is made. */
export interface Place {
  readonly hub: Pick<Hub, "facts" | "stack">;
  /** Aborted at the first signal to end. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Where it says what it does. Not where a program reads the result. */
  readonly screen: Screen;
}

/** Seconds that what goes on in the cluster after an upgrade may take: old pods end, and their addresses are forgotten. */
const settling = 30;

/**
 * Says what the next `pulumi up` would do to a hub and the people on it, tries it on a copy of the database, and does it, if nothing speaks against it.
 * The hub is checked before and after.
 */
export async function upgradeVerb(
  steps: Steps,
  place: Place,
  { plan: isPlan, prompt }: UpgradeFlags,
): Promise<Outcome> {
  const { screen, hub, signal } = place;
  if (!isPlan && !prompt.yes && prompt.input.isTTY !== true)
    throw new CannotLook(
      "There is no terminal to ask whether to upgrade. --yes goes on without a question, --plan only looks.",
    );
  const say = (line: string) => void screen.out.write(`${line}\n`);
  const paint = painter(screen);
  const interrupted = { code: 2, result: { stopped: "interrupted" } };

  say("Checking the hub (check --quick) …");
  const before = await steps.check();
  if (isOver(signal)) return interrupted;
  if (exitCodeOf(before) !== 0) {
    for (const line of linesIn(before, "wrong")) say(lineInWords(line, paint));
    say(paint("red", `${verdict(before)}. A hub that is broken is not upgraded: mend it first, then run this again.`));
    return { code: 1, result: { check: before } };
  }
  say(`${verdict(before)}.`);
  const plan = await steps.plan();
  if (isOver(signal)) return interrupted;
  say(`\n${planInWords(plan, paint, hub.stack)}`);
  const found = { check: before, plan };
  if (plan.refusals.length > 0) return { code: 1, result: found };
  if (isPlan || plan.changes.length === 0) return { code: 0, result: found };
  if (!(await confirmed("Upgrade?", prompt))) {
    say("Nothing was changed.");
    return { code: 2, result: { ...found, stopped: "not wanted" } };
  }

  const servers = await steps.servers();
  const copy = plan.wouldRun.chart === undefined ? undefined : await steps.keepCopy();
  if (copy !== undefined) say(`The database as it is now is kept on the hub's volume: ${copy}`);
  const failure = await steps.up();
  if (isOver(signal)) {
    say(forStack("Interrupted. What mends what is half done: npm run recover", hub.stack));
    return { code: 2, result: { ...found, stopped: "interrupted" } };
  }
  say("\nWaiting until the hub has told the proxy where everybody is …");
  await steps.untilReached();
  const after = await checkedTwice(steps, place, say);
  const gone = goneFrom(servers, await steps.servers());
  const isTold = gone.every(({ uid }) => plan.outlook.ending.some((one) => one.uid === uid));
  const isBroken = exitCodeOf(after) !== 0;
  for (const line of linesIn(after, "wrong")) say(lineInWords(line, paint));
  say(`${verdict(after)}.`);
  say(serversInWords(servers, gone, isTold));
  if (failure !== undefined) say(paint("red", forStack(`pulumi up failed: ${failure}`, hub.stack)));
  if (isBroken) say(`\n${paint("red", goingBack(hub, plan, copy))}`);
  return {
    code: failure !== undefined || isBroken || !isTold ? 1 : 0,
    result: {
      ...found,
      ...{ servers, gone, after },
      ...(copy !== undefined && { copy }),
      ...(failure !== undefined && { failure }),
    },
  };
}

/** Whether a signal has come to end. A function, because it changes while one waits. */
function isOver({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** Checks the hub. Where something is wrong, it looks once more a little later, and that counts. */
async function checkedTwice({ check }: Steps, { clock, signal }: Place, say: (line: string) => void): Promise<Report> {
  say("Checking the hub (check --quick) …");
  const first = await check();
  if (exitCodeOf(first) === 0 || isOver(signal)) return first;
  const titles = linesIn(first, "wrong").map(({ title }) => title);
  say(`Not yet: ${titles.join("; ")}. Looking once more in ${settling} s …`);
  await clock.wait(settling, signal);
  return check();
}

/** The servers that are not there any more. */
export function goneFrom(before: readonly Server[], after: readonly Server[]): readonly Server[] {
  const there = new Set(after.map(({ uid }) => uid));
  return before.filter(({ uid }) => !there.has(uid));
}

/** What became of people's servers. */
export function serversInWords(before: readonly Server[], gone: readonly Server[], wasTold: boolean): string {
  if (before.length === 0) return "Nobody had a server.";
  if (gone.length === 0)
    return before.length === 1 ? "The server that ran still runs." : `All ${before.length} servers that ran still run.`;
  const names = gone.map(({ user, server }) => (server === undefined ? user : `${user} (${server})`)).join(", ");
  return `${gone.length} of ${before.length} ${before.length === 1 ? "server is" : "servers are"} gone${wasTold ? ", as the plan said" : ", and the plan did not say so"}: ${names}.`;
}

/** How to go back from an upgrade that broke the hub: first the database, then the chart. */
export function goingBack(
  { facts, stack }: Pick<Hub, "facts" | "stack">,
  { back, trial }: Pick<UpgradePlan, "back" | "trial">,
  copy: string | undefined,
): string {
  if (back === "") return "The hub is broken. Its chart did not change: look at what the check says.";
  const [before, after] = "before" in trial ? [trial.before.revision, trial.after?.revision] : [undefined, undefined];
  const isSame = before !== undefined && before === after;
  const revision =
    before === undefined
      ? "If the database has another revision now"
      : `The database went from revision ${before} to ${after ?? "another"}, and`;
  const database = isSame
    ? ["Its database has the same revision as before, and stays."]
    : [
        `${revision}${before === undefined ? ", " : " "}the old hub does not start on it. Put back the one from before first:`,
        copy === undefined ? "(none was kept here: take your own)" : `docs/upgrades.md#going-back, with ${copy}`,
        ...(facts.backup === undefined
          ? []
          : ["Or one from the backups:", "npm run hub -- restore --database --at TIME"]),
      ];
  return forStack(["The hub is broken. To go back:", ...database, `${back} && pulumi up`].join("\n"), stack);
}
