import fc from "fast-check";
import { figuresOf } from "../../../operate/hub/load/figures";
import { plot } from "../../../operate/hub/load/plot";
import { reportOf } from "../../../operate/hub/load/report";
import { type Visit } from "../../../operate/hub/load/visits";

const watched = { nodesBefore: 1, nodesAfter: 2, mostPending: 3 };
const report = (visits: readonly Visit[], stopped?: string) => ({
  spec: "gh/binder/hello/HEAD",
  going: { clicked: visits.length, visits, present: 0, ...(stopped !== undefined && { stopped }) },
  figures: figuresOf(visits),
  watched,
});

test("a report has what people waited, what failed and why, and what the cluster did", () => {
  const visits = [
    { clicked: 0, notebook: 6.04, result: 7 },
    { clicked: 5, failure: "no room" },
  ];
  const lines = reportOf(report(visits, "interrupted"), 80).split("\n");
  expect(lines.slice(0, 6)).toEqual([
    "Stopped: interrupted. 2 clicked, 1 had a notebook and a result, 1 failed.",
    "  1 × no room",
    "",
    "                       median    p95    max",
    "click to notebook       6.0 s  6.0 s  6.0 s",
    "  first tenth           6.0 s  6.0 s  6.0 s",
  ]);
  expect(lines).toContain("1 node before, 2 after; at most 3 servers waited for room on a node.");
});

test("where nobody came there is no table", () => {
  expect(reportOf(report([]), 80)).not.toContain("median");
});

test("a plot puts the earliest to the left and the slowest to the top", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 50, y: 10 },
    { x: 100, y: 20, mark: "×" },
  ];
  expect(plot(points, 11, 5).split("\n")).toEqual([
    "20 s ┤          ×",
    "     ┤",
    "10 s ┤     •",
    "     ┤",
    " 0 s ┤•",
    "     └───────────",
    "      0s    1m40s",
  ]);
});

test("no plot is wider than it may be, whatever the times are", () => {
  const time = fc.double({ min: 0, max: 100_000, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.record({ x: time, y: time }), { minLength: 1 }), (points) => {
      const lines = plot(points, 40, 9).split("\n");
      expect(lines).toHaveLength(11);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(40 + 10);
      expect(lines.join("")).toContain("•");
    }),
  );
});
