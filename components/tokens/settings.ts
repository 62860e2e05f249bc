import * as z from "zod";

/** The setting `binderhub:tokenRotation`. */
export const tokenRotation = z.string({ error: "any text" }).default("").meta({
  description: "Change this to any other text, and the hub's tokens are made anew.",
  example: "2026-11",
});

declare module "../../settings/settings" {
  interface Settings {
    readonly tokenRotation: z.output<typeof tokenRotation>;
  }
}
