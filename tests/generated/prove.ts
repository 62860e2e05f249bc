import * as fc from "fast-check";
import { isEmpty } from "../engine/events";
import { onStage, several } from "../engine/stage";
import { tally } from "../proof/figures";
import { invalidStacks, judge, mutations, type Stack, validStacks } from "./stacks";

/** The same stacks each time, unless another seed is asked for. */
const seed = Number(process.env.PROOF_SEED ?? 5);

/** More than any generated stack uses. */
const cores = 1_000_000;

const goodLife = { up: "succeeded", does: ["create"], empty: true, destroyed: true, left: [] };

const lifeOf = ({ config, secrets }: Stack) =>
  onStage({ stack: "generated", config, secrets, cores, checkpoints: false }, async (rehearsal) => {
    const up = await rehearsal.run("up");
    return {
      up: up.succeeded ? "succeeded" : up.output.slice(0, 3000),
      does: Object.keys(up.changes),
      // What a second up would do: cheaper, and the same.
      empty: isEmpty(await rehearsal.run("preview")),
      destroyed: (await rehearsal.run("destroy")).succeeded,
      left: rehearsal.clouds.all(),
    };
  });

const refusal = { succeeded: false, refused: true, registered: [], left: [] };

const refusalOf = ({ config, secrets }: Stack) =>
  onStage({ stack: "generated", config, secrets, cores, checkpoints: false }, async (rehearsal) => {
    const { succeeded, output, events } = await rehearsal.run("up");
    const types = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.type ?? []);
    return {
      succeeded,
      refused: output.includes("nothing has been created or changed"),
      registered: [...new Set(types)].filter((type) => type !== "pulumi:pulumi:Stack"),
      left: rehearsal.clouds.all(),
    };
  });

/** Tries generated stacks, valid and invalid, on the engine, and every way to spoil many more of them against the rules alone. */
export function proveGenerated({
  valid,
  invalid,
  spoilt,
}: Readonly<Record<"valid" | "invalid" | "spoilt", number>>): void {
  test(`${valid} valid ones: one pass, nothing to do then, a clean destroy (seed ${seed})`, async () => {
    const stacks = fc.sample(validStacks, { seed, numRuns: valid });
    const lives = await several(stacks, lifeOf);
    const lost = lives.flatMap((life, index) =>
      JSON.stringify(life) === JSON.stringify(goodLife) ? [] : [{ life, stack: stacks[index] }],
    );
    tally("generated stacks", true, valid - lost.length);
    tally("generated stacks", false, lost.length);
    expect(lost).toEqual([]);
  }, 3_600_000);

  test(`${invalid} invalid ones register no resource (seed ${seed})`, async () => {
    const [good] = fc.sample(validStacks, { seed, numRuns: 1 });
    const stacks = mutations
      .slice(0, invalid)
      .flatMap(([what, mutate]) => (good ? [{ what, stack: mutate(good, 7) }] : []));
    const more = fc.sample(invalidStacks, { seed, numRuns: Math.max(1, invalid - stacks.length) });
    const all = [...stacks, ...more].slice(0, invalid);
    const refusals = await several(all, ({ stack }) => refusalOf(stack));
    const lost = refusals.flatMap((seen, index) =>
      JSON.stringify(seen) === JSON.stringify(refusal) ? [] : [{ seen, ...all[index] }],
    );
    tally("invalid configurations (engine)", true, all.length - lost.length);
    tally("invalid configurations (engine)", false, lost.length);
    expect(lost).toEqual([]);
  }, 900_000);

  test(`whichever way ${spoilt} of them are spoilt, the rules refuse them (seed ${seed})`, () => {
    const stacks = fc.sample(fc.tuple(validStacks, fc.nat()), { seed, numRuns: spoilt });
    const all = stacks.flatMap(([stack, salt]) =>
      mutations.map(([what, mutate]) => ({ what, stack: mutate(stack, salt) })),
    );
    const lost = all.filter(({ stack }) => judge(stack).settings !== undefined);
    tally("invalid configurations (rules)", true, all.length - lost.length);
    tally("invalid configurations (rules)", false, lost.length);
    expect(lost).toEqual([]);
  }, 900_000);
}
