import { schedule } from "../../sandbox/schedule";
import { task } from "./tasks";

const namesOf = (tasks: readonly { readonly name: string }[]) => tasks.map(({ name }) => name);

describe("a schedule", () => {
  const found = schedule([
    task("release", 5, "address", "namespace"),
    task("group", 1),
    task("cluster", 10, "group"),
    task("address", 2, "cluster"),
    task("namespace", 1, "cluster"),
    task("pool", 4, "cluster"),
  ]);

  test("begins each task when the last of those it waits for ends", () => {
    expect(Object.fromEntries(found.tasks.map(({ name, start, finish }) => [name, [start, finish]]))).toEqual({
      group: [0, 1],
      cluster: [1, 11],
      address: [11, 13],
      namespace: [11, 12],
      pool: [11, 15],
      release: [13, 18],
    });
  });

  test("is as long as it takes until the last one ends", () => expect(found.makespan).toBe(18));

  test("names the chain that makes it so long", () => {
    expect(namesOf(found.criticalPath)).toEqual(["group", "cluster", "address", "release"]);
  });

  test("leaves what takes no time out of that chain, and goes on through it", () => {
    const { criticalPath } = schedule([task("a", 3), task("provider", 0, "a"), task("b", 2, "provider")]);
    expect(namesOf(criticalPath)).toEqual(["a", "b"]);
  });

  test("does not wait for what is not among the tasks", () => {
    expect(schedule([task("a", 3, "elsewhere")]).makespan).toBe(3);
  });

  test("of nothing takes no time", () => {
    expect(schedule([])).toEqual({ tasks: [], makespan: 0, criticalPath: [] });
  });
});
