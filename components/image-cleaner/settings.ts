import * as z from "zod";
import { group, text } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

const amount = text(/^[1-9]\d*[MGT]$/, "an amount such as 40G (M, G or T)");

/** The `binderhub:imageCleaner` group: when built images are deleted from the nodes. */
export const imageCleaner = group({
  enabled: z.boolean({ error: "true or false" }).default(true).meta({
    description: "Whether images that were built are deleted from the nodes when their disks fill up.",
    example: false,
  }),
  startAt: amount.optional().meta({
    description:
      "Clean-up starts when images take this much of a node's disk (1G is 1,000,000,000 bytes). It replaces the percentage `limits.imageCleanerHigh`, and needs `stopAt`.",
    example: "40G",
  }),
  stopAt: amount.optional().meta({
    description: "Clean-up stops when images take this much.",
    example: "10G",
  }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly imageCleaner: DeepReadonly<z.output<typeof imageCleaner>>;
  }
}
