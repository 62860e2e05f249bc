import * as fc from "fast-check";
import { bills } from "../../../components/concepts";
import { estimate } from "../../../components/cost/estimate";
import { priceTable } from "../../../components/cost/prices";
import { placingValues } from "../../../components/scheduling/placing-values";
import { roomForServers } from "../../../components/scheduling/room";
import { check, edited } from "../../stack/stack";
import { costlyIn, costlySecrets, costlyStacks } from "./stacks";
import { billOf, happenings } from "./simulated-month";

/** Of generated stacks, whatever a month brings, the bill is never more than `most`, and never less than `least`. */
export function simulateMonths(count: number): void {
  test(`${count} stacks and months`, () => {
    let [largest, seenStacks] = [0, 0];
    fc.assert(
      fc.property(costlyStacks, happenings, (edits, month) => {
        const { settings: taken } = check(edited(edits), costlySecrets);
        fc.pre(taken !== undefined);
        const settings = costlyIn(taken);
        const { total, missing } = estimate(settings, bills);
        fc.pre(missing.length === 0);
        const room = roomForServers(settings.azure, placingValues(settings));
        if ("unknown" in room) throw new Error(`the size of ${room.unknown.join(", ")} is not known`);
        const bill = billOf(settings, room.max, month, priceTable());
        expect(bill).toBeLessThanOrEqual(total.most + 1e-6);
        expect(bill).toBeGreaterThanOrEqual(total.least - 1e-6);
        expect(total.likely).toBeLessThanOrEqual(total.most + 1e-6);
        expect(total.likely).toBeGreaterThanOrEqual(total.least - 1e-6);
        largest = Math.max(largest, bill / total.most);
        seenStacks += 1;
      }),
      { numRuns: count, seed: 18 },
    );
    expect(seenStacks).toBe(count);
    // `most` is not so high that nothing could come near it.
    expect(largest).toBeGreaterThan(0.9);
  }, 600_000);
}
