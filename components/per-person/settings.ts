import type * as z from "zod";
import { group, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/** The `binderhub:perPerson` group: what one person may use over time. A week has 168 hours. */
export const perPerson = group({
  hoursPerWeek: wholeNumber(1, 168).optional().meta({
    description:
      "Hours per week that a person's servers may run, added up over all of them. Weeks begin on Monday, 00:00 UTC. Administrators are not limited. It needs a login. Default: any, and nothing is counted. docs/hours.md has more.",
    example: 20,
  }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly perPerson: DeepReadonly<z.output<typeof perPerson>>;
  }
}
