import { type Problem } from "../settings/problems";

/**
 * Problems in an order in which all their commands can be run, one after the other. Whoever removes an item of a list moves up those behind it: so of such a list, the last items
 * come first. The CLI says nothing of an item that is not there any more.
 */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const lists = new Set(
    problems.flatMap(({ mend = "" }) => [...mend.matchAll(removedItem)].map(([, list = ""]) => list)),
  );
  // Of lists within lists, the inner ones first: the outer ones keep their order.
  return [...lists].sort((one, other) => other.length - one.length).reduce(fromItsEnd, [...problems]);
}

/** A command that removes an item, and the key of its list. */
const removedItem = /pulumi config rm --path '?(binderhub:[^' ]+)\[\d+\]'?(?= &&|$)/g;

/** Turns round those problems whose commands change items of a list. */
function fromItsEnd(problems: readonly Problem[], list: string): Problem[] {
  const indexOf = ({ mend = "" }: Problem): number | undefined => {
    const [, after] = mend.split(`${list}[`);
    return after === undefined ? undefined : Number.parseInt(after, 10);
  };
  const own = problems
    .filter((problem) => indexOf(problem) !== undefined)
    .sort((one, other) => (indexOf(other) ?? 0) - (indexOf(one) ?? 0));
  return problems.map((problem) => (indexOf(problem) === undefined ? problem : (own.shift() ?? problem)));
}
