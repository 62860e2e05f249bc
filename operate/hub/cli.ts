import "./node-version";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, Command } from "commander";
import { messageOf } from "../../sandbox/error-message";
import { type BackupDesk, backupVerb, listVerb, restoreVerb } from "./backup/verb";
import { CannotLook } from "./cannot-look";
import { check } from "./check/check";
import { readKept } from "./check/kept";
import { keptInWords, lastCheck, noneYet } from "./check/kept-words";
import { page } from "./check/page";
import { exitCodeOf } from "./check/report";
import { watchedIn } from "./check/watch";
import { reportInWords } from "./check/words";
import { type CleanUp, cleaningUp } from "./clean-up";
import { realClock } from "./clock";
import { Cluster } from "./cluster";
import { type Outcome } from "./desk";
import { look } from "./dashboard/seen";
import { numbersOf } from "./dashboard/numbers";
import { dashboardPage } from "./dashboard/page";
import { alertsInWords, dashboardsInWords } from "./dashboard/words";
import { drain } from "./drain";
import { chosenEvent, type EventDesk } from "./events/desk";
import { prepareVerb } from "./events/verb-prepare";
import { rehearseVerb } from "./events/verb-rehearse";
import { reportVerb } from "./events/verb-report";
import { slideVerb } from "./events/verb-slide";
import { statusVerb } from "./events/verb-status";
import { forgetHours, forgottenInWords, hoursInWords, hoursOf } from "./hours";
import { launchVerb } from "./launch-verb";
import { secondsIn } from "./load/span";
import { loadVerb } from "./load/verb";
import { buildLogs, buildsInWords } from "./logs/builds";
import { launchStory } from "./logs/launch";
import { launchInWords } from "./logs/launch-words";
import { logsInWords, logsOf } from "./logs/parts";
import { secondsOf } from "./logs/since";
import { openWays } from "./reach";
import { type From, type Hub, readHub } from "./reading";
import { scheduleInWords, shownSchedule, sleep, wake } from "./schedule/verb";
import { painter } from "./show";
import { status } from "./status/status";
import { statusInWords } from "./status/words";
import { stackOf } from "./upgrade/stack";
import { stepsOn } from "./upgrade/steps";
import { upgradeVerb } from "./upgrade/verb";
import { webOf } from "./web";
import { who, whoInWords } from "./who";

/** Flags that every verb has. */
interface Flags extends From {
  readonly json?: true;
}

/** What a verb works with. */
interface Work<Own> {
  readonly hub: Hub;
  readonly cluster: Cluster;
  readonly cleanUp: CleanUp;
  readonly flags: Flags & Own;
  /** What stands after the verb. */
  readonly words: readonly string[];
}

const program = new Command("npm run hub --")
  .description(
    "Looks at a running hub, checks it, tries it, upgrades it, and closes and opens it. Only an upgrade reads more than the outputs of the stack.",
  )
  .showHelpAfterError("(npm run hub -- --help lists the commands)")
  // A command that is not understood has looked at nothing.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .addHelpText("after", "\nExit codes: 0 all is well, 1 something is wrong, 2 it could not be looked at.");

const { stdout, stderr } = process;
const print = (text: string) => void stdout.write(`${text}\n`);
const say = (text: string) => void stderr.write(`${text}\n`);
const paint = painter({ out: stdout });

verb<{ quick?: true; last?: true; report?: string }>(
  "check",
  "say whether the hub works, and what mends it",
  async ({ hub, cluster, cleanUp, flags }) => {
    if (flags.last === true) {
      const kept = await readKept(cluster);
      if (kept === undefined) throw new CannotLook(noneYet(hub.facts));
      const { overdue } = lastCheck(kept, hub.facts, new Date());
      shown(flags, kept, () => keptInWords(kept, new Date(), paint, stdout.columns));
      if (flags.report !== undefined) writeFileSync(flags.report, page(kept.last));
      if (overdue === undefined) return exitCodeOf(kept.last);
      say(`The next check is overdue. What became of it: ${overdue}`);
      return 2;
    }
    const watch = flags.json ? () => Promise.resolve() : watchedIn(stderr);
    const report = await check({ hub, cluster, cleanUp, kind: flags.quick === true ? "quick" : "full", watch });
    if (cleanUp.signal.aborted) return 2;
    shown(flags, report, () => reportInWords(report, paint, stdout.columns));
    if (flags.report !== undefined) writeFileSync(flags.report, page(report));
    return exitCodeOf(report);
  },
)
  .option("-q, --quick", "leave out what takes long: no build (90 s at most, instead of 5 minutes)")
  .option("--last", "show what the last scheduled check found (operate.checkEvery), and look at nothing")
  .option("--report <file>", "write a page with the result, to look at in a browser");

verb("status", "one screen: people, launches of the last hour, room, and what is about to end", async (work) => {
  const { hub, cluster, flags } = work;
  const found = await status(hub, cluster, webIn(work));
  shown(flags, found, () => statusInWords(found, paint));
  return 0;
});

verb("who", "list the people who have a server", async ({ cluster, flags }) => {
  const people = await who(cluster);
  shown(flags, people, () => whoInWords(people, paint));
  return 0;
});

verb<{ forget?: string[]; forgetAll?: true }>(
  "hours",
  "list the hours that people have used this week and last week (perPerson), or delete them",
  async ({ cluster, flags }) => {
    const people = flags.forgetAll === true ? "all" : flags.forget;
    if (people === undefined) {
      const hours = await hoursOf(cluster);
      shown(flags, hours, () => hoursInWords(hours, paint));
      return 0;
    }
    const forgotten = await forgetHours(cluster, people);
    shown(flags, { forgotten }, () => forgottenInWords(forgotten, people));
    return people === "all" || people.every((name) => forgotten.includes(name)) ? 0 : 1;
  },
)
  .option("--forget <names...>", "delete the hours of these people: they begin at zero")
  .option("--forget-all", "delete everybody's hours");

verb<{ since: string; lines?: string; user?: string; repository?: string }>(
  "logs",
  "show what a part of the hub said; of a launch, also why it failed",
  async ({ cluster, flags, words: [what = ""] }) => {
    const reach = {
      seconds: secondsOf(flags.since),
      lines: flags.lines === undefined ? undefined : Number(flags.lines),
    };
    const { user, repository } = flags;
    if (what === "launch") {
      if (user === undefined && repository === undefined)
        throw new CannotLook("Which launch? Name the person with --user, or the repository with --repository.");
      const story = await launchStory(cluster, { ...(user && { user }), ...(repository && { repository }) }, reach);
      shown(flags, story, () => launchInWords(story, paint));
    } else if (what === "builds") {
      const builds = await buildLogs(cluster, repository, { ...reach, lines: reach.lines ?? 200 });
      shown(flags, builds, () => buildsInWords(builds, paint));
    } else {
      const logs = await logsOf(cluster, what as "hub", { ...reach, lines: reach.lines ?? 200 });
      shown(flags, logs, () => logsInWords(logs, paint));
    }
    return 0;
  },
)
  .addArgument(new Argument("<what>", "what to show").choices(["hub", "binder", "builds", "launch"]))
  .option("--since <time>", "from when on: 30m, 1h, 2d", "1h")
  .option("--lines <number>", "the newest lines of each part")
  .option("--user <name>", "of a launch: the person")
  .option("--repository <address>", "of a launch or builds: the repository, or a part of its address");

verb<{ ref?: string; keep?: true }>("launch", "launch a repository as a person would", (work) => {
  const { flags, words } = work;
  return outcome(work, (desk) => launchVerb(desk, { repository: words[0], ref: flags.ref, keep: flags.keep === true }));
})
  .argument("[repository]", "its address (default: what a check launches)")
  .option("--ref <ref>", "branch, tag or commit (default: its default branch)")
  .option("--keep", "leave the server there, and print how to open it");

verb<{ people: string; within: string; stay: string; seed?: string; repository?: string; ref?: string; yes?: true }>(
  "load",
  "let many people launch a repository, and say how long it took them",
  (work) => {
    const { flags } = work;
    const prompt = { input: process.stdin, output: stderr, yes: flags.yes === true };
    return outcome(work, (desk) =>
      loadVerb(desk, {
        ...{ repository: flags.repository, ref: flags.ref, prompt },
        people: wholeNumber("--people", flags.people),
        within: span("--within", flags.within),
        stay: span("--stay", flags.stay),
        ...(flags.seed !== undefined && { seed: wholeNumber("--seed", flags.seed) }),
      }),
    );
  },
)
  .requiredOption("--people <number>", "how many")
  .option("--within <time>", "time in which they come", "5m")
  .option("--stay <time>", "time that each one stays", "1m")
  .option("--seed <number>", "let them come at random: the same number gives the same times (default: evenly)")
  .option("--repository <address>", "what they launch (default: what a check launches)")
  .option("--ref <ref>", "branch, tag or commit (default: its default branch)")
  .option("-y, --yes", "do not ask");

verb("alerts", "list the alerts that fire (monitoring.type)", async ({ hub, cluster, cleanUp, flags }) => {
  const alerts = await (await numbersOf(hub, cluster, cleanUp)).alerts();
  shown(flags, alerts, () => alertsInWords(alerts, paint));
  return alerts.some(({ state }) => state === "firing") ? 1 : 0;
});

verb<{ since: string; page?: string }>(
  "dashboard",
  "show the hub in numbers, for those who pay and for those who run it",
  async ({ hub, cluster, cleanUp, flags }) => {
    const prometheus = await numbersOf(hub, cluster, cleanUp);
    const [to, seconds] = [Math.floor(Date.now() / 1000), secondsOf(flags.since)];
    const [dashboards, alerts] = await Promise.all([look(prometheus, seconds, to), prometheus.alerts()]);
    shown(flags, { dashboards, alerts }, () => dashboardsInWords(dashboards, paint));
    if (flags.page !== undefined) {
      writeFileSync(
        flags.page,
        dashboardPage({ hub: hub.facts.binderUrl, from: to - seconds, to, dashboards, alerts }),
      );
    }
    return 0;
  },
)
  .option("--since <time>", "from when on: 6h, 7d, 30d", "1d")
  .option("--page <file>", "write a page with the pictures, to look at in a browser");

verb<{ list?: true }>("backup", "copy people's files and the hub's database now, as the schedule does", (work) =>
  away(work, (desk) => (work.flags.list === true ? listVerb(desk) : backupVerb(desk))),
).option("--list", "list the backups that there are, and make none");

verb<{ at?: string; user?: string[]; database?: true; from?: string; yes?: true }>(
  "restore",
  "bring people's files and the hub's database back from a backup",
  (work) => {
    const { at, user: users, database, from, yes } = work.flags;
    const prompt = { input: process.stdin, output: stderr, yes: yes === true };
    const wanted = { ...(at && { at }), ...(users && { users }), ...(database && { database }), ...(from && { from }) };
    return away(work, (desk) => restoreVerb(desk, { ...wanted, prompt }));
  },
)
  .option("--at <time>", 'as it was then: 2026-11-28, "2026-11-28 02:41" (UTC), 3d, 12h (default: the newest)')
  .option("--user <names...>", "only the files of these people")
  .option("--database", "only the hub's database, or that too if --user is there")
  .option("--from <namespace>", "of the hub that was in this namespace (default: this hub's)")
  .option("-y, --yes", "do not ask");

verb("drain", "let nobody launch, and say why on the page; servers that run go on", async (work) => {
  const { hub, cluster, flags, cleanUp, words } = work;
  const done = await drain(cluster, words[0] ?? "", hub.facts.login !== "none", cleanUp.signal);
  shown(flags, done, () => {
    const go = done.running === 1 ? "1 server goes on" : `${done.running} servers go on`;
    return `Closed: people read “${done.message}”. ${go}. To open it: npm run hub -- resume`;
  });
  return 0;
}).argument("<message>", 'what people read, such as "Back at 14:00"');

verb("resume", "let people launch again", async ({ hub, cluster, flags, cleanUp }) => {
  const done = await drain(cluster, "", hub.facts.login !== "none", cleanUp.signal);
  shown(flags, done, () =>
    hub.facts.closed === undefined
      ? "Open: people can launch again."
      : "Open: people can launch again. The setting operate.closed still closes it at the next change: pulumi config rm --path binderhub:operate.closed",
  );
  return 0;
});

verb("schedule", "show whether the hub sleeps, when it opens or closes, and its last wake-up", async (work) => {
  const { hub, cluster, flags } = work;
  const now = new Date();
  const shownNow = await shownSchedule(cluster, hub.facts, now);
  shown(flags, shownNow, () => scheduleInWords(shownNow, hub.facts.schedule ?? { timeZone: "UTC" }, now));
  return 0;
});

verb<{ for: string }>("wake", "wake a hub that sleeps, as a visitor does", async ({ hub, cluster, flags }) => {
  const until = await wake(cluster, hub.facts, span("--for", flags.for), new Date());
  shown(
    flags,
    { until: until.toISOString() },
    () => `Awake within a minute, until ${until.toISOString()}. Nodes are started within five.`,
  );
  return 0;
}).option("--for <time>", "how long: 90m, 2h", "2h");

verb(
  "sleep",
  "let a hub that somebody woke sleep again; by its schedule, it opens and closes as before",
  async (work) => {
    await sleep(work.cluster, work.hub.facts, new Date());
    shown(
      work.flags,
      {},
      () => "As the schedule says, within a minute. Servers that run may finish (schedule.finish).",
    );
    return 0;
  },
);

verb<{ people?: string; yes?: true; page?: string; file?: string }>(
  "event",
  "a workshop of binderhub:events: build its image, rehearse it, show where it stands and how it went",
  (work) => {
    const { flags } = work;
    const [what = "", name] = work.words;
    const event = chosenEvent(work.hub.facts, what, name);
    const json = flags.json === true;
    return outcome(work, async (plain) => {
      const desk: EventDesk = { ...plain, now: () => new Date() };
      if (what === "prepare") return prepareVerb(desk, event);
      if (what === "status") return statusVerb(desk, event, json);
      if (what === "report") return reportVerb(desk, event, json, flags.page);
      if (what === "slide") return slideVerb(desk, event, flags.file);
      const prompt = { input: process.stdin, output: stderr, yes: flags.yes === true };
      const people = flags.people === undefined ? undefined : wholeNumber("--people", flags.people);
      return rehearseVerb(desk, event, { prompt, ...(people !== undefined && { people }) });
    });
  },
)
  .addArgument(new Argument("<what>", "what to do").choices(["prepare", "status", "rehearse", "report", "slide"]))
  .argument("[name]", "the event (default: the only one)")
  .option("--people <number>", "of rehearse: how many come (default: as many as the event is for)")
  .option("-y, --yes", "of rehearse: do not ask")
  .option("--page <file>", "of report: write a page with it, to look at in a browser")
  .option("--file <file>", "of slide: where it is written");

verb<{ plan?: true; yes?: true }>(
  "upgrade",
  "say what an upgrade changes for people, try it on a copy of the database, and run pulumi up",
  async ({ hub, cluster, cleanUp, flags }) => {
    const stack = await stackOf(hub.stack, say);
    const screen = { out: flags.json === true ? stderr : stdout };
    const prompt = { input: process.stdin, output: stderr, yes: flags.yes === true };
    const { code, result } = await upgradeVerb(
      stepsOn({ hub, cluster, cleanUp, stack, screen, clock: realClock }),
      { hub, signal: cleanUp.signal, screen, clock: realClock },
      { plan: flags.plan === true, prompt },
    );
    if (flags.json === true) print(JSON.stringify(result, undefined, 2));
    return code;
  },
)
  .option("--plan", "only say what would be done; nothing is changed")
  .option("-y, --yes", "do not ask");

program
  .command("recover")
  .description("repair a stack after an interrupted run (the same as npm run recover)")
  .allowUnknownOption()
  .helpOption(false)
  .argument("[flags...]")
  .action((flags: readonly string[]) => {
    const file = join(__dirname, "..", "recover.ts");
    process.exit(spawnSync(process.execPath, [...process.execArgv, file, ...flags], { stdio: "inherit" }).status ?? 1);
  });

/** A verb with the flags that all have. Its work returns the exit code. */
function verb<Own extends object>(name: string, description: string, work: (work: Work<Own>) => Promise<number>) {
  return program
    .command(name)
    .description(description)
    .option("-s, --stack <name>", "stack of the hub (default: the selected one)")
    .option("--outputs <file>", "file with what pulumi stack output --json --show-secrets prints, in place of a stack")
    .option("--json", "print the result as JSON")
    .action(async (...all: unknown[]) => {
      const command = all.at(-1) as Command;
      const flags = command.opts<Flags & Own>();
      await ending(() =>
        cleaningUp(
          async (cleanUp) => {
            const hub = await readHub(flags, say);
            const cluster = new Cluster(hub.access, hub.facts.namespace);
            await openWays(hub, cluster, cleanUp);
            return work({ hub, cluster, cleanUp, flags, words: command.args });
          },
          { process, say },
        ),
      );
    });
}

/** Ends the process with the code of the work, and says in one line why nothing could be looked at. */
async function ending(work: () => Promise<number>): Promise<void> {
  try {
    const code = await work();
    // After a signal, nothing is known.
    process.exit(code >= 128 ? 2 : code);
  } catch (error) {
    say(messageOf(error));
    process.exit(2);
  }
}

/** The result as JSON, or in words. */
function shown(flags: Flags, result: unknown, words: () => string): void {
  print(flags.json === true ? JSON.stringify(result, undefined, 2) : words());
}

function webIn({ hub, cleanUp }: Pick<Work<object>, "hub" | "cleanUp">) {
  const web = webOf(hub.facts, true);
  cleanUp.owe("The connections to the hub", () => web.close(), 5);
  return web;
}

/** A verb that launches: it says what it does, and gives the result to a program only at the end. */
async function outcome(work: Work<object>, launches: (desk: Parameters<typeof loadVerb>[0]) => Promise<Outcome>) {
  const { hub, cluster, cleanUp, flags } = work;
  const guest = { facts: hub.facts, web: webIn(work), cluster };
  const screen = { out: flags.json === true ? stderr : stdout };
  const { code, result } = await launches({ guest, cleanUp, screen, clock: realClock });
  if (flags.json === true) print(JSON.stringify(result, undefined, 2));
  return code;
}

/** A verb of backups: it says what it does as it goes, and gives the result to a program only at the end. */
async function away({ hub, cluster, cleanUp, flags }: Work<object>, does: (desk: BackupDesk) => Promise<Outcome>) {
  const desk = { facts: hub.facts, cluster, cleanUp, clock: realClock, say: flags.json === true ? say : print, paint };
  const { code, result } = await does(desk);
  if (flags.json === true) print(JSON.stringify(result, undefined, 2));
  return code;
}

function wholeNumber(flag: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new CannotLook(`${flag} ${text} is no whole number from 1 on.`);
}

function span(flag: string, text: string): number {
  const seconds = secondsIn(text);
  if (seconds !== undefined) return seconds;
  throw new CannotLook(`${flag} ${text} is no time: write 90s, 5m or 1h.`);
}

void program.parseAsync();
