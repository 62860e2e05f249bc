import { type AzurePlace } from "../cluster/settings";
import { type Pool } from "./settings";
import { type ChartValues } from "../chart/chart-values";

/** @see https://z2jh.jupyter.org/en/stable/administrator/optimization.html#using-a-dedicated-node-pool-for-users */
const purpose = "hub.jupyter.org/node-purpose";

/** What the node pools look like to Kubernetes: labels, taints, autoscaling. */
export interface PoolShape {
  readonly nodeLabels: Readonly<Record<string, string>>;
  readonly nodeTaints: readonly string[];
  readonly enableAutoScaling: boolean;
}

/** Labels of the system pool's nodes. */
export const corePoolLabels = { [purpose]: "core" };

/** @see https://learn.microsoft.com/azure/aks/spot-node-pool#schedule-a-pod-to-run-on-the-spot-node */
const spot = { key: "kubernetes.azure.com/scalesetpriority", value: "spot" };

/** The taint that device plugins and GPU workloads agree on. */
const gpu = { key: "nvidia.com/gpu", value: "present" };

/**
 * Labels and taints of a pool. Builds tolerate the taint of users' nodes, and nothing else: hence the same taint for both, and
 * a label that tells them apart. Azure adds taint and label of a spot pool by itself: undeclared, they would show as drift.
 */
export function poolShape(pool: Pool): PoolShape {
  return {
    nodeLabels: { [purpose]: pool.role, ...(pool.spot && { [spot.key]: spot.value }) },
    nodeTaints: [
      "hub.jupyter.org_dedicated=user:NoSchedule",
      ...(pool.spot ? [`${spot.key}=${spot.value}:NoSchedule`] : []),
      ...(pool.gpu ? [`${gpu.key}=${gpu.value}:NoSchedule`] : []),
    ],
    enableAutoScaling: pool.min !== pool.max,
  };
}

/**
 * How many nodes of a kind there can be, of the kind with the fewest, where images are cleaned up. The chart's cleaner runs where
 * builds run: on the pools for builds, or where there are none on all nodes.
 */
export function cleanedNodes({ nodeCount, pools }: Pick<AzurePlace, "nodeCount" | "pools">): number {
  const most = (role: Pool["role"]) =>
    Object.values(pools).reduce((sum, pool) => sum + (pool.role === role ? pool.max : 0), 0);
  const [builds, users] = [most("build"), most("user")];
  if (builds > 0) return builds;
  return users > 0 ? Math.min(nodeCount, users) : nodeCount;
}

/** Where users' servers and builds run, given the pools; anywhere where there are none. */
export function poolValues(pools: AzurePlace["pools"]): ChartValues {
  const all = Object.values(pools);
  const users = all.filter(({ role }) => role === "user");
  const builds = all.filter(({ role }) => role === "build");
  const require = { nodeAffinity: { matchNodePurpose: "require" as const } };
  return {
    ...(builds.length > 0 && {
      config: {
        // The chart reads the first for the daemon, BinderHub the second for the pod that asks for the build.
        BinderHub: { build_node_selector: { [purpose]: "build" } },
        KubernetesBuildExecutor: { node_selector: { [purpose]: "build" } },
      },
    }),
    jupyterhub: {
      ...(users.length > 0 && {
        scheduling: { corePods: { nodeAffinity: { matchNodePurpose: "prefer" as const } }, userPods: require },
      }),
      ...(users.some((pool) => pool.spot) && {
        singleuser: {
          extraTolerations: [
            { key: spot.key, operator: "Equal" as const, value: spot.value, effect: "NoSchedule" as const },
          ],
        },
      }),
    },
  };
}
