import { bills } from "../../../components/concepts";
import { hourAsleep } from "../../../components/cost/estimate";
import { hubFor } from "../../../docs/hub-for";

/** The part that an hour asleep costs of one in which all nodes for so many people run. */
const share = (people: number) => {
  const { settings, estimate } = hubFor(people);
  return hourAsleep(settings, bills) / (estimate.total.most / 744);
};

test.each([500, 1000, 2000])("asleep, a hub for %i people costs at most 15 % of one that is always on", (people) => {
  expect(share(people)).toBeLessThanOrEqual(0.15);
});

// The pages say so too: the system pool stays on.
test.each([10, 25, 100])("asleep, a hub for %i people costs more than that", (people) => {
  expect(share(people)).toBeGreaterThan(0.15);
});
