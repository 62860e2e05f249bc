import * as fc from "fast-check";
import { configOf, exampleSecrets, secretsOf } from "../../docs/combine";
import { axes, axisNames, type Choice } from "../../docs/options";
import { type Problem } from "../../settings/problems";
import { explain } from "../../stack/explain";
import { unpack } from "../../stack/raw";
import { schema } from "../../stack/schema";
import { rows } from "./bad-rows";
import { mended, type StackFile } from "./mending";
import { check, edited, type Files, goodStack, rawConfig } from "./stack";

/** A stack's file with mistakes, and the files that its settings name. */
interface Mistaken extends StackFile {
  readonly files?: Files;
}

const told = ({ key, rule }: Problem) => `${key} ${rule}`;
const problemsOf = ({ stack, secretKeys, files }: Mistaken) => check(stack, secretKeys, files).problems;

/** The setting that a key is, or is in. */
const settingOf = (key: string) => key.split(/[.[]/)[0] ?? "";

/** Problems of values' shapes, as they are told: as long as a group has one, no rule looks at the group. */
function shapesIn({ stack, secretKeys }: Mistaken): ReadonlySet<string> {
  const { values, problems } = unpack(rawConfig(stack, [...secretKeys]));
  const { error } = schema.safeParse(values);
  return new Set([...problems, ...(error === undefined ? [] : explain(error, values))].map(told));
}

/** A value that is wrong by itself. What it has to do with others is not asked then. */
const isOfOneValue = ({ rule }: Problem) => /^(must be|is missing|is no )/.test(rule);

/** Keys that the commands of a mend write. */
function written(mend: string): string[] {
  return mend
    .split(" && ")
    .filter((command) => command.startsWith("pulumi config set"))
    .map((command) => /'?(binderhub:[^\s']+|azure-native:\w+)'?/.exec(command)?.[1] ?? "");
}

/** What is wrong with the mends that are printed for a stack: nothing, if each is accepted, removes its problem and makes no other one. */
function faultsOfMends(file: Mistaken): string[] {
  return outcomes(file).flatMap(({ refused, made }) => [...refused, ...made]);
}

/** What each mend that is printed for a stack leaves: problems of its own, and others. */
function outcomes(file: Mistaken): { readonly refused: readonly string[]; readonly made: readonly string[] }[] {
  const before = problemsOf(file);
  const shapes = shapesIn(file);
  const hides = (one: Problem) => shapes.has(told(one)) || isOfOneValue(one);
  const hidden = new Set(before.filter(hides).map(({ key }) => settingOf(key)));
  const keys = new Set(before.map(({ key }) => key));
  return before.map((problem) => {
    const next = { ...file, ...mended(problem.mend ?? "", file) };
    const [after, left] = [problemsOf(next), shapesIn(next)];
    const stays = after.filter((one) => told(one) === told(problem)).map(() => "it stays");
    // A key that is renamed keeps the user's own value, which may be wrong too.
    const own = problem.rule.includes("did you mean");
    const refused = after.filter(({ key }) => !own && !keys.has(key) && written(problem.mend ?? "").includes(key));
    const made = after.filter((one) => !keys.has(one.key) && !mayHaveBeenHidden(one, hidden, left));
    const fault = (text: string) => `${told(problem)} → ${problem.mend ?? "no mend"}: ${text}`;
    return { refused: [...stays, ...refused.map(told)].map(fault), made: made.map(told).map(fault) };
  });
}

/** Whether a problem can have been there before, unseen: no rule looks at a group of the wrong shape, nor at its secret. */
function mayHaveBeenHidden(problem: Problem, hidden: ReadonlySet<string>, shapes: ReadonlySet<string>): boolean {
  const isSecret = /(Password|Secret|Key)$/.test(problem.key);
  return hidden.size > 0 && (isSecret || !shapes.has(told(problem)) || hidden.has(settingOf(problem.key)));
}

/** Follows the first mend that is printed, again and again, and returns what is left. */
function followed(file: Mistaken, steps = 25): readonly Problem[] {
  const problems = problemsOf(file);
  const [first] = problems;
  if (first === undefined || steps === 0) return problems;
  return followed({ ...file, ...mended(first.mend ?? "", file) }, steps - 1);
}

describe("every mend that is printed", () => {
  const mistaken = rows
    .filter(([, , , , more]) => more?.person === undefined)
    .map(([name, edits, , , more = {}]): [string, Mistaken] => [
      name,
      {
        stack: edited(edits, more.base),
        secretKeys: more.encrypted ?? ["binderhub:registryPassword"],
        files: more.files,
      },
    ]);

  test("for a known mistake is accepted, removes its problem and makes no other one", () => {
    const faults = mistaken.flatMap(([name, file]) => faultsOfMends(file).map((fault) => `${name}: ${fault}`));
    expect(faults).toEqual([]);
  });

  test("for a known mistake leads to a stack with which nothing is wrong, one after the other", () => {
    const left = mistaken.flatMap(([name, file]) => followed(file).map((problem) => `${name}: ${told(problem)}`));
    expect(left).toEqual([]);
  });
});

describe("every mend for mistakes that are made together", () => {
  const alone = rows.filter(([, , , , more]) => more?.person === undefined && more?.base === undefined);
  const together = (some: readonly (typeof alone)[number][]): Mistaken => ({
    stack: edited(Object.assign({}, ...some.map(([, edits]) => edits)) as Record<string, unknown>),
    secretKeys: [...new Set(some.flatMap(([, , , , more]) => more?.encrypted ?? ["binderhub:registryPassword"]))],
    files: Object.assign({}, ...some.map(([, , , , more]) => more?.files ?? {})) as Files,
  });
  const several = fc.uniqueArray(fc.constantFrom(...alone), { minLength: 2, maxLength: 4 }).map(together);

  // Where one mistake hides another, its mend shows the other one.
  test("is accepted, and removes its problem", () => {
    fc.assert(
      fc.property(several, (file) => {
        expect(outcomes(file).flatMap(({ refused }) => refused)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("leads to a stack with which nothing is wrong", () => {
    fc.assert(
      fc.property(several, (file) => {
        expect(followed(file).map(told)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("can be run with all others that are printed, one after the other", () => {
    fc.assert(
      fc.property(several, (file) => {
        const before = problemsOf(file);
        const after = problemsOf(before.reduce((all, { mend = "" }) => ({ ...all, ...mended(mend, all) }), file));
        expect(after.map(told).filter((one) => before.map(told).includes(one))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe("every mend for options that do not go together", () => {
  const secretKeys = [...Object.keys(exampleSecrets), "privateRepositoriesKey"].map((name) => `binderhub:${name}`);
  const choice = fc.record(
    Object.fromEntries(axisNames.map((axis) => [axis, fc.constantFrom(...axes[axis])])),
  ) as unknown as fc.Arbitrary<Choice>;
  const stacks = choice.map((chosen): Mistaken => ({
    stack: edited(
      { ...configOf(chosen), ...secretsOf(chosen) },
      { "azure-native:location": goodStack["azure-native:location"] },
    ),
    secretKeys,
  }));

  test("is accepted, removes its problem and makes no other one", () => {
    fc.assert(
      fc.property(stacks, (file) => {
        expect(faultsOfMends(file)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("leads to a stack with which nothing is wrong", () => {
    fc.assert(
      fc.property(stacks, (file) => {
        expect(followed(file).map(told)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
