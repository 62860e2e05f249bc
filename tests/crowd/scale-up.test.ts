import { nodesToAdd } from "../../crowd/scale-up";

const room = { cpu: 1000, memory: 1000 };
const pod = (memory: number, priority = 0) => ({ cpu: 100, memory, priority });
const pods = (count: number, memory: number, priority = 0) =>
  Array.from({ length: count }, () => pod(memory, priority));

it("asks for no node where nobody waits", () => expect(nodesToAdd([], { room, starting: 0, left: 9 })).toBe(0));

it("asks for all nodes in one step", () => expect(nodesToAdd(pods(9, 400), { room, starting: 0, left: 9 })).toBe(5));

it("counts cores as well as memory", () => expect(nodesToAdd(pods(11, 1), { room, starting: 0, left: 9 })).toBe(2));

it("counts on nodes that are starting", () => expect(nodesToAdd(pods(9, 400), { room, starting: 3, left: 9 })).toBe(2));

it("asks for none where enough are starting", () =>
  expect(nodesToAdd(pods(2, 400), { room, starting: 3, left: 9 })).toBe(0));

it("asks for no more nodes than the pool may have", () =>
  expect(nodesToAdd(pods(9, 400), { room, starting: 0, left: 2 })).toBe(2));

it("asks for a node for a placeholder of the chart's priority, and for none of a lower one", () => {
  expect(nodesToAdd([pod(900, -10)], { room, starting: 0, left: 9 })).toBe(1);
  expect(nodesToAdd([pod(900, -11)], { room, starting: 0, left: 9 })).toBe(0);
});

it("asks for no node for what fits on none", () =>
  expect(nodesToAdd([pod(1001)], { room, starting: 0, left: 9 })).toBe(0));
