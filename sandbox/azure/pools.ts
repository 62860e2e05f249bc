import { type Properties, type Scene, textOf } from "../model";
import { armModel } from "./arm";
import { nameRule } from "./check";
import { ArmError } from "./errors";
import { clusterId, tokens } from "./ids";
import { mustHaveLastWord, occupiesPool } from "./one-at-a-time";
import { changesTo, mustBeAllowed, withoutNodes } from "./pool-rules";
import { poolShape } from "./pool-shape";
import { mustFitQuota } from "./quota";
import { type PoolChange } from "./requests";
import { upgradedPool } from "./versions";
import { worldOf } from "./world";

/** Node pools: those of a cluster's own request, and those that are resources of their own. */
export const agentPool = armModel({
  token: tokens.pool,
  schema: {
    apiVersion: "2025-09-01",
    path: { resourceGroupName: "resourceGroups", resourceName: "managedClusters", agentPoolName: "agentPools" },
    // `forceNewMap` in azure-native's provider/pkg/gen/replacement.go: zones, priority and operating system are not in it.
    forceNew: ["vmSize", "gpuInstanceProfile", "networkProfile.nodePublicIPTags"],
    body: [
      ...["availabilityZones", "capacityReservationGroupID", "count", "creationData", "enableAutoScaling"],
      ...["enableEncryptionAtHost", "enableFIPS", "enableNodePublicIP", "enableUltraSSD", "gatewayProfile"],
      ...["gpuInstanceProfile", "gpuProfile", "hostGroupID", "kubeletConfig", "kubeletDiskType", "linuxOSConfig"],
      ...["localDNSProfile", "maxCount", "maxPods", "messageOfTheDay", "minCount", "mode", "networkProfile"],
      ...["nodeLabels", "nodePublicIPPrefixID", "nodeTaints", "orchestratorVersion", "osDiskSizeGB", "osDiskType"],
      ...["osSKU", "osType", "podIPAllocationMode", "podSubnetID", "powerState", "proximityPlacementGroupID"],
      ...["scaleDownMode", "scaleSetEvictionPolicy", "scaleSetPriority", "securityProfile", "spotMaxPrice", "tags"],
      ...["type", "upgradeSettings", "virtualMachineNodesStatus", "virtualMachinesProfile", "vmSize"],
      ...["vnetSubnetID", "windowsProfile", "workloadRuntime"],
    ],
    required: ["resourceGroupName", "resourceName"],
    readOnly: [],
  },
  check: nameRule("agentPoolName", /^[a-z][a-z0-9]{0,11}$/),
  id: (inputs, scene) =>
    poolId(
      clusterId(scene, textOf(inputs, "resourceGroupName"), textOf(inputs, "resourceName")),
      textOf(inputs, "agentPoolName"),
    ),
  occupies: (id, scene, operation) => occupiesPool(id, operation, worldOf(scene.clouds)),
  put({ id, path, body, before, note }, scene) {
    mustHaveLastWord(clusterOf(id), worldOf(scene.clouds));
    const after = putPool(id, String(path.agentPoolName), body, scene);
    note({
      poolChanges: before === undefined ? [] : changesTo(String(path.agentPoolName), before, after),
      leftOut: [],
    });
    return after;
  },
  fails: ({ body, before }, { clouds }) => withoutNodes(body, before, worldOf(clouds)),
  remove({ clouds }, id) {
    const left = clouds.ofType(tokens.pool).filter(([other]) => other !== id && clusterOf(other) === clusterOf(id));
    // https://github.com/pulumi/pulumi-azure-native/issues/1575, and https://learn.microsoft.com/azure/aks/use-system-pools for the kind
    if (!left.some(([, { properties }]) => properties.mode === "System")) {
      throw new ArmError(400, "OperationNotAllowed", "There has to be at least one system agent pool.");
    }
    clouds.remove(id);
  },
});

/** Id of a pool. */
export const poolId = (cluster: string, name: string) => `${cluster}/agentPools/${name}`;

/** Id of the cluster that a pool is in. */
export const clusterOf = (pool: string) => pool.split("/agentPools/")[0] ?? "";

/** What a pool is after its own request, or its cluster's. Throws what AKS refuses. */
export function putPool(id: string, name: string, asked: Properties, scene: Scene, made?: Properties): Properties {
  const { clouds } = scene;
  const cluster = made ?? clouds.get(clusterOf(id))?.properties;
  if (cluster === undefined) {
    throw new ArmError(
      404,
      "ParentResourceNotFound",
      `Failed to perform 'write' on resource(s) of type 'managedClusters/agentPools', because the parent resource '${clusterOf(id)}' could not be found.`,
    );
  }
  const before = clouds.get(id)?.properties;
  mustBeAllowed(asked, before, worldOf(clouds), String(cluster.location));
  const version = versionOf(asked, before, cluster);
  const shape = poolShape(name, { ...kept(before), ...asked }, version, cluster.networkProfile);
  const upgrades = before !== undefined && before.currentOrchestratorVersion !== version.currentOrchestratorVersion;
  mustFitQuota(shape, scene, id, upgrades);
  return shape;
}

/** What a pool keeps if a request does not name it: its image, and the zones and sizes that it was made with. */
function kept(before: Properties | undefined): Properties {
  const names = ["availabilityZones", "nodeImageVersion", "osDiskSizeGB", "osDiskType", "maxPods", "powerState"];
  return Object.fromEntries(Object.entries(before ?? {}).filter(([key]) => names.includes(key)));
}

function versionOf(asked: Properties, before: Properties | undefined, cluster: Properties) {
  const plane = String(cluster.currentKubernetesVersion);
  const current = before?.currentOrchestratorVersion as string | undefined;
  const { orchestratorVersion } = asked;
  if (typeof orchestratorVersion === "string") {
    return { orchestratorVersion, currentOrchestratorVersion: upgradedPool(current, orchestratorVersion, plane) };
  }
  // Nobody asked for a version. A pool that is there keeps its version, and a new one has the cluster's.
  return {
    orchestratorVersion: String(before?.orchestratorVersion ?? cluster.kubernetesVersion),
    currentOrchestratorVersion: current ?? plane,
  };
}

/** Checks the pools in a cluster's list. @returns a function that keeps them, and what it changes of pools that were there */
export function putPools(
  cluster: string,
  profiles: readonly Properties[],
  scene: Scene,
  made: Properties,
): { readonly keep: () => void; readonly changes: readonly PoolChange[] } {
  const put = profiles.map(({ name, ...asked }) => {
    const id = poolId(cluster, String(name));
    const before = scene.clouds.get(id)?.properties;
    return { id, before, after: putPool(id, String(name), { count: 1, ...asked }, scene, made), name: String(name) };
  });
  return {
    keep: () => put.forEach(({ id, after }) => scene.clouds.put(id, { type: tokens.pool, properties: after })),
    changes: put.flatMap(({ name, before, after }) => (before === undefined ? [] : changesTo(name, before, after))),
  };
}
