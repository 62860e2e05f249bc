import { outcomeOf, type Record, waiting } from "../../crowd/record";

/** Four people: one has a place at once, two wait, one waits in vain. */
const record: Record = {
  seats: [
    { came: 0, placed: 0, running: 0.1, node: "a" },
    { came: 1, placed: 4, running: 4.1, node: "a" },
    { came: 2, placed: 4, running: 4.2, node: "b" },
    { came: 3 },
  ],
  pushedOut: ["a", "b", "b"],
  nodes: [
    { at: 0, count: 2 },
    { at: 4, count: 3 },
  ],
};

it("says what a crowd came to", () =>
  expect(outcomeOf(record)).toEqual({
    ...{ people: 4, withoutPlace: 1, nodesUsed: 2, nodesUp: 3 },
    wait: { median: 2, p95: 3, p99: 3, max: 3 },
    ...{ pushedOut: 3, pushedOutOfOne: 2, mostWaiting: 3 },
  }));

it("has no times where nobody got a place", () => {
  const { wait, withoutPlace } = outcomeOf({ seats: [{ came: 0 }], pushedOut: [], nodes: [] });
  expect([wait, withoutPlace]).toEqual([undefined, 1]);
});

it("counts who waits at the end of each second", () => expect(waiting(record.seats)).toEqual([0, 1, 2, 3, 1]));
