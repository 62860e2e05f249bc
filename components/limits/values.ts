import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/** What one person, one build and one repository may take. */
export function limitValues(limits: Settings["limits"], builder: Settings["builder"]): ChartValues {
  const quotas = {
    ...(limits.repoQuota !== undefined && { per_repo_quota: limits.repoQuota }),
    ...(limits.highQuota !== undefined && { per_repo_quota_higher: limits.highQuota }),
  };
  return {
    config: {
      ...(Object.keys(quotas).length > 0 && { BinderHub: quotas }),
      ...(limits.totalQuota !== undefined && { LaunchQuota: { total_quota: limits.totalQuota } }),
      // The build pod only reserves memory. The build itself runs in the daemon and uses the daemon's memory.
      ...(limits.buildMemoryRequest !== undefined && {
        KubernetesBuildExecutor: { resources: { limits: {}, requests: { memory: limits.buildMemoryRequest } } },
      }),
    },
    ...daemonLimits(limits, builder),
    imageCleaner: { imageGCThresholdHigh: limits.imageCleanerHigh, imageGCThresholdLow: limits.imageCleanerLow },
    jupyterhub: {
      cull: { timeout: limits.idleTimeout, maxAge: limits.maximumAge },
      singleuser: {
        memory: {
          limit: limits.userMemory,
          ...(limits.userMemoryGuarantee && { guarantee: limits.userMemoryGuarantee }),
        },
        cpu: {
          limit: limits.userCpu,
          ...(limits.userCpuGuarantee !== undefined && { guarantee: limits.userCpuGuarantee }),
        },
      },
    },
  };
}

/** Builds run in the daemon, of which each node has one. So the daemon's limits are the limits of its builds. The node's own Docker has none. */
function daemonLimits({ buildMemory, buildCpu }: Settings["limits"], builder: Settings["builder"]): ChartValues {
  if (builder === "host" || (buildMemory === undefined && buildCpu === undefined)) return {};
  const resources = {
    limits: { ...(buildMemory && { memory: buildMemory }), ...(buildCpu !== undefined && { cpu: buildCpu }) },
  };
  return builder === "dind" ? { dind: { resources } } : { pink: { resources } };
}
