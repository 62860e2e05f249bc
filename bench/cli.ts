import { rmSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { findEngine } from "../rehearse/engine";
import { verdicts } from "./claims";
import { growth } from "./growth";
import { publish } from "./page";
import { previews } from "./previews";
import { report } from "./report";
import { rounds } from "./rounds";
import { benchFolder, Stage } from "./stage";

const { rounds: count, write } = new Command("npm run bench --")
  .description(
    "Times whole `pulumi` commands: ours, an empty program, an ordinary one. Fails where a promised ratio does not hold.",
  )
  .option("--rounds <number>", "how often each is timed", positive, 5)
  .option("--write", "put the results into docs/performance.md")
  .parse()
  .opts<{ rounds: number; write?: true }>();

function positive(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1.");
  return Number(text);
}

/** Measures everything and prints it. `true` if every promise holds. */
async function main(): Promise<boolean> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  rmSync(benchFolder, { recursive: true, force: true });
  const stage = await Stage.open(await findEngine(say));
  try {
    say(`Engine: ${stage.description}.`);
    const previewed = await rounds(await previews(stage), count, (line) => say(`previews: ${line}`));
    const grown = await rounds(await growth(stage), count, (line) => say(`node pools: ${line}`));
    const judged = verdicts(previewed, grown);
    await publish(report(previewed, grown, judged, stage.description, count), "bench", write === true);
    const broken = judged.filter(({ holds }) => !holds);
    for (const { claim, ratio, target } of broken)
      say(`NOT HELD: ${claim} is ${ratio.toFixed(2)}, but must be at most ${target}.`);
    return broken.length === 0;
  } finally {
    stage.close();
  }
}

main().then(
  (succeeded) => process.exit(succeeded ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
