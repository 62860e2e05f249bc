import * as z from "zod";
import { group, pinnedImage, text } from "../../settings/names";
import { everyChoices } from "./every";
import { type DeepReadonly } from "../../settings/settings";

/** What people read while the hub is closed. */
const message = z
  .string({ error: "what people read, such as Back at 14:00" })
  .regex(/\S/, "what people read, such as Back at 14:00")
  .max(2000, "at most 2,000 characters");

/** The `binderhub:operate` group: what `npm run hub` needs of the hub. */
export const operate = group({
  check: z.boolean({ error: "true or false" }).default(false).meta({
    description:
      "Whether `npm run hub -- check` (and `launch`, `load`) may launch where people log in: the hub gets a service `binder-check`, which can start servers of a user of that name, and nothing else. Without a login, it is not needed.",
    example: true,
  }),
  repository: text(
    /^(https?|git):\/\/[^/\s@?#]+(\/[^/\s@?#]+)+\/?$/,
    "the address of a public repository, such as https://github.com/binder-examples/minimal-dockerfile",
  )
    .optional()
    .meta({
      description:
        "Public repository that `npm run hub -- check` launches. It must have a Dockerfile or be quick to build, and the hub must allow it. Default: https://github.com/binder-examples/minimal-dockerfile.",
      example: "https://github.com/binder-examples/minimal-dockerfile",
    }),
  checkEvery: z
    .enum(everyChoices, { error: `one of ${everyChoices.join(", ")}` })
    .optional()
    .meta({
      description:
        "How often the hub is checked from inside its cluster, without a build. `npm run hub -- check --last` shows what the last check found. Default: never.",
      example: "1h",
    }),
  image: pinnedImage.optional().meta({
    description:
      "Image in which `checkEvery` and backups run: any with Node 20.19 or newer that nodes can pull without a login. Default: Node's own, of a version that the program pins.",
    example: "mirror.example.org/library/node:24.20.0-alpine",
  }),
  trust: text(/\S/, "the path of a file").optional().meta({
    description:
      "File with certificates (PEM) of issuers that `checkEvery` trusts beside the public ones: an institution's own, if it issued the hub's certificate. Its path is relative to the project.",
    example: "./ca.pem",
  }),
  closed: message.optional().meta({
    description:
      "Nothing new can be launched, and people read this instead. Servers that run go on. `npm run hub -- drain` does the same without a `pulumi up`. Default: open.",
    example: "Back at 14:00",
  }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly operate: DeepReadonly<z.output<typeof operate>> & {
      /** What is in the file of `trust`. */
      readonly certificates?: string;
    };
  }
}
