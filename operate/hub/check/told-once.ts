import { type Line } from "./report";

/** Of lines of one group that are wrong in the same words, only the first says so: they have one cause. */
export function toldOnce<Told extends Line>(lines: readonly Told[]): readonly Told[] {
  return lines.map((line, index) => {
    const first = lines.slice(0, index).find((one) => isSame(one, line));
    return first === undefined
      ? line
      : { ...line, state: "skipped", saw: `the same as: ${first.title}`, mend: undefined };
  });
}

function isSame(one: Line, other: Line): boolean {
  return one.state === "wrong" && other.state === "wrong" && one.group === other.group && one.saw === other.saw;
}
