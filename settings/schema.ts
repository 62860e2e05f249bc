import * as z from "zod";
import { azure } from "./azure";
import { chart } from "./chart";
import { exposure } from "./exposure";
import { kubernetesName } from "./names";
import { registry } from "./registry";

/** Every setting in the project's namespace that is not a secret; keys are the ones after `binderhub:`. */
export const schema = z.strictObject({
  platform: z
    .enum(["azure"], { error: "one of azure" })
    .default("azure")
    .meta({ description: "Where the hub runs: `azure` makes an AKS cluster.", example: "azure" }),
  azure: azure.prefault({}),
  registry,
  exposure: exposure.prefault({ type: "loadBalancer" }),
  chart: chart.prefault({}),
  namespace: kubernetesName
    .default("binderhub")
    .meta({ description: "Namespace, and name of the Helm release.", example: "binderhub" }),
  tokenRotation: z
    .string({ error: "any text" })
    .default("")
    .meta({ description: "Change this to any other text, and the hub's tokens are made anew.", example: "2026-11" }),
});

/** The settings as a stack may write them. */
export type SettingsInput = z.input<typeof schema>;
