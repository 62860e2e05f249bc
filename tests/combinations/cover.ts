import { complete, type Pair } from "../../docs/combine";
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

/** Few stacks that together have every one of the pairs: each takes the options that bring most pairs that are still missing. */
export function cover(pairs: readonly Pair[]): Choice[] {
  const missing = new Set(pairs.map(({ axes: [a, b], options: [x, y] }) => nameOf(a, x, b, y)));
  const stacks: Choice[] = [];
  for (const { axes: pair, options } of pairs) {
    if (!missing.has(nameOf(pair[0], options[0], pair[1], options[1]))) continue;
    const wanted = (axis: Axis, option: Option) =>
      [...missing].filter((name) => name.split(" & ").includes(`${axis}=${option.name}`)).length;
    const wishes = (axis: Axis) =>
      [...(axes[axis] as readonly Option[])].sort((one, other) => wanted(axis, other) - wanted(axis, one));
    const stack = complete({ [pair[0]]: options[0], [pair[1]]: options[1] }, wishes);
    if (stack === undefined) throw new Error(`${pair.join(" & ")} was said to be allowed`);
    for (const name of pairsOf(stack)) missing.delete(name);
    stacks.push(stack);
  }
  return stacks;
}
