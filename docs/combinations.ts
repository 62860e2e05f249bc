import { type Problem } from "../settings/problems";
import { allPairs, check, complete, deciding, hasPair, type Pair } from "./combine";
import { axes, axisNames, type Choice, type Option } from "./options";

/** Whether two options go together. It has an example of a stack with both, or the reasons why there is none. */
export interface Verdict extends Pair {
  readonly example?: Choice;
  readonly reason?: string;
}

/** Every pair of options, judged by the program's own rules. Of the other axes, those options are tried that decide. */
export function verdicts(): Verdict[] {
  // Earlier results save most of the search: one example has 28 pairs, and a refused pair is in no stack.
  const examples: Choice[] = [];
  const refused: Pair[] = [];
  return allPairs().map((pair) => {
    const [first, second] = pair.axes;
    const fixed = { [first]: pair.options[0], [second]: pair.options[1] };
    const known = examples.find((choice) => hasPair(choice, pair));
    const example = known ?? complete(fixed, deciding, refused);
    if (example === undefined) {
      refused.push(pair);
      return { ...pair, reason: reasonAgainst(pair) };
    }
    if (known === undefined) examples.push(example);
    return { ...pair, example };
  });
}

/** The rule that refuses a pair: it is left when the rest of the stack is chosen in the best way. */
function reasonAgainst({ axes: [first, second], options: [one, other] }: Pair): string {
  const candidates = axisNames.reduce<readonly Partial<Choice>[]>(
    (partial, axis) => {
      const choices: readonly Option[] = axis === first ? [one] : axis === second ? [other] : deciding(axis);
      return partial.flatMap((choice) => choices.map((option) => ({ ...choice, [axis]: option })));
    },
    [{}],
  );
  let fewest: readonly Problem[] | undefined;
  for (const choice of candidates) {
    const { problems } = check(choice as Choice);
    if (fewest === undefined || problems.length < fewest.length) fewest = problems;
    if (fewest.length === 1) break;
  }
  return (fewest ?? []).map(({ key, rule }) => `\`${key.replace("binderhub:", "")}\` ${rule}`).join("; ");
}

/** The tables of docs/combinations.md: one for each pair of axes with a refused combination. */
export function combinationTables(): string {
  const all = verdicts();
  const reasons: string[] = [];
  const note = (reason: string) => {
    const at = reasons.indexOf(reason);
    return at >= 0 ? at + 1 : reasons.push(reason);
  };
  const sections = axisNames.flatMap((first, index) =>
    axisNames.slice(index + 1).flatMap((second) => {
      const of = all.filter(({ axes: [a, b] }) => a === first && b === second);
      if (of.every(({ example }) => example !== undefined)) return [];
      const columns = axes[second].map(({ name }) => name);
      const rows = axes[first].map((option: Option) => {
        const cells = of
          .filter(({ options }) => options[0] === option)
          .map(({ example, reason }) => (example === undefined ? `✗ ${note(reason ?? "")}` : "✓"));
        return `| ${[option.name, ...cells].join(" | ")} |`;
      });
      const header = [
        `| ${[first, ...columns].join(" | ")} |`,
        `| ${["---", ...columns.map(() => "---")].join(" | ")} |`,
      ];
      return ["", `## ${first} × ${second}`, "", ...header, ...rows];
    }),
  );
  return [
    "# What goes with what",
    "",
    "<!-- Made from the settings' own rules by `npm run docs`. -->",
    "",
    "A stack has one option of each kind. ✓ means that two options go together. ✗ means that they are refused before anything is made.",
    "The number leads to the reason below. Kinds that have no table here go together in every way.",
    ...sections,
    "",
    "## Reasons",
    "",
    ...reasons.map((reason, index) => `${index + 1}. ${reason}`),
    "",
  ].join("\n");
}
