import * as z from "zod";

/** The setting `binderhub:tokenRotation`. */
export const tokenRotation = z.string({ error: "any text" }).default("").meta({
  description: "Change this to any other text to give the hub new tokens.",
  example: "2026-11",
});

declare module "../../settings/settings" {
  interface Settings {
    readonly tokenRotation: z.output<typeof tokenRotation>;
  }
}
