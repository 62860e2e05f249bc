import fc from "fast-check";
import { longestRun } from "../../../components/schedule/names";
import { type Running } from "../../../operate/hub/schedule/pass";
import { stopAll } from "../../../operate/hub/schedule/stop-all";
import { World } from "./world";

const crowd = (count: number): Running[] =>
  Array.from({ length: count }, (_, index) => ({ user: `user${index}`, server: "" }));

beforeEach(() => jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate"] }));
afterEach(() => jest.useRealTimers());

/** A run of the job in the evening, and the seconds that it took. */
async function evening(world: World): Promise<number> {
  const began = Date.now();
  let ended = 0;
  const run = world.run().then(() => (ended = Date.now()));
  await jest.advanceTimersByTimeAsync(3_600_000);
  await run;
  return (ended - began) / 1000;
}

test("however long servers take to stop, the job ends in its time, says so, and the next runs do the rest", async () => {
  const times = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), times, async (count, seconds) => {
      // Servers may go on until 19:00 UTC.
      const world = new World("2026-11-30T19:00");
      world.running = crowd(count);
      world.takes = ({ user }) => seconds[Number(user.slice(4)) % seconds.length] ?? 0;
      for (let run = 0; run < 10 && world.running.length > 0; run++) {
        const before = world.running.length;
        // A last look at the nodes, and the state, take up to a minute.
        expect(await evening(world)).toBeLessThanOrEqual(longestRun - 60);
        expect(world.state.done).toBe(new Date(world.now).toISOString().replace(".000Z", "Z"));
        const left = world.passes.at(-1)?.did.find((line) => line.startsWith("left"));
        expect(left).toBe(
          world.running.length === 0 ? undefined : `left ${world.running.length} servers for the next run`,
        );
        // Ten seconds each, twenty at a time: what docs/schedule.md promises.
        if (Math.max(...seconds) <= 10)
          expect(before - world.running.length).toBeGreaterThanOrEqual(Math.min(before, 300));
        world.now += 300_000;
      }
      expect(world.running).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test("300 servers of ten seconds each are stopped in one run, and of more the rest in the next one", async () => {
  const world = new World("2026-11-30T19:00");
  world.takes = () => 10;
  world.running = crowd(310);
  await evening(world);
  expect(world.running).toHaveLength(10);
  await evening(world);
  expect(world.running).toEqual([]);
});

test("twenty at a time are stopped, and who is done makes room for the next one", async () => {
  let [now, most, done] = [0, 0, 0];
  const stop = async ({ user }: Running) => {
    most = Math.max(most, ++now);
    // One that is slow holds up no other.
    await new Promise((resolve) => setTimeout(resolve, user === "user0" ? 60_000 : 1000));
    now--;
    done++;
  };
  const stopped = stopAll(crowd(100), stop, () => false);
  await jest.advanceTimersByTimeAsync(10_000);
  expect([most, done]).toEqual([20, 99]);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(await stopped).toBe(0);
});

test("servers that do not stop are told, and stop no other from being stopped", async () => {
  const world = new World("2026-11-30T19:00");
  world.running = crowd(50);
  world.broken.add("stop");
  await evening(world);
  expect(world.passes.at(-1)?.failed).toHaveLength(50);
  expect(world.state.done).toBeUndefined();
});
