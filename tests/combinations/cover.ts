import { verdicts } from "../../docs/combinations";
import { complete, configOf, type Pair } from "../../docs/combine";
import { axes, type Axis, axisNames, type Choice, type Option } from "../../docs/options";

/** A pair of options, as text. */
function nameOf(first: Axis, one: Option, second: Axis, other: Option): string {
  return `${first}=${one.name} & ${second}=${other.name}`;
}

/** The pairs of options that a stack has. */
export function pairsOf(choice: Choice): string[] {
  return axisNames.flatMap((first, index) =>
    axisNames.slice(index + 1).map((second) => nameOf(first, choice[first], second, choice[second])),
  );
}

/**
 * Few stacks that together have every one of the pairs: each takes the options that bring most pairs that are still missing.
 *
 * @param refused pairs of which no stack has any
 */
export function cover(pairs: readonly Pair[], refused: readonly Pair[]): Choice[] {
  const missing = new Set(pairs.map(({ axes: [a, b], options: [x, y] }) => nameOf(a, x, b, y)));
  const stacks: Choice[] = [];
  for (const { axes: pair, options } of pairs) {
    if (!missing.has(nameOf(pair[0], options[0], pair[1], options[1]))) continue;
    const wanted = countOptions(missing);
    const count = (axis: Axis, option: Option) => wanted.get(`${axis}=${option.name}`) ?? 0;
    const wishes = (axis: Axis) =>
      [...(axes[axis] as readonly Option[])].sort((one, other) => count(axis, other) - count(axis, one));
    const stack = complete({ [pair[0]]: options[0], [pair[1]]: options[1] }, wishes, refused);
    if (stack === undefined) throw new Error(`${pair.join(" & ")} was said to be allowed`);
    for (const name of pairsOf(stack)) missing.delete(name);
    stacks.push(stack);
  }
  return stacks;
}

/** How many of the pairs each option is in. */
function countOptions(pairs: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const option of [...pairs].flatMap((name) => name.split(" & "))) {
    counts.set(option, (counts.get(option) ?? 0) + 1);
  }
  return counts;
}

/** The stacks that together have every pair that is allowed. Takes seconds: call it once. */
export function everyPair(): Choice[] {
  const all = verdicts();
  return cover(
    all.filter(({ example }) => example !== undefined),
    all.filter(({ example }) => example === undefined),
  );
}

/** A stack in a line: its option on each axis. */
export function titleOf(choice: Choice): string {
  return axisNames.map((axis) => choice[axis].name).join(" | ");
}

/** A stack's configuration under its full keys. */
export function stackConfig(choice: Choice): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(configOf(choice)).map(([key, value]) => [key.includes(":") ? key : `binderhub:${key}`, value]),
  );
}
