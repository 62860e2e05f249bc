import * as z from "zod";
import { auth } from "../components/login/settings";
import { azure } from "../components/cluster/settings";
import { branding } from "../components/branding/settings";
import { chart } from "../components/chart/settings";
import { existing } from "../components/cluster/existing";
import { exposure } from "../components/address/settings";
import { limits, scheduling } from "../components/limits/settings";
import { releaseName, text } from "./names";
import { registry } from "../components/registry/settings";
import { storage } from "../components/storage/settings";
import { tags } from "../components/tags/settings";

/** Every setting in the project's namespace that is not a secret; keys are the ones after `binderhub:`. */
export const schema = z.strictObject({
  platform: z.enum(["azure", "existing"], { error: "one of azure, existing" }).default("azure").meta({
    description: "Where the hub runs: `azure` makes an AKS cluster, `existing` takes one that is there.",
    example: "azure",
  }),
  azure: azure.prefault({}).meta({ description: "Resource group, cluster, nodes (platform `azure`)." }),
  existing: existing.prefault({}).meta({ description: "Kubeconfig, context, host (platform `existing`)." }),
  registry: registry.meta({ description: "Where built images go." }),
  exposure: exposure.prefault({ type: "loadBalancer" }).meta({ description: "How the hub is reached." }),
  auth: auth.prefault({ type: "none" }).meta({ description: "Who may use the hub." }),
  branding: branding.prefault({}).meta({ description: "How the Binder page looks." }),
  storage: storage
    .optional()
    .meta({ description: "A volume for every logged-in user; set any key of it to have one." }),
  builder: z.enum(["dind", "pink", "host"], { error: "one of dind, pink, host" }).default("dind").meta({
    description:
      "What builds images: Docker (`dind`) or Podman (`pink`) in a pod, or the node's own Docker (`host`, existing Docker-based clusters only).",
    example: "dind",
  }),
  chart: chart.prefault({}).meta({ description: "Which chart is installed, and how patiently." }),
  namespace: releaseName
    .default("binderhub")
    .meta({ description: "Namespace, and name of the Helm release.", example: "binderhub" }),
  limits: limits.prefault({}).meta({ description: "What one person, one build and one repository may take." }),
  scheduling: scheduling.prefault({}).meta({ description: "Room that is kept ready for users." }),
  environment: z
    .enum(["development", "production"], { error: "one of development, production" })
    .default("development")
    .meta({
      description:
        "`production` asks for what a hub that others rely on needs: enforced network policies, API server ranges, tags.",
      example: "development",
    }),
  protect: z.boolean({ error: "true or false" }).default(false).meta({
    description:
      "Protects all that the stack made: Pulumi refuses to delete or replace any of it until this is false again.",
    example: true,
  }),
  mayDelete: z
    .array(
      text(
        /^(namespace|registry|address|volume)\/[-\w.()]+$/,
        "namespace/NAME, registry/NAME, address/NAME or volume/NAME, as the refusal has it",
      ),
      { error: "a list of what may be deleted" },
    )
    .default([])
    .meta({
      description:
        "What a change of other settings may delete with all that is in it, by name. Such a change is refused until it stands here.",
      example: ["namespace/binderhub"],
    }),
  tags,
  tokenRotation: z.string({ error: "any text" }).default("").meta({
    description: "Change this to any other text, and the hub's tokens are made anew.",
    example: "2026-11",
  }),
  extraValues: z
    .record(z.string(), z.unknown(), { error: "an object of the chart's values" })
    .default({})
    .meta({ description: "Values of the chart, merged last over everything that the program sets." }),
});
