import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { buildResources, daemonResources, userGuarantees } from "./guarantees";

/** What one person, one build and one repository may take. */
export function limitValues(limits: Settings["limits"], builder: Settings["builder"]): ChartValues {
  const quotas = {
    ...(limits.repoQuota !== undefined && { per_repo_quota: limits.repoQuota }),
    ...(limits.highQuota !== undefined && { per_repo_quota_higher: limits.highQuota }),
  };
  const guarantees = userGuarantees(limits);
  return {
    config: {
      ...(Object.keys(quotas).length > 0 && { BinderHub: quotas }),
      ...(limits.totalQuota !== undefined && { LaunchQuota: { total_quota: limits.totalQuota } }),
      KubernetesBuildExecutor: { resources: buildResources(limits) },
    },
    // Builds run in the daemon, of which each node has one. The node's own Docker is no pod.
    ...(builder !== "host" && { [builder]: { resources: daemonResources(limits) } }),
    imageCleaner: { imageGCThresholdHigh: limits.imageCleanerHigh, imageGCThresholdLow: limits.imageCleanerLow },
    jupyterhub: {
      cull: { timeout: limits.idleTimeout, maxAge: limits.maximumAge },
      singleuser: {
        memory: { limit: limits.userMemory, guarantee: guarantees.memory },
        cpu: { limit: limits.userCpu, guarantee: guarantees.cpu },
      },
    },
  };
}
