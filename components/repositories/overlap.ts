import { type Pattern } from "./pattern";

/** Whether a pattern means everything that another one means. */
export function covers(outer: Pattern, inner: Pattern): boolean {
  const [wide, narrow] = [depths(outer), depths(inner)];
  return (
    outer.host === inner.host &&
    wide.least <= narrow.least &&
    narrow.most <= wide.most &&
    outer.path.every((step, index) => matches(step, inner.path[index] ?? ""))
  );
}

/** Whether there can be a repository that both patterns mean. */
export function meet(one: Pattern, other: Pattern): boolean {
  const [mine, its] = [depths(one), depths(other)];
  return (
    one.host === other.host &&
    Math.max(mine.least, its.least) <= Math.min(mine.most, its.most) &&
    one.path.every((step, index) => index >= other.path.length || stepsMeet(step, other.path[index] ?? ""))
  );
}

/** How many steps the paths can have that a pattern means. */
function depths({ path, below }: Pattern) {
  return below ? { least: path.length + 1, most: Infinity } : { least: path.length, most: path.length };
}

/** Whether a step with `*` matches all that another one does, whose own `*` is a character like others here. */
function matches(step: string, text: string): boolean {
  const literally = step.split("*").map((part) => part.replaceAll(/[.+()~?^$[\]{}|\\]/g, "\\$&"));
  return new RegExp(`^${literally.join(".*")}$`, "i").test(text);
}

/** Whether there is a text that both steps match. */
function stepsMeet(one: string, other: string): boolean {
  if (one.startsWith("*")) return stepsMeet(one.slice(1), other) || (other !== "" && stepsMeet(one, other.slice(1)));
  if (other.startsWith("*")) return stepsMeet(other, one);
  if (one === "" || other === "") return one === other;
  return one[0]?.toLowerCase() === other[0]?.toLowerCase() && stepsMeet(one.slice(1), other.slice(1));
}
