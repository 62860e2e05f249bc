import * as fc from "fast-check";
import { bills } from "../../../components/concepts";
import { type Month } from "../../../components/cost/billed";
import { estimate, everythingBilled } from "../../../components/cost/estimate";
import { priceOf, priceTable } from "../../../components/cost/prices";
import { placingValues } from "../../../components/scheduling/placing-values";
import { roomForServers } from "../../../components/scheduling/room";
import { sure } from "../../../settings/refusal";
import { check, edited } from "../../stack/stack";
import { deployedOn } from "../deployed";
import { madeOf } from "./made";
import { months, type Units, unitsOf } from "./simulated-month";
import { costlyIn, costlySecrets, costlyStacks } from "./stacks";

/**
 * Of generated stacks, the program makes everything. Whatever a month then brings, Azure counts never more of a meter than `most`, and never less than
 * `least`, and so the bill is never more and never less.
 */
export function simulateMonths(count: number): void {
  test(`${count} stacks, each with eight months`, async () => {
    let [largest, seenStacks] = [0, 0];
    await fc.assert(
      fc.asyncProperty(costlyStacks, months, async (edits, some) => {
        const { settings: taken } = check(edited(edits), costlySecrets);
        fc.pre(taken !== undefined);
        const settings = costlyIn(taken);
        const { total, missing } = estimate(settings, bills);
        expect(missing).toEqual([]);
        const room = roomForServers(settings.azure, placingValues(settings));
        if ("unknown" in room) throw new Error(`the size of ${room.unknown.join(", ")} is not known`);
        const made = madeOf(await deployedOn({}, edits));
        const places = Math.min(room.max, settings.limits.totalQuota ?? Infinity);
        const billed = meters(everythingBilled(settings, bills).billed);
        const price = (meter: string) => sure(priceOf(meter, made.location, {}, priceTable()), `price of ${meter}`);
        for (const month of some) {
          const units = unitsOf(made, { ...settings, places }, month);
          expect(beyond(units, billed)).toEqual([]);
          const bill = [...units].reduce((sum, [meter, count]) => sum + (count === 0 ? 0 : count * price(meter)), 0);
          expect(bill).toBeLessThanOrEqual(total.most + 1e-6);
          expect(bill).toBeGreaterThanOrEqual(total.least - 1e-6);
          largest = Math.max(largest, bill / total.most);
        }
        expect(total.likely).toBeLessThanOrEqual(total.most + 1e-6);
        expect(total.likely).toBeGreaterThanOrEqual(total.least - 1e-6);
        seenStacks += 1;
      }),
      // A smaller stack and month would take as long again for each step.
      { numRuns: count, seed: 18, endOnFailure: true },
    );
    expect(seenStacks).toBe(count);
    // `most` is not so high that nothing could come near it.
    expect(largest).toBeGreaterThan(0.9);
  }, 1_800_000);
}

type Meters = ReadonlyMap<string, Pick<Month, "least" | "most">>;

/** Units of each meter, of all bills. An hour of a spot node is one of the machine: at most at the usual price. */
function meters(billed: ReturnType<typeof everythingBilled>["billed"]): Meters {
  const all = new Map<string, Pick<Month, "least" | "most">>();
  for (const { meter, units } of billed) {
    const { least, most } = all.get(machine(meter)) ?? { least: 0, most: 0 };
    all.set(machine(meter), { least: least + units.least, most: most + units.most });
  }
  return all;
}

const machine = (meter: string) => meter.replace(/^spot\//, "vm/");

/** Meters of which a month has more or less than billed, in words. */
function beyond(units: Units, billed: Meters): readonly string[] {
  const counted = new Map<string, number>();
  for (const [meter, count] of units) counted.set(machine(meter), (counted.get(machine(meter)) ?? 0) + count);
  return [...new Set([...counted.keys(), ...billed.keys()])].flatMap((meter) => {
    const count = counted.get(meter) ?? 0;
    const { least, most } = billed.get(meter) ?? { least: 0, most: 0 };
    return count > most + 1e-6 || count < least - 1e-6 ? [`${meter}: ${count}, and not ${least} to ${most}`] : [];
  });
}
