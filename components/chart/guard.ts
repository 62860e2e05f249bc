import { isDeepStrictEqual } from "node:util";
import { pathKey, removeCommand, type Problem } from "../../settings/problems";
import { at, isRecord } from "../../settings/untyped";
import { composeValues } from "./compose";

/** A place in the chart's values that the program decides. */
export interface Decided {
  /** The place: one value, or everything below it that the program writes. */
  readonly path: readonly string[];
  /** What decides it, as the rest of a sentence: "the setting binderhub:exposure". */
  readonly by: string;
  /** Whether nothing may stand there that the program does not write. @default false: keys of the user's own may be added */
  readonly sealed?: boolean;
  /** Whether another value does as well as the program's. @default lists do that have all of its entries, nothing else does */
  readonly does?: (value: unknown) => boolean;
}

type Values = Readonly<Record<string, unknown>>;

/** Places by their paths, with dots between the steps, that one thing decides. */
export const places = (by: string, paths: readonly string[], more: Partial<Decided> = {}): Decided[] =>
  paths.map((path) => ({ path: path.split("."), by, ...more }));

/** The user's own pieces of configuration at a path that run after one of the program's: pieces run in the order of their names. */
export function piecesAfter(extra: Values, path: readonly string[], last: string): readonly string[] {
  const own = at(extra, ...path);
  return Object.keys(isRecord(own) ? own : {}).filter((name) => name > last);
}

/** The problem of such a piece. */
export function undoneBy(path: readonly string[], name: string, last: string): Problem {
  const key = pathKey(["extraValues", ...path, name]);
  const rule = `would run after ${last}, and could undo it: pieces of configuration run in the order of their names`;
  return { key, rule, mend: removeCommand(key) };
}

/**
 * Compares what comes out of the merge with what the program decided. So it does not matter how a value is undone: by another value, by `null`, or by
 * anything else in the place of a branch above it.
 *
 * @param own what the program writes, and of the chart's defaults what the hub cannot do without
 * @param extra values of the user's own
 */
export function undone(own: object, extra: Values, decided: readonly Decided[]): Problem[] {
  if (isEmpty(extra)) return [];
  const merged = composeValues([own], extra);
  const problems = decided.flatMap(({ path, by, sealed, does }) => {
    if (cutOf(extra, path) !== undefined) return [];
    return changes(at(own, ...path), at(merged, ...path), { sealed, does }).map((below) => {
      const key = pathKey(["extraValues", ...reaching(extra, [...path, ...below])]);
      const rule = `is decided by ${by}: a value of its own here would undo what the hub needs`;
      return { key, rule, mend: removeCommand(key) };
    });
  });
  // One value of the user's may undo several of the program's.
  return problems.filter(({ key }, index) => problems.findIndex((one) => one.key === key) === index);
}

/** Branches above what the program decides, where something else stands: each is told once, however much it takes away. */
export function cutOff(extra: Values, decided: readonly Decided[]): Problem[] {
  if (isEmpty(extra)) return [];
  const cuts = decided.map(({ path }) => cutOf(extra, path)).filter((path) => path !== undefined);
  const keys = [...new Set(cuts.map((path) => pathKey(["extraValues", ...path])))];
  return keys.map((key) => ({
    key,
    rule: "must be an object: anything else would take away what launches need",
    mend: removeCommand(key),
  }));
}

/** Paths below a place at which it is not what it was. */
function changes(
  before: unknown,
  after: unknown,
  { sealed, does }: Pick<Decided, "sealed" | "does">,
): (readonly string[])[] {
  if (does !== undefined) return does(after) ? [] : [[]];
  const added = sealed === true && isRecord(after) ? after : {};
  if (isRecord(before) || Object.keys(added).length > 0) {
    const names = Object.keys({ ...(isRecord(before) ? before : {}), ...added });
    return names.flatMap((name) =>
      changes(at(before, name), at(after, name), { sealed }).map((path) => [name, ...path]),
    );
  }
  if (before === undefined || before === null)
    return sealed === true && after !== before && !isEmpty(after) ? [[]] : [];
  const kept = Array.isArray(before)
    ? Array.isArray(after) && before.every((item) => after.some((other) => isDeepStrictEqual(item, other)))
    : isDeepStrictEqual(before, after);
  return kept ? [] : [[]];
}

/** An empty group is what is left of one whose last key was removed. */
function isEmpty(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}

/** As much of a path as the user's values reach. */
function reaching(extra: Values, path: readonly string[]): readonly string[] {
  const length = path.findIndex((_step, index) => at(extra, ...path.slice(0, index + 1)) === undefined);
  return length < 0 ? path : path.slice(0, Math.max(length, 1));
}

/** The branch above a place that is no object in the user's values. */
function cutOf(extra: Values, path: readonly string[]): readonly string[] | undefined {
  return path
    .slice(0, -1)
    .map((_step, index) => path.slice(0, index + 1))
    .find((branch) => {
      const value = at(extra, ...branch);
      return value !== undefined && !isRecord(value);
    });
}
