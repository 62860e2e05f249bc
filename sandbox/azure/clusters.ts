import { isRecord } from "../untyped";
import { randomUUID } from "node:crypto";
import { type Properties, type Scene, textOf } from "../model";
import { armModel, omitting } from "./arm";
import { misfit } from "./check";
import { clusterShape } from "./cluster-shape";
import { endingsIn } from "./environments";
import { ArmError } from "./errors";
import { loginRules } from "./cluster-login";
import { logRules } from "./cluster-logs";
import { withProxy } from "./cluster-proxy";
import { clusterId, groupId, tokens } from "./ids";
import { mustHaveLastWord, occupiesCluster } from "./one-at-a-time";
import { withoutNodes } from "./pool-rules";
import { clusterOf, poolId, putPools } from "./pools";
import { defaultVersion, mustFit, mustNameVersionsOfAll, upgradedControlPlane, withPatch } from "./versions";
import { worldOf } from "./world";

/** AKS clusters. A cluster makes its node resource group, and the group is deleted with it. */
export const managedCluster = armModel({
  token: tokens.cluster,
  type: "Microsoft.ContainerService/ManagedClusters",
  schema: {
    apiVersion: "2025-09-01",
    path: { resourceGroupName: "resourceGroups", resourceName: "managedClusters" },
    // `forceNewMap` in azure-native's provider/pkg/gen/replacement.go.
    forceNew: [
      ...["diskEncryptionSetID", "dnsPrefix", "fqdnSubdomain", "linuxProfile", "location", "nodeResourceGroup"],
      "windowsProfile",
      ...["serviceCidr", "serviceCidrs", "dnsServiceIP", "networkMode", "networkPlugin", "networkPluginMode"].map(
        ofNetwork,
      ),
      ...["podCidr", "networkDataplane", "networkPolicy", "outboundType"].map(ofNetwork),
    ],
    body: [
      ...["aadProfile", "addonProfiles", "agentPoolProfiles", "aiToolchainOperatorProfile", "apiServerAccessProfile"],
      ...["autoScalerProfile", "autoUpgradeProfile", "azureMonitorProfile", "bootstrapProfile", "disableLocalAccounts"],
      ...["diskEncryptionSetID", "dnsPrefix", "enableRBAC", "extendedLocation", "fqdnSubdomain", "httpProxyConfig"],
      ...["identity", "identityProfile", "ingressProfile", "kind", "kubernetesVersion", "linuxProfile", "location"],
      ...["metricsProfile", "networkProfile", "nodeProvisioningProfile", "nodeResourceGroup"],
      ...["nodeResourceGroupProfile", "oidcIssuerProfile", "podIdentityProfile", "privateLinkResources"],
      ...["publicNetworkAccess", "securityProfile", "serviceMeshProfile", "servicePrincipalProfile", "sku"],
      ...["storageProfile", "supportPlan", "tags", "upgradeSettings", "windowsProfile", "workloadAutoScalerProfile"],
    ],
    required: ["resourceGroupName", "location"],
    readOnly: [
      ...["currentOrchestratorVersion", "eTag", "nodeImageVersion", "provisioningState", "status"].map(ofPools),
      ...["identity.principalId", "identity.tenantId", "networkProfile.loadBalancerProfile.effectiveOutboundIPs"],
      ...["oidcIssuerProfile.issuerURL", "addonProfiles.*.identity"],
    ],
  },
  check: (inputs) => [
    ...misfit("resourceName", inputs.resourceName, /^[a-zA-Z0-9]$|^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$/),
    ...profilesIn(inputs).flatMap(({ name }, index) =>
      misfit(`agentPoolProfiles[${index}].name`, name, /^[a-z][a-z0-9]{0,11}$/),
    ),
  ],
  id: (inputs, scene) => clusterId(scene, textOf(inputs, "resourceGroupName"), textOf(inputs, "resourceName")),
  occupies: (id, _scene, operation) => occupiesCluster(id, operation),
  put({ id, body, before, note }, scene) {
    const profiles = profilesIn(body);
    const there = poolsOf(scene, id);
    mustHaveLastWord(id, worldOf(scene.clouds));
    mustKnowPools(profiles, there, before !== undefined);
    loginRules(body, before, worldOf(scene.clouds), id);
    logRules(body);
    const making = before === undefined ? randomUUID() : String(before.making);
    const proxy = withProxy(body, before);
    const made: Properties = {
      ...clusterShape(id, body, making, versionOf(body, before), endingsIn(scene.provider.environment)),
      ...proxy,
      making,
    };
    for (const { currentOrchestratorVersion: pool } of before === undefined ? [] : there) {
      mustFit(String(pool), String(made.currentKubernetesVersion));
    }
    if (before !== undefined) {
      mustNameVersionsOfAll(profiles, there, [made.kubernetesVersion, made.currentKubernetesVersion]);
    }
    const pools = putPools(id, profiles, scene, made);
    const listed = profiles.map(({ name }) => name);
    const leftOut = there
      .map(({ name }) => String(name))
      .filter((name) => profiles.length > 0 && !listed.includes(name));
    note({ poolChanges: pools.changes, leftOut });
    if (before === undefined) makeNodeGroup(id, body, scene);
    pools.keep();
    return made;
  },
  fails: ({ id, body }, { clouds }) =>
    profilesIn(body)
      .map((pool) => withoutNodes(pool, clouds.get(poolId(id, String(pool.name)))?.properties, worldOf(clouds)))
      .find((failure) => failure !== undefined),
  get: (kept, scene, id) => ({ ...omitting(["making"], kept), agentPoolProfiles: poolsOf(scene, id) }),
  remove: ({ clouds }, id) => removeCluster(clouds, id),
});

function profilesIn({ agentPoolProfiles: list }: Properties): Properties[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function ofNetwork(property: string): string {
  return `networkProfile.${property}`;
}

function ofPools(property: string): string {
  return `agentPoolProfiles[].${property}`;
}

/** The pools of a cluster, sorted by name, however they were made. @see https://github.com/hashicorp/terraform-provider-azurerm/issues/4676 */
function poolsOf({ clouds }: Scene, cluster: string): Properties[] {
  return clouds
    .ofType(tokens.pool)
    .filter(([id]) => clusterOf(id) === cluster)
    .map(([, { properties }]) => properties)
    .sort((some, other) => String(some.name).localeCompare(String(other.name), "en"));
}

/**
 * The list in a cluster's request changes the pools that it names. It cannot add pools to a cluster that is there. Pools that it leaves
 * out stay.
 * @see https://github.com/pulumi/pulumi-azure-native/issues/579 and https://github.com/Azure/AKS/issues/1511
 * @see https://github.com/Azure/AKS/issues/1602 for a list without a system pool
 */
function mustKnowPools(profiles: readonly Properties[], there: readonly Properties[], isUpdate: boolean): void {
  const known = there.map(({ name }) => name);
  if (isUpdate && profiles.some(({ name }) => !known.includes(name))) {
    throw new ArmError(
      400,
      "BadRequest",
      "A new agent pool was introduced. Adding agent pools to an existing cluster is not allowed through managed cluster operations. For agent pool specific change, please use per agent pool operations: https://aka.ms/agent-pool-rest-api",
    );
  }
  const left = there.filter(({ name }) => !profiles.some((profile) => profile.name === name));
  if (![...profiles, ...left].some(({ mode }) => mode === "System")) {
    throw new ArmError(400, "InvalidParameter", "Must define at least one system pool.");
  }
}

function versionOf({ kubernetesVersion: asked }: Properties, before: Properties | undefined): Properties {
  if (before === undefined) {
    const kubernetesVersion = typeof asked === "string" ? asked : defaultVersion;
    return { kubernetesVersion, currentKubernetesVersion: withPatch(kubernetesVersion) };
  }
  const { kubernetesVersion, currentKubernetesVersion: current } = before;
  // Nobody asked for a version, so it stays as it is.
  if (typeof asked !== "string") return { kubernetesVersion, currentKubernetesVersion: current };
  return { kubernetesVersion: asked, currentKubernetesVersion: upgradedControlPlane(String(current), asked) };
}

function makeNodeGroup(id: string, body: Properties, scene: Scene): void {
  const nodeGroup = groupId(scene, String(body.nodeResourceGroup));
  if (scene.clouds.get(nodeGroup) !== undefined) {
    // Assumed: the words. AKS does not accept a group that is there: https://learn.microsoft.com/azure/aks/faq
    throw new ArmError(
      400,
      "NodeResourceGroupAlreadyExists",
      `The node resource group '${String(body.nodeResourceGroup)}' already exists. Please use another name.`,
    );
  }
  scene.clouds.put(nodeGroup, {
    type: tokens.group,
    properties: {
      name: body.nodeResourceGroup,
      location: body.location,
      managedBy: id,
      properties: { provisioningState: "Succeeded" },
    },
  });
}

/** Deletes a cluster, its node resource group, and everything that ran in it. */
export function removeCluster(clouds: Scene["clouds"], id: string): void {
  for (const [group, thing] of clouds.ofType(tokens.group)) {
    if (thing.properties.managedBy === id) clouds.remove(group);
  }
  clouds.remove(id);
}
