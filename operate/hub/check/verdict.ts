import { groups, type Group, type Line, type Report, type State } from "./report";

/** The states, what asks for a person first. */
export const states = ["wrong", "warning", "well", "skipped"] as const satisfies readonly State[];

/** How a state is called where lines are counted: "2 wrong". */
export const stateNames: Readonly<Record<State, string>> = {
  wrong: "wrong",
  warning: "to look at soon",
  well: "well",
  skipped: "not looked at",
};

/** How many lines there are in a state. */
export function count(lines: readonly Line[], state: State): number {
  return lines.filter((line) => line.state === state).length;
}

/** How many lines are in which state: "1 wrong, 6 well". States without a line are left out. */
export function tally(lines: readonly Line[]): string {
  return states
    .map((state) => [count(lines, state), stateNames[state]] as const)
    .filter(([many]) => many > 0)
    .map(([many, name]) => `${many} ${name}`)
    .join(", ");
}

/** One sentence that says how the hub is, without a full stop. */
export function verdict({ lines }: Report): string {
  const [wrong, soon] = [count(lines, "wrong"), count(lines, "warning")];
  const needs = soon === 1 ? "needs" : "need";
  if (wrong > 0) {
    return `${things(wrong)} ${wrong === 1 ? "is" : "are"} wrong${soon > 0 ? `, ${soon} ${needs} attention soon` : ""}`;
  }
  if (soon > 0) return `All works, but ${things(soon)} ${needs} attention soon`;
  return count(lines, "well") > 0 ? "All is well" : "Nothing was looked at";
}

/** The lines in a state, in the order of the groups. */
export function linesIn(report: Report, state: State): Line[] {
  return byGroup(report).flatMap(([, lines]) => lines.filter((line) => line.state === state));
}

/** The groups that have lines, with these, in the order in which a person looks for a fault. */
export function byGroup({ lines }: Report): (readonly [name: string, lines: readonly Line[]])[] {
  return (Object.keys(groups) as Group[])
    .map((group) => [groups[group], lines.filter((line) => line.group === group)] as const)
    .filter(([, ofGroup]) => ofGroup.length > 0);
}

function things(many: number): string {
  return many === 1 ? "1 thing" : `${many} things`;
}
