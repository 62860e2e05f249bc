import type * as z from "zod";
import { group, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/** The `binderhub:culling` group: how idle servers are looked for. When one is idle is in `limits`. */
export const culling = group({
  every: wholeNumber(10, 86_400).optional().meta({
    description:
      "Seconds from one search for idle and old servers to the next. A server may run this much longer than `limits.idleTimeout` and `limits.maximumAge`. Default: the chart's, 600.",
    example: 660,
  }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly culling: DeepReadonly<z.output<typeof culling>>;
  }
}
