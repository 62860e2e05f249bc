import * as z from "zod";
import { imagePrefix } from "./names";

const dockerId = (rule: string) =>
  z
    .string({ error: rule })
    .refine((id) => !id.includes("@"), "a Docker ID, not an e-mail address (see the account's page on hub.docker.com)")
    .regex(/^[a-z0-9]{4,30}$|@/, rule);

/** Docker Hub: the workshop's registry. */
const dockerHub = z.strictObject({
  type: z.literal("dockerHub"),
  /** @see https://docs.docker.com/accounts/create-account/ */
  username: dockerId("a Docker ID: 4 to 30 lower-case letters and digits").meta({
    description: "Docker ID that pushes the images: not the e-mail address.",
    example: "jdoe",
  }),
  organization: dockerId("a Docker organisation: 4 to 30 lower-case letters and digits").optional().meta({
    description: "Organisation that owns the images. Default: `username`.",
    example: "mygroup",
  }),
  prefix: imagePrefix.meta({
    description: "First part of every image's name; the program adds a hyphen.",
    example: "binder-dev",
  }),
});

/** The `binderhub:registry` group: where built images go. */
export const registry = z.discriminatedUnion("type", [dockerHub], { error: "one of dockerHub" });
