import { join } from "node:path";
import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { tolerated } from "../chart/tolerated";
import { pythonPiece } from "../chart/python";
import { groupsClaim } from "../login/values";
import { poolLabel } from "../pools/values";
import { gpuResource } from "../scheduling/pods";
import { sourceHosts, type SourceHosts } from "../repositories/sources";
import { amountsOf } from "./amounts";
import { addressesOf } from "../repositories/addresses";
import { type Size } from "./settings";

type Asked = Pick<Settings, "sizes" | "auth" | "limits" | "repositories" | "extraValues">;

/** The piece of the hub's configuration. Pieces run in the order of their names: after the chart's spawner, and before the check of private images. */
export const snippet = "z-sizes";

const file = join(__dirname, "python", "sizes.py");

/** The chart's values for sizes: code in the hub, and groups that the login tells. */
export function sizeValues(asked: Asked): ChartValues {
  const { sizes, auth } = asked;
  if (sizes === undefined) return {};
  const groups = sizes.some((size) => size.groups !== undefined) ? groupsClaim(auth) : undefined;
  return {
    jupyterhub: {
      hub: {
        extraConfig: { [snippet]: pythonPiece([file], "sizes", { sizes: sizesForHub(asked) }) },
        ...(groups && { config: { GenericOAuthenticator: groups } }),
      },
    },
  };
}

/** The sizes as the hub's code takes them: whom each is for, and which traits of KubeSpawner it sets, or adds to. */
export function sizesForHub({ sizes = [], limits, repositories, extraValues }: Omit<Asked, "auth">): readonly object[] {
  const hosts = sourceHosts(extraValues, repositories);
  return sizes.map((size) => ({
    name: size.name,
    ...whose(size, hosts),
    at_once: size.atOnce ?? null,
    storage: size.storage ?? true,
    set: set(size, limits),
    add: add(size),
  }));
}

/** JupyterHub's names of users are in lower case. */
function whose({ repositories, users, groups }: Size, hosts: SourceHosts) {
  return {
    repositories: repositories?.map((pattern) => addressesOf(pattern, hosts)) ?? null,
    users: users?.map((user) => user.toLowerCase()) ?? null,
    groups: groups ?? null,
  };
}

function set(size: Size, limits: Settings["limits"]) {
  const { memory, memoryGuarantee, cpu, cpuGuarantee } = amountsOf(size, limits);
  return {
    mem_limit: memory,
    mem_guarantee: memoryGuarantee,
    cpu_limit: cpu,
    cpu_guarantee: cpuGuarantee,
    ...(size.storage === false && { storage_pvc_ensure: false }),
    ...(size.imagePullPolicy && { image_pull_policy: size.imagePullPolicy }),
  };
}

function add(size: Size) {
  const { gpu, hours } = size;
  const labels = { ...size.nodeSelector, ...(size.pool !== undefined && poolLabel(size.pool)) };
  const taints = [
    ...tolerated(size.tolerations ?? []),
    ...(gpu === undefined ? [] : [{ key: gpuResource, operator: "Exists", effect: "NoSchedule" }]),
  ];
  return {
    ...(Object.keys(labels).length > 0 && { node_selector: labels }),
    ...(taints.length > 0 && { tolerations: taints }),
    ...(gpu !== undefined && { extra_resource_limits: { [gpuResource]: gpu } }),
    // The kubelet ends the pod, and the hub removes it when it next looks: KubeSpawner's `poll`.
    ...(hours !== undefined && { extra_pod_config: { activeDeadlineSeconds: Math.round(hours * 3600) } }),
  };
}
