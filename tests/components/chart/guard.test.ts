import * as fc from "fast-check";
import { cutOff, undone } from "../../../components/chart/guard";
import { composeValues } from "../../../components/chart/compose";
import { at, isRecord } from "../../../settings/untyped";

const own = { a: { b: { c: "ours", d: ["x"] }, e: false } };
const paths = [
  ["a", "b", "c"],
  ["a", "b", "d"],
  ["a", "e"],
];
const decided = paths.map((path) => ({ path, by: "a setting" }));
const refused = (extra: Record<string, unknown>) => [...cutOff(extra, decided), ...undone(own, extra, decided)];

/** Values of any shape at the places that are decided, above them and beside them. */
const junk = fc.oneof(fc.constantFrom<unknown>(null, false, 0, "", "ours", [], ["x"], ["x", "y"], {}), fc.string());
const level = (inner: fc.Arbitrary<unknown>) =>
  fc.oneof(
    junk,
    fc.dictionary(fc.constantFrom("b", "c", "d", "e", "other"), fc.oneof(junk, inner), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  );
const extras = fc.dictionary(fc.constantFrom("a", "z"), level(level(junk)), { maxKeys: 2, noNullPrototype: true });

test("whatever the spelling: refused exactly where something that is decided comes out different", () => {
  fc.assert(
    fc.property(extras, (extra) => {
      const merged = composeValues([own as object], extra);
      const [text, list, flag] = paths.map((path) => at(merged, ...path));
      const stands = text === "ours" && Array.isArray(list) && list.includes("x") && flag === false;
      expect(refused(extra).length === 0).toBe(stands);
    }),
    { numRuns: 500 },
  );
});

test("what is refused is in the user's values, and taking it away mends it", () => {
  fc.assert(
    fc.property(extras, (extra) => {
      const without = refused(extra).reduce<unknown>(
        (values, { key }) => removed(values, key.replace("binderhub:extraValues.", "").split(".")),
        extra,
      );
      expect(refused(without as Record<string, unknown>)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("what is sealed takes nothing new, and an empty group is nothing", () => {
  const sealed = [{ path: ["a", "new"], by: "a setting", sealed: true }];
  expect(undone(own, { a: { new: { port: 1 } } }, sealed).map(({ key }) => key)).toEqual([
    "binderhub:extraValues.a.new.port",
  ]);
  expect(undone(own, { a: { new: {} } }, sealed)).toEqual([]);
});

function removed(values: unknown, [step = "", ...rest]: readonly string[]): unknown {
  if (!isRecord(values) || !(step in values)) throw new Error(`not there: ${step}`);
  const others = Object.entries(values).filter(([name]) => name !== step);
  return Object.fromEntries(rest.length === 0 ? others : [...others, [step, removed(values[step], rest)]]);
}
