import * as fc from "fast-check";
import { roomForServers } from "../../components/scheduling/room";
import { placingValues } from "../../components/scheduling/placing-values";
import { configOf } from "../../setup/stack-config";
import { coresOfPlan, planFor } from "../../setup/sizes";
import { azurePlace, edited, settingsOf } from "../stack/stack";

test("what is written for so many people has room for them by the program's own count, and an upgrade fits its quota", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), (people) => {
      const plan = planFor(people);
      if (plan === undefined) throw new Error("a plan for each");
      const cores = String(coresOfPlan(plan) * 2 + 24);
      const { "binderhub:azure": azure, "binderhub:limits": limits } = configOf({ people: String(people), cores });
      const settings = settingsOf(edited({ azure, limits }));
      const seen = { ...settings, azure: azurePlace(settings) };
      expect(roomForServers(seen.azure, placingValues(seen))).toMatchObject({ max: expect.any(Number) as number });
      expect((roomForServers(seen.azure, placingValues(seen)) as { max: number }).max).toBeGreaterThanOrEqual(people);
    }),
    { numRuns: 60 },
  );
});
