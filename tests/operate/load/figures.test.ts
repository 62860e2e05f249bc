import fc from "fast-check";
import { figuresOf, percentile } from "../../../operate/hub/load/figures";
import { failsTooOften, type Visit } from "../../../operate/hub/load/visits";

const visit = (clicked: number, notebook: number): Visit => ({ clicked, notebook, result: notebook + 1 });
const failing = (clicked: number, failure = "no room"): Visit => ({ clicked, failure });

test("the median of one to four is two, by nearest rank", () => {
  expect(percentile([4, 2, 3, 1], 0.5)).toBe(2);
});

test("of nobody there is no percentile", () => {
  expect(percentile([], 0.5)).toBeUndefined();
});

test("a percentile is the smallest value that so many do not exceed", () => {
  const values = fc.array(fc.nat(1000), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 100 }), (all, percent) => {
      const found = percentile(all, percent / 100) ?? NaN;
      const upTo = (most: number) => all.filter((value) => value <= most).length;
      expect(all).toContain(found);
      expect(upTo(found) * 100).toBeGreaterThanOrEqual(percent * all.length);
      expect(upTo(found - 1) * 100).toBeLessThan(percent * all.length);
    }),
  );
});

test("first and last are those who clicked first and last, not those who were served first and last", () => {
  // In the order in which they got their notebook.
  const visits = [5, 1, 9, 0, 2, 3, 4, 6, 7, 8].map((clicked) => visit(clicked, 10 + clicked));
  expect(figuresOf(visits).notebook).toMatchObject({ first: { max: 10 }, last: { max: 19 } });
});

test("someone with a notebook but no result failed, and their notebook counts", () => {
  const { launched, failed, notebook, result } = figuresOf([{ clicked: 0, notebook: 4, failure: "no kernel" }]);
  expect({ launched, failed, notebook: notebook.all?.max, result }).toEqual({
    launched: 0,
    failed: 1,
    notebook: 4,
    result: {},
  });
});

test("the same reason for different people is one reason, and the most frequent comes first", () => {
  const reasons = ["Image x failed", "User load--0a1b2c3d-1 timed out", "User load--0a1b2c3d-2 timed out"];
  expect(figuresOf(reasons.map((why) => failing(0, why))).failures).toEqual([
    { why: "User … timed out", count: 2 },
    { why: "Image x failed", count: 1 },
  ]);
});

test.each([
  ["four of the last ten failed", true, "ffff......"],
  ["three of the last ten failed", false, "fff......."],
  ["the first four failed", true, "ffff"],
  ["failures are long ago", false, "ffffffffff.........."],
  ["many failed now, after a good start", true, "....................ff.f.f"],
])("where %s, it stops: %s", (_what, stops, outcomes) => {
  const visits = outcomes.split("").map((outcome, index) => (outcome === "f" ? failing(index) : visit(index, 1)));
  expect(failsTooOften(visits)).toBe(stops);
});
