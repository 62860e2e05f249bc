import { controlPlaneBill } from "./bill";
import { type Concept } from "../concept";
import { warning } from "../../settings/question";
import { at } from "../../settings/untyped";
import { clusterStays } from "./changes";
import { existing as existingGroup } from "./existing";
import { endOfSupport } from "./kubernetes-versions";
import { place } from "./place";
import { clusterRules } from "./rules";
import { retiredSizes } from "./retired-sizes";
import { familyless, unusedQuotas } from "./quota";
import { azure as azureGroup, platform } from "./settings";

/** The cluster: one that the stack makes in Azure, or one that exists already. */
export const cluster = {
  settings: {
    platform,
    azure: azureGroup.prefault({}).meta({ description: "Resource group, cluster, nodes (platform `azure`)." }),
    existing: existingGroup.prefault({}).meta({ description: "Kubeconfig, context, host (platform `existing`)." }),
  },
  groups: ["platform", "azure", "existing", "location"],
  completions: place,
  rules: clusterRules,
  warnings: [
    warning(["platform", "azure"], ({ platform: where, azure, ...others }) =>
      where === "azure"
        ? [
            ...endOfSupport(azure, new Date()),
            ...retiredSizes(azure, new Date()),
            // Events have pools of their own, and say this themselves. The type does not know them: they may be taken out.
            ...(at(others, "events") === undefined ? unusedQuotas(azure) : []).map(
              (name) => `azure.quotas: no pool is of the family ${name}.`,
            ),
            ...(Object.keys(azure.quotas).length === 0 ? [] : familyless(azure)).map(
              (size) => `azure.quotas: the program does not know the family of ${size}, and does not count it there.`,
            ),
          ]
        : [],
    ),
  ],
  changes: clusterStays,
  outputs: ({ place: where }, { kubeconfig }) =>
    where.platform === "azure"
      ? { resourceGroup: where.resourceGroup, clusterName: where.clusterName, kubeconfig }
      : { context: where.context },
  bill: controlPlaneBill,
} satisfies Concept;
