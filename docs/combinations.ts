import { type Problem } from "../settings/problems";
import { allPairs, check, complete, deciding, hasPair, type Pair } from "./combine";
import { axes, type Axis, axisNames, type Choice, type Option } from "./options";

/** Whether two options go together, with an example of a stack that has both, or the reasons why none has. */
export interface Verdict extends Pair {
  readonly example?: Choice;
  readonly reason?: string;
}

/**
 * Every pair of options, and what the program's own rules say of it.
 *
 * @param wishes options of the other axes that are tried
 */
export function verdicts(wishes: (axis: Axis) => readonly Option[] = deciding): Verdict[] {
  // What is known of earlier pairs spares most of the search: an example has 28 pairs, and no stack has a refused one.
  const examples: Choice[] = [];
  const refused: Pair[] = [];
  return allPairs().map((pair) => {
    const [first, second] = pair.axes;
    const fixed = { [first]: pair.options[0], [second]: pair.options[1] };
    const known = examples.find((choice) => hasPair(choice, pair));
    const example = known ?? complete(fixed, wishes, refused);
    if (example === undefined) {
      refused.push(pair);
      return { ...pair, reason: reasonAgainst(pair) };
    }
    if (known === undefined) examples.push(example);
    return { ...pair, example };
  });
}

/** The rule that speaks against a pair: the one that stays when the rest of the stack is chosen as well as it can be. */
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

/** The tables of docs/combinations.md: one for each pair of axes on which something is refused. */
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
