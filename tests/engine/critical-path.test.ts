/** @jest-environment ./tests/engine/environment.ts */
import { modelledTime } from "../../sandbox/modelled-time";
import { type Outcome, type Verb } from "../../sandbox/rehearsal";
import { type Schedule } from "../../sandbox/schedule";
import { VirtualClock } from "../../sandbox/virtual-clock";
import { onStage, several } from "./stage";
import { endOf, lengthOf, unavoidable } from "./unavoidable";

/** How much longer than what cannot be avoided an operation may take. */
const tolerance = 1.02;

/** An operation that kept to a schedule, or did not. */
const kept = ({ succeeded }: Outcome, { missing, early }: VirtualClock) => ({ succeeded, missing, early });
const keptExactly = { succeeded: true, missing: [], early: [] };

/** What has not come to an end by then waits for something that will not happen. */
const patience = () => AbortSignal.timeout(60_000);

function scheduled(verb: Verb, state: unknown, { events }: Pick<Outcome, "events"> = { events: [] }): Schedule {
  const found = modelledTime(verb, state, events);
  if (found === undefined) throw new Error(`${verb} did nothing that takes time`);
  return found;
}

/** Up as it comes; then destroy and up again, with clouds that keep to what the first up's state says of order. */
function life(stack: keyof typeof unavoidable) {
  const clock = new VirtualClock();
  // What is protected could not be destroyed.
  return onStage({ stack, set: { protect: "false" }, clock }, async (rehearsal) => {
    const first = await rehearsal.run("up");
    const state = await rehearsal.state();
    const times = { up: scheduled("up", state, first), destroy: scheduled("destroy", state) };
    clock.follow(times.destroy);
    const destroyed = kept(await rehearsal.run("destroy", undefined, { signal: patience() }), clock);
    clock.follow(times.up);
    const up = kept(await rehearsal.run("up", undefined, { signal: patience() }), clock);
    return { times, kept: { up, destroy: destroyed } };
  });
}

const stacks = ["dev", "prod", "local"] as const;

let lives: ReadonlyMap<string, Awaited<ReturnType<typeof life>>>;
beforeAll(async () => {
  lives = new Map(await several(stacks, async (stack) => [stack, await life(stack)] as const));
});

describe.each(stacks)("the stack %s", (stack) => {
  describe.each(["up", "destroy"] as const)("%s", (verb) => {
    const chains = unavoidable[stack][verb];
    const time = () => {
      const found = lives.get(stack)?.times[verb];
      if (found === undefined) throw new Error(`${stack} has not lived`);
      return found;
    };

    it("takes hardly longer than the longest chain that cannot be avoided", () => {
      const ratio = time().makespan / Math.max(...chains.map(lengthOf));
      expect(ratio).toBeGreaterThanOrEqual(1);
      expect(ratio).toBeLessThanOrEqual(tolerance);
    });

    it.each([...new Set(chains.map(endOf))])("ends %s as soon as can be", (type) => {
      const ends = time().tasks.filter(({ name }) => name.includes(`${type}::`));
      const last = Math.max(...ends.map(({ finish }) => finish));
      const longest = Math.max(...chains.filter((chain) => endOf(chain) === type).map(lengthOf));
      expect(last / longest).toBeLessThanOrEqual(tolerance);
    });

    it("is carried out by the engine at those very times", () =>
      expect(lives.get(stack)?.kept[verb]).toEqual(keptExactly));
  });
});
