import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { publish } from "../bench/page";
import { secondsIn } from "../operate/hub/load/span";
import { projectFolder } from "../rehearse/folders";
import { findParts, partsVersions } from "../rehearse/parts";
import { messageOf } from "../sandbox/error-message";
import { autoscalerVariable, realAutoscaler } from "./autoscaler";
import { installed } from "./placing";
import { type Plan, reckon, usualPlan } from "./plan";
import { outcomeOf } from "./record";
import { everybodySits, pictureOf, report, type Tried } from "./report";
import { come } from "./run";
import { type Way, waysOf } from "./ways";

interface Flags extends Plan {
  readonly way?: readonly Way["key"][];
  readonly sideBySide: number;
  readonly write?: true;
}

const { people, within, shape, seed, memory, cpu, vmSize, part, nodeReady } = usualPlan;
const keys = ["own-nodes", "one-large", "many-small", "half", "none"] as const satisfies readonly Way["key"][];

const command = new Command("npm run crowd --")
  .description(
    "Lets a crowd come to a real Kubernetes with kwok's nodes, and measures how long each person waits for a place. Fails if one gets none. It takes the real time.",
  )
  .option("--people <number>", "how many come", whole, people)
  .option("--within <time>", "time within which they come, such as 3m", time, within)
  .addOption(new Option("--shape <shape>", "how they come").choices(["even", "random", "at-once"]).default(shape))
  .option("--seed <number>", "the same number gives the same moments", whole, seed)
  .option("--memory <amount>", "memory that each server has set aside", memory)
  .option("--cpu <cores>", "cores that each server has set aside", cores, cpu)
  .option("--vm-size <size>", "size of each node", vmSize)
  .option("--nodes <number>", "nodes of the pool at its most (default: as many as the people need)", whole)
  .option("--part <part>", "how much of a node's room a large placeholder takes, above 0.5 up to 1", share, part)
  .option("--node-ready <time>", "time from the wish for a node until it is ready", time, nodeReady)
  .addOption(new Option("--way <way...>", "only these ways").choices(keys))
  .option("--side-by-side <number>", "ways at a time, each in a cluster of its own", whole, 4)
  .option("--write", "put the results into docs/crowd.md and docs/crowd.svg")
  .showHelpAfterError("(npm run crowd -- --help lists the flags)");

function whole(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1.");
  return Number(text);
}

function cores(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) === 0) throw new InvalidArgumentError("It is a number above 0.");
  return Number(text);
}

function share(text: string): number {
  const value = Number(text);
  // Two that take half a node each would both be on one.
  if (!(value > 0.5 && value <= 1)) throw new InvalidArgumentError("It is a number above 0.5, and 1 at most.");
  return value;
}

function time(text: string): number {
  const value = secondsIn(text);
  if (value === undefined) throw new InvalidArgumentError("It is a time such as 90s or 3m.");
  return value;
}

async function main({ way: only, sideBySide, write, ...plan }: Flags): Promise<boolean> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const isRealAutoscaler = realAutoscaler() !== undefined;
  if (!isRealAutoscaler) say(`${autoscalerVariable} names no cluster autoscaler. Its rules are simulated.`);
  const reckoned = reckon(plan);
  const parts = await findParts(say);
  say("Installing the chart, for its scheduler and its priorities …");
  const chart = await installed(parts, reckoned, say);
  const ways = waysOf(reckoned).filter(({ key }) => only === undefined || only.includes(key));
  const tried: Tried[] = [];
  const waiting = [...ways];
  const lane = async (): Promise<void> => {
    for (let way = waiting.shift(); way !== undefined; way = waiting.shift()) {
      say(`${way.name} …`);
      const record = await come({ parts, plan, reckoned, chart }, way);
      say(`${way.name}: ${JSON.stringify(outcomeOf(record))}`);
      tried.push({ way, record });
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, lane));
  tried.sort((one, other) => ways.indexOf(one.way) - ways.indexOf(other.way));
  const programs = { parts: partsVersions(), isRealAutoscaler };
  await publish(report(plan, reckoned, tried, programs), "crowd", write === true, "crowd.md");
  const file = join(projectFolder, "docs/crowd.svg");
  if (write === true) writeFileSync(file, pictureOf(plan, tried));
  return everybodySits(tried);
}

main(command.parse().opts<Flags>()).then(
  (sit) => process.exit(sit ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  },
);
