import * as fc from "fast-check";
import { coresWithUpgrade, fewestCores, mostPeople, planFor, roomIn } from "../../setup/sizes";

const people = fc.integer({ min: 1, max: 1000 });
const cores = fc.integer({ min: 1, max: 300 });

// By hand: 5 GiB of a small node's 8 are servers', half a GiB each; the hub takes 3.5 GiB once.
test.each([
  [1, 1],
  [3, 1],
  [4, 2],
  [13, 2],
  [14, 3],
  [23, 3],
  [24, 4],
  [33, 4],
])("%i people have room on %i small nodes", (count, nodes) => {
  expect(planFor(count)).toEqual({ system: { vmSize: "Standard_D2s_v5", count: nodes } });
});

// By hand: 21 people on a node of 16 GiB, of which servers have 10.9; 51 on one of 32, of which they have 25.9.
test.each([
  [34, "Standard_D4s_v5", 2, 1],
  [84, "Standard_D4s_v5", 4, 1],
  [85, "Standard_D8s_v5", 2, 1],
  [1000, "Standard_D8s_v5", 20, 3],
])("%i people have a pool of %s, at most %i, and at most %i for builds", (count, vmSize, users, builds) => {
  expect(planFor(count)?.pools).toEqual({
    users: { vmSize, count: users },
    builds: { vmSize: "Standard_D4s_v5", count: builds },
  });
});

test("a plan has room for all, and no more cores than it may have", () => {
  fc.assert(
    fc.property(people, cores, (count, most) => {
      const plan = planFor(count, most);
      if (plan === undefined) return;
      expect(roomIn(plan)).toBeGreaterThanOrEqual(count);
      expect(coresWithUpgrade(plan)).toBeLessThanOrEqual(most);
    }),
    { numRuns: 2000 },
  );
});

test("there is a plan exactly where there are as many cores as the fewest that will do", () => {
  fc.assert(
    fc.property(people, cores, (count, most) => {
      expect(planFor(count, most) !== undefined).toBe(most >= fewestCores(count));
    }),
    { numRuns: 2000 },
  );
});

test("so many people as the cores are enough for have a plan, and one more has none", () => {
  fc.assert(
    fc.property(cores, (most) => {
      const enoughFor = mostPeople(most, 1000);
      expect(enoughFor === 0 || planFor(enoughFor, most) !== undefined).toBe(true);
      expect(enoughFor === 1000 || planFor(enoughFor + 1, most) === undefined).toBe(true);
    }),
    { numRuns: 300 },
  );
});
