import * as z from "zod";
import { group, text, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/** An image's name with its tag. */
const image = text(
  /^[a-z0-9][\w./:-]*:[\w.-]+$/,
  "an image with its tag, such as quay.io/jupyter/base-notebook:2025-12-31",
);

/** The `binderhub:scheduling` group: room that is kept ready. */
export const scheduling = group({
  placeholders: wholeNumber(0, 1000).default(0).meta({
    description:
      "Number of servers for which room is kept free. So the autoscaler starts nodes before they are needed.",
    example: 5,
  }),
  prePull: z
    .array(image, { error: "a list of images" })
    .default([])
    .meta({
      description: "Images to pull on every user node before anybody launches them.",
      example: ["quay.io/jupyter/base-notebook:2025-12-31"],
    }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly scheduling: DeepReadonly<z.output<typeof scheduling>>;
  }
}
