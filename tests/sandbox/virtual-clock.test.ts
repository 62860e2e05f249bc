import { schedule } from "../../sandbox/schedule";
import { VirtualClock } from "../../sandbox/virtual-clock";
import { task } from "./tasks";

/** A clock that follows a schedule, and the names of the operations that it has let end, in order. */
function clockFor(...tasks: Parameters<typeof schedule>[0]) {
  const clock = new VirtualClock();
  clock.follow(schedule(tasks));
  const ended: string[] = [];
  const begin = (name: string) => void clock.turn(name, "create").then(() => ended.push(name));
  /** Lets everything happen that can. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { clock, ended, begin, settle };
}

describe("a virtual clock", () => {
  test("lets operations end in the order of the schedule, not in that of their beginning", async () => {
    const { ended, begin, settle } = clockFor(task("long", 9), task("short", 2));
    begin("long");
    begin("short");
    await settle();
    expect(ended).toEqual(["short", "long"]);
  });

  test("holds an operation until all that goes on beside it has begun", async () => {
    const { clock, ended, begin, settle } = clockFor(task("a", 5), task("b", 7));
    begin("a");
    await settle();
    expect({ ended, missing: clock.missing }).toEqual({ ended: [], missing: ["b"] });
    begin("b");
    await settle();
    expect({ ended, missing: clock.missing }).toEqual({ ended: ["a", "b"], missing: [] });
  });

  test("does not hold an operation for what begins when it has ended", async () => {
    const { clock, ended, begin, settle } = clockFor(task("a", 5), task("b", 7, "a"));
    begin("a");
    await settle();
    expect({ ended, missing: clock.missing }).toEqual({ ended: ["a"], missing: ["b"] });
  });

  test("reports what begins too early, or without being scheduled", async () => {
    const { clock, begin, settle } = clockFor(task("a", 5), task("b", 7, "a"));
    begin("b");
    begin("stranger");
    begin("a");
    await settle();
    expect(clock.early).toEqual(["b", "stranger"]);
  });

  test("has nobody wait for looks at inputs, nor where it follows no schedule", async () => {
    const { clock } = clockFor(task("a", 5), task("b", 7));
    await expect(clock.turn("a", "check")).resolves.toBeUndefined();
    await expect(new VirtualClock().turn("a", "create")).resolves.toBeUndefined();
  });

  test("takes no other schedule before the first is at its end", () => {
    const { clock } = clockFor(task("a", 5));
    expect(() => clock.follow(schedule([]))).toThrow("still to begin or to end: a");
  });
});
