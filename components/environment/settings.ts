import * as z from "zod";

/** The setting `binderhub:environment`. */
export const environment = z
  .enum(["development", "production"], { error: "one of development, production" })
  .default("development")
  .meta({
    description:
      "`production` requires what a hub needs that others rely on: enforced network policies, API server ranges, tags.",
    example: "development",
  });

declare module "../../settings/settings" {
  interface Settings {
    readonly environment: z.output<typeof environment>;
  }
}
