import "./node-version";
import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { messageOf } from "../../sandbox/error-message";
import { CannotLook } from "./cannot-look";
import { type CleanUp, cleaningUp } from "./clean-up";
import { check } from "./check/check";
import { page } from "./check/page";
import { exitCodeOf } from "./check/report";
import { watchedIn } from "./check/watch";
import { reportInWords } from "./check/words";
import { Cluster } from "./cluster";
import { type From, type Hub, readHub } from "./reading";
import { openWays } from "./reach";
import { painter } from "./show";

/** Flags that every verb has. */
interface Flags extends From {
  readonly json?: true;
}

/** What a verb works with. */
interface Bench<Own> {
  readonly hub: Hub;
  readonly cluster: Cluster;
  readonly cleanUp: CleanUp;
  readonly flags: Flags & Own;
}

const program = new Command("npm run hub --")
  .description(
    "Looks at a running hub, checks it, and opens and closes it. It reads the outputs of the stack, and nothing else.",
  )
  .showHelpAfterError("(npm run hub -- --help lists the commands)")
  .addHelpText("after", "\nExit codes: 0 all is well, 1 something is wrong, 2 it could not be looked at.");

const print = (text: string) => void process.stdout.write(`${text}\n`);
const say = (text: string) => void process.stderr.write(`${text}\n`);

/** A verb with the flags that all have. Its work returns the exit code. */
function verb<Own extends object>(
  name: string,
  description: string,
  work: (bench: Bench<Own>, ...args: string[]) => Promise<number>,
) {
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
            return work({ hub, cluster, cleanUp, flags }, ...command.args);
          },
          { process, say },
        ),
      );
    });
}

verb<{ quick?: true; report?: string }>(
  "check",
  "say whether the hub works, and what mends it",
  async ({ hub, cluster, cleanUp, flags }) => {
    const watch = flags.json ? () => Promise.resolve() : watchedIn(process.stderr);
    const report = await check({ hub, cluster, cleanUp, quick: flags.quick === true, watch });
    if (flags.json) print(JSON.stringify(report, undefined, 2));
    else print(reportInWords(report, painter({ out: process.stdout }), process.stdout.columns));
    if (flags.report !== undefined) writeFileSync(flags.report, page(report));
    return exitCodeOf(report);
  },
)
  .option("-q, --quick", "leave out what takes long: no build (90 s at most, instead of 5 minutes)")
  .option("--report <file>", "write a page with the result, to look at in a browser");

/** Ends the process with the code of the work, and says in one line why nothing could be looked at. */
async function ending(work: () => Promise<number>): Promise<void> {
  try {
    process.exit(await work());
  } catch (error) {
    say(messageOf(error));
    process.exit(error instanceof CannotLook ? 2 : 2);
  }
}

void program.parseAsync();
