import { isDeepStrictEqual } from "node:util";
import { secretsOf } from "../../docs/combine";
import { type Choice } from "../../docs/options";
import { type Outcome } from "../../sandbox/rehearsal";
import { onStage } from "../engine/stage";
import { tally } from "../proof/figures";
import { everyPair, stackConfig, titleOf } from "./cover";

/**
 * Tests of every so many-th stack of those that together have every allowed pair of options, on the real engine. Several files
 * share them out, so that Jest runs them on several workers; each needs the environment `tests/engine/environment.ts`.
 *
 * @param shard which part, counted from 1
 */
export function testShard(shard: number, of: number): void {
  const stacks = everyPair().filter((_, index) => index % of === shard - 1);
  const lives = new Map<Choice, Awaited<ReturnType<typeof lifeOf>>>();

  // Not test.concurrent: these programs run in this process, and Jest refuses to load a module between two tests, while other stacks are still made.
  // https://github.com/jestjs/jest/blob/v30.5.2/packages/jest-runtime/src/internals/TestState.ts throwIfBetweenTests
  beforeAll(async () => {
    const waiting = [...stacks];
    const live = async () => {
      for (let choice = waiting.shift(); choice !== undefined; choice = waiting.shift())
        lives.set(choice, await lifeOf(choice));
    };
    await Promise.all(Array.from({ length: atOnce }, live));
  }, 3_600_000);

  test.each(stacks.map((choice): [string, Choice] => [titleOf(choice), choice]))(
    "one pass, a second that changes nothing, a clean destroy: %s",
    (_title, choice) => {
      const life = lives.get(choice);
      tally("every pair of options", isDeepStrictEqual(life, goodLife));
      expect(life).toEqual(goodLife);
    },
  );
}

/** How many stacks are made at a time. */
const atOnce = 3;

const goodLife = {
  up: { succeeded: true, changes: ["create"], errors: [] },
  second: { succeeded: true, changes: ["same"], errors: [] },
  destroy: { succeeded: true, changes: ["delete"], errors: [] },
  left: [],
};

const lifeOf = (choice: Choice) =>
  onStage(
    { stack: "pair", config: stackConfig(choice), secrets: secretsOf(choice), checkpoints: false },
    async (rehearsal) => ({
      up: summary(await rehearsal.run("up")),
      second: summary(await rehearsal.run("up")),
      destroy: summary(await rehearsal.run("destroy")),
      left: rehearsal.clouds.all(),
    }),
  );

/** What an operation came to, short enough to be read in a failure. */
function summary({ succeeded, changes, output }: Outcome) {
  const errors = output.split("\n").filter((line) => /\berror:/.test(line));
  return { succeeded, changes: Object.keys(changes), errors };
}
