import { type Concept } from "../concept";
import { warning } from "../../settings/question";
import { clusterStays } from "./changes";
import { existing as existingGroup } from "./existing";
import { endOfSupport } from "./kubernetes-versions";
import { place } from "./place";
import { clusterRules } from "./rules";
import { azure as azureGroup, coresOf, platform } from "./settings";

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
    warning(["platform", "azure"], ({ platform: where, azure: place }) =>
      where === "azure" ? endOfSupport(place, new Date()) : [],
    ),
    warning(["platform", "azure"], ({ platform: where, azure: { coreQuota, nodeCount, vmSize } }) => {
      const cores = coresOf(vmSize) ?? 0;
      return where === "azure" && coreQuota !== undefined && (nodeCount + 1) * cores > coreQuota
        ? [
            `azure.coreQuota: an upgrade needs one more node for a while (${cores} cores), but the quota has no room for it.`,
          ]
        : [];
    }),
  ],
  changes: clusterStays,
  outputs: ({ place: where }, { kubeconfig }) =>
    where.platform === "azure"
      ? { resourceGroup: where.resourceGroup, clusterName: where.clusterName, kubeconfig }
      : { context: where.context },
} satisfies Concept;
