import type * as z from "zod";
import { releaseName } from "../../settings/names";

/** The setting `binderhub:namespace`. */
export const namespace = releaseName
  .default("binderhub")
  .meta({ description: "Name of the namespace and of the Helm release.", example: "binderhub" });

declare module "../../settings/settings" {
  interface Settings {
    readonly namespace: z.output<typeof namespace>;
  }
  interface Secrets {
    readonly githubApiToken?: string;
  }
}
