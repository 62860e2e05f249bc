import * as z from "zod";
import { group, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/** The `binderhub:culling` group: how idle servers are looked for, and which are idle. How long one may be is in `limits`. */
export const culling = group({
  every: wholeNumber(10, 86_400).optional().meta({
    description:
      "Seconds from one search for idle and old servers to the next. A server may run this much longer than `limits.idleTimeout` and `limits.maximumAge`. Default: the chart's, 600.",
    example: 660,
  }),
  inUse: z.enum(["open", "running", "either"], { error: "one of open, running, either" }).optional().meta({
    description:
      "What keeps a server from being idle. `open`: a browser tab, and no kernel that computes after the tab is closed. `running`: a kernel that computes or a terminal that prints, and no tab that is left open. `either`: both. Default: `open`. All cases are in docs/scaling.md.",
    example: "either",
  }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly culling: DeepReadonly<z.output<typeof culling>>;
  }
}
