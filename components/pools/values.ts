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

/** The usual taint of GPU nodes, which device plugins and GPU workloads tolerate. */
const gpu = { key: "nvidia.com/gpu", value: "present" };

/**
 * Labels and taints of a pool. Builds tolerate only the taint of users' nodes. So pools for users and for builds have the same taint, and different
 * labels. Azure adds the taint and the label of a spot pool itself. They are declared here because they would be drift otherwise.
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
 * The number of nodes on which images are cleaned up. The chart's cleaner runs where builds run: on the pools for builds, at their `max`. If there are
 * none, it runs on all nodes; then this is the number of the system pool or of the users' pools, whichever is smaller.
 */
export function cleanedNodes({ nodeCount, pools }: Pick<AzurePlace, "nodeCount" | "pools">): number {
  const most = (role: Pool["role"]) =>
    Object.values(pools).reduce((sum, pool) => sum + (pool.role === role ? pool.max : 0), 0);
  const [builds, users] = [most("build"), most("user")];
  if (builds > 0) return builds;
  return users > 0 ? Math.min(nodeCount, users) : nodeCount;
}

/** On which nodes users' servers and builds run. Without pools for them, they run on any node. */
export function poolValues(pools: AzurePlace["pools"]): ChartValues {
  const all = Object.values(pools);
  const users = all.filter(({ role }) => role === "user");
  const builds = all.filter(({ role }) => role === "build");
  const require = { nodeAffinity: { matchNodePurpose: "require" as const } };
  return {
    ...(builds.length > 0 && {
      config: {
        // The chart uses the first for the daemon. BinderHub uses the second for the build pod.
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

/** The label by which AKS tells a pool's nodes. @see https://learn.microsoft.com/azure/aks/use-labels#reserved-system-labels */
export function poolLabel(pool: string): Readonly<Record<string, string>> {
  return { "kubernetes.azure.com/agentpool": pool };
}
