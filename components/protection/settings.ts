import * as z from "zod";
import { text } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/** The setting `binderhub:protect`. */
export const protect = z.boolean({ error: "true or false" }).default(false).meta({
  description:
    "Protects everything that the stack made. Pulumi refuses to delete or replace any of it until this is false again.",
  example: true,
});

/** The setting `binderhub:mayDelete`. */
export const mayDelete = z
  .array(
    text(
      /^(namespace|registry|address|volume|backup)\/[-\w.()]+$/,
      "namespace/NAME, registry/NAME, address/NAME, volume/NAME or backup/NAME, as in the message that refused the change",
    ),
    { error: "a list of what may be deleted" },
  )
  .default([])
  .meta({
    description:
      "What a change of other settings may delete, by name, with everything in it. The change is refused until the name is in this list.",
    example: ["namespace/binderhub"],
  });

declare module "../../settings/settings" {
  interface Settings {
    readonly protect: z.output<typeof protect>;
    readonly mayDelete: DeepReadonly<z.output<typeof mayDelete>>;
  }
}
