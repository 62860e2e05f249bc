import { reckon, arrivals, usualPlan } from "../../crowd/plan";
import { waysOf } from "../../crowd/ways";
import { nodesOfPool } from "../scheduler/nodes";
import { aksEachNode } from "../scheduler/pods";

/** Servers of 512 MiB and a tenth of a core on one node, by the tests' own figures of AKS. */
function serversByTests(vmSize: string): number {
  const [node] = nodesOfPool("event", { vmSize }, 1);
  const taken = (what: "memory" | "cores") => aksEachNode.reduce((all, { asks }) => all + asks[what], 0);
  const { memory = 0, cores = 0 } = node?.allocatable ?? {};
  return Math.floor(Math.min((memory - taken("memory")) / 512, (cores - taken("cores")) / 0.1));
}

describe.each(["Standard_D2s_v5", "Standard_D4s_v5", "Standard_D8s_v5"])("a crowd on %s", (vmSize) => {
  const reckoned = reckon({ ...usualPlan, vmSize });
  it("has as many servers on a node as fit", () => expect(reckoned.perNode).toBe(serversByTests(vmSize)));
  it("has a place for everybody", () => expect(reckoned.seats).toBeGreaterThanOrEqual(usualPlan.people));
  it("has no node too many", () => expect(reckoned.seats - reckoned.perNode).toBeLessThan(usualPlan.people));
});

it("takes the nodes that it is given", () => {
  const { nodes, perNode, seats } = reckon({ ...usualPlan, nodes: 3 });
  expect([nodes, seats]).toEqual([3, 3 * perNode]);
});

it("refuses nodes without room for one server", () =>
  expect(() => reckon({ ...usualPlan, memory: "64G" })).toThrow("64G"));

describe("arrivals", () => {
  const within = (moments: readonly number[]) => [Math.floor(moments[0] ?? -1), moments.at(-1)];
  it("come in even steps", () =>
    expect(arrivals({ ...usualPlan, people: 4, within: 60, shape: "even" })).toEqual([0, 15, 30, 45]));
  it("come by chance, within the time", () => {
    const moments = arrivals({ ...usualPlan, people: 50, within: 60, shape: "random" });
    expect(moments).toHaveLength(50);
    expect(moments.every((moment) => moment >= 0 && moment < 60)).toBe(true);
    expect([...moments].sort((a, b) => a - b)).toEqual(moments);
  });
  it("come at once within 20 seconds, however long the time is", () => {
    const [first, last] = within(arrivals({ ...usualPlan, people: 200, within: 180, shape: "at-once" }));
    expect(first).toBe(0);
    expect(last).toBeLessThan(20);
    expect(last).toBeGreaterThan(15);
  });
  it("come at other moments with another seed", () =>
    expect(arrivals({ ...usualPlan, seed: 2 })).not.toEqual(arrivals({ ...usualPlan, seed: 1 })));
});

it("compares nodes of an event's own, one large placeholder a node, one small one a seat, half of the nodes, and none", () => {
  const ways = waysOf({ nodes: 5, perNode: 20 }).map(({ key, up, placeholders }) => [
    key,
    up,
    placeholders?.count ?? 0,
  ]);
  expect(ways).toEqual([
    ["own-nodes", 5, 5],
    ["one-large", 5, 5],
    ["many-small", 5, 100],
    ["half", 3, 3],
    ["none", 1, 0],
  ]);
});
