import { createHash } from "node:crypto";
import { coresOf } from "../settings/azure";
import { at } from "../settings/untyped";
import {
  CloudError,
  textOf,
  type FunctionModel,
  type Properties,
  type ProviderModel,
  type ResourceModel,
  type Scene,
} from "./model";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

const tokens = {
  group: "azure-native:resources:ResourceGroup",
  cluster: "azure-native:containerservice:ManagedCluster",
  pool: "azure-native:containerservice:AgentPool",
  address: "azure-native:network:PublicIPAddress",
  registry: "azure-native:containerregistry:Registry",
  assignment: "azure-native:authorization:RoleAssignment",
  record: "azure-native:dns:RecordSet",
} as const;

const groupId = (name: string) => `${subscription}/resourceGroups/${name}`;
const clusterId = (group: string, name: string) =>
  `${groupId(group)}/providers/Microsoft.ContainerService/managedClusters/${name}`;

/** A number that depends on nothing but the text: allotted addresses stay the same from run to run. */
function numberFrom(text: string, below: number): number {
  return createHash("sha256").update(text).digest().readUInt32BE() % below;
}

function mustNotExist({ clouds }: Scene, id: string): void {
  if (clouds.get(id) !== undefined) {
    throw new CloudError(`cannot create already existing resource '${id}'`);
  }
}

function mustHaveGroup({ clouds }: Scene, name: string): void {
  if (clouds.get(groupId(name)) === undefined) {
    throw new CloudError(`Code="ResourceGroupNotFound" Message="Resource group '${name}' could not be found."`);
  }
}

function nameRule(key: string, pattern: RegExp) {
  return (inputs: Properties) => {
    const name = inputs[key];
    return typeof name === "string" && !pattern.test(name)
      ? [`${key}: '${name}' does not match Azure's pattern ${pattern.source}`]
      : [];
  };
}

const resourceGroup: ResourceModel = {
  replaceOn: ["resourceGroupName", "location"],
  check: nameRule("resourceGroupName", /^[-\w._()]{0,89}[-\w_()]$/),
  id: (inputs) => groupId(textOf(inputs, "resourceGroupName")),
  create(inputs, scene, id) {
    mustNotExist(scene, id);
    return {
      name: textOf(inputs, "resourceGroupName"),
      type: "Microsoft.Resources/resourceGroups",
      properties: { provisioningState: "Succeeded" },
    };
  },
  remove({ clouds }, id) {
    for (const [child, thing] of clouds.all()) {
      if (child.startsWith(`${id}/`) && thing.type === tokens.cluster) removeCluster(clouds, child);
    }
    clouds.remove(id);
  },
};

/** What Azure takes where no version is asked for. */
const defaultVersion = "1.34";

const managedCluster: ResourceModel = {
  settable: ["kubernetesVersion"],
  replaceOn: [
    "resourceName",
    "resourceGroupName",
    "location",
    "dnsPrefix",
    "nodeResourceGroup",
    "networkProfile.networkPlugin",
    "networkProfile.networkPluginMode",
    "networkProfile.networkDataplane",
    "networkProfile.networkPolicy",
    "networkProfile.podCidr",
    "networkProfile.serviceCidr",
    "networkProfile.dnsServiceIP",
    "networkProfile.outboundType",
    "linuxProfile",
  ],
  check: nameRule("resourceName", /^[a-zA-Z0-9]$|^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$/),
  id: (inputs) => clusterId(textOf(inputs, "resourceGroupName"), textOf(inputs, "resourceName")),
  create(inputs, scene, id) {
    mustHaveGroup(scene, textOf(inputs, "resourceGroupName"));
    mustNotExist(scene, id);
    const nodeGroup = groupId(textOf(inputs, "nodeResourceGroup"));
    mustNotExist(scene, nodeGroup);
    mustFitQuota(inputs, scene, id);
    scene.clouds.put(nodeGroup, { type: tokens.group, properties: { managedBy: id } });
    const fqdn = `${textOf(inputs, "dnsPrefix")}-${numberFrom(id, 0xffffffff).toString(16)}.hcp.${textOf(inputs, "location")}.azmk8s.io`;
    return {
      name: textOf(inputs, "resourceName"),
      type: "Microsoft.ContainerService/ManagedClusters",
      provisioningState: "Succeeded",
      powerState: { code: "Running" },
      fqdn,
      kubernetesVersion: inputs.kubernetesVersion ?? defaultVersion,
      currentKubernetesVersion: `${typeof inputs.kubernetesVersion === "string" ? inputs.kubernetesVersion : defaultVersion}.2`,
      identityProfile: { kubeletidentity: { objectId: "00000000-0000-0000-0000-00000000a6e7" } },
    };
  },
  update(inputs, scene, id, before) {
    mustFitQuota(inputs, scene, id);
    const asked = inputs.kubernetesVersion;
    if (typeof asked === "string") return { ...before, currentKubernetesVersion: `${asked}.2` };
    // Nobody asked for a version: it stays where upgrades have brought it.
    const { kubernetesVersion, currentKubernetesVersion } = scene.clouds.get(id)?.properties ?? before;
    return { ...before, kubernetesVersion, currentKubernetesVersion };
  },
  remove: ({ clouds }, id) => removeCluster(clouds, id),
};

/** A cluster takes its node resource group with it, and everything that ran in it. */
function removeCluster(clouds: Scene["clouds"], id: string): void {
  for (const [group, thing] of clouds.ofType(tokens.group)) {
    if (thing.properties.managedBy === id) clouds.remove(group);
  }
  clouds.remove(id);
}

const agentPool: ResourceModel = {
  replaceOn: [
    "agentPoolName",
    "resourceGroupName",
    "resourceName",
    "vmSize",
    "osType",
    "osSKU",
    "scaleSetPriority",
    "availabilityZones",
    "maxPods",
  ],
  check: nameRule("agentPoolName", /^[a-z][a-z0-9]{0,11}$/),
  id: (inputs) =>
    `${clusterId(textOf(inputs, "resourceGroupName"), textOf(inputs, "resourceName"))}/agentPools/${textOf(inputs, "agentPoolName")}`,
  create(inputs, scene, id) {
    const cluster = clusterId(textOf(inputs, "resourceGroupName"), textOf(inputs, "resourceName"));
    if (scene.clouds.get(cluster) === undefined) {
      throw new CloudError(`Code="ResourceNotFound" Message="The Resource '${cluster}' was not found."`);
    }
    mustNotExist(scene, id);
    mustFitQuota(inputs, scene, id);
    return { name: textOf(inputs, "agentPoolName"), provisioningState: "Succeeded", powerState: { code: "Running" } };
  },
  update(inputs, scene, id, before) {
    mustFitQuota(inputs, scene, id);
    return before;
  },
};

/** Cores of a pool, and of all pools within a cluster. */
function coresIn(properties: Properties): number {
  const inline = Array.isArray(properties.agentPoolProfiles) ? properties.agentPoolProfiles : [properties];
  return inline.reduce<number>(
    (sum, pool) => sum + Number(at(pool, "count") ?? 1) * (coresOf(String(at(pool, "vmSize"))) ?? 0),
    0,
  );
}

function mustFitQuota(inputs: Properties, { clouds, quota }: Scene, id: string): void {
  const others = [...clouds.ofType(tokens.cluster), ...clouds.ofType(tokens.pool)].filter(([other]) => other !== id);
  const used = others.reduce((sum, [, thing]) => sum + coresIn(thing.properties), 0);
  const wanted = coresIn(inputs);
  if (used + wanted > quota.cores) {
    throw new CloudError(
      `Code="ErrCode_InsufficientVCPUQuota" Message="Insufficient regional vcpu quota left in this region. left regional vcpu quota ${quota.cores - used}, requested quota ${wanted}."`,
    );
  }
}

const publicAddress: ResourceModel = {
  replaceOn: [
    "publicIpAddressName",
    "resourceGroupName",
    "location",
    "sku",
    "publicIPAllocationMethod",
    "publicIPAddressVersion",
  ],
  check: nameRule("publicIpAddressName", /^[a-zA-Z0-9]([-\w.]{0,78}\w)?$/),
  id: (inputs) =>
    `${groupId(textOf(inputs, "resourceGroupName"))}/providers/Microsoft.Network/publicIPAddresses/${textOf(inputs, "publicIpAddressName")}`,
  create(inputs, scene, id) {
    mustHaveGroup(scene, textOf(inputs, "resourceGroupName"));
    mustNotExist(scene, id);
    return {
      name: textOf(inputs, "publicIpAddressName"),
      type: "Microsoft.Network/publicIPAddresses",
      provisioningState: "Succeeded",
      // 203.0.113.0/24 is set aside for documentation: nobody can mistake it for a hub that runs.
      ipAddress: `203.0.113.${1 + numberFrom(`${id}${"'".repeat(scene.clouds.timesMade(id))}`, 254)}`,
      ...domainName(inputs, scene, id),
    };
  },
  update: (inputs, scene, id, before) => ({ ...before, ...domainName(inputs, scene, id) }),
  remove({ clouds }, id) {
    const user = clouds.all().find(([, thing]) => at(thing.properties, "claims", id) === true);
    if (user !== undefined) {
      throw new CloudError(
        `Code="PublicIPAddressCannotBeDeleted" Message="Public IP address ${id} can not be deleted since it is still allocated to resource ${user[0]}."`,
      );
    }
    clouds.remove(id);
  },
};

function domainName(inputs: Properties, { clouds }: Scene, id: string): Properties {
  const label = at(inputs, "dnsSettings", "domainNameLabel");
  if (typeof label !== "string") return {};
  const taken = clouds
    .ofType(tokens.address)
    .some(([other, thing]) => other !== id && at(thing.properties, "dnsSettings", "domainNameLabel") === label);
  if (taken) {
    throw new CloudError(
      `Code="DnsRecordInUse" Message="DNS record ${label}.${textOf(inputs, "location")}.cloudapp.azure.com is already used by another public IP."`,
    );
  }
  return {
    dnsSettings: { domainNameLabel: label, fqdn: `${label}.${textOf(inputs, "location")}.cloudapp.azure.com` },
  };
}

const registryId = (group: string, name: string) =>
  `${groupId(group)}/providers/Microsoft.ContainerRegistry/registries/${name}`;

const registry: ResourceModel = {
  replaceOn: ["registryName", "resourceGroupName", "location"],
  check: nameRule("registryName", /^[a-zA-Z0-9]{5,50}$/),
  id: (inputs) => registryId(textOf(inputs, "resourceGroupName"), textOf(inputs, "registryName")),
  create(inputs, scene, id) {
    mustHaveGroup(scene, textOf(inputs, "resourceGroupName"));
    mustNotExist(scene, id);
    return {
      name: textOf(inputs, "registryName"),
      loginServer: `${textOf(inputs, "registryName").toLowerCase()}.azurecr.io`,
    };
  },
};

const registryCredentials: FunctionModel = (args, { clouds }) => {
  const id = registryId(textOf(args, "resourceGroupName"), textOf(args, "registryName"));
  if (clouds.get(id)?.properties.adminUserEnabled !== true) {
    throw new CloudError(
      `Code="UnAuthorized" Message="Admin user of '${id}' is not enabled, or there is no such registry."`,
    );
  }
  const password = createHash("sha256").update(`admin of ${id}`).digest("hex");
  return { username: textOf(args, "registryName"), passwords: [{ name: "password", value: password }] };
};

const roleAssignment: ResourceModel = {
  replaceOn: ["roleAssignmentName", "scope", "principalId", "principalType", "roleDefinitionId"],
  id: (inputs) =>
    `${textOf(inputs, "scope")}/providers/Microsoft.Authorization/roleAssignments/${textOf(inputs, "roleAssignmentName")}`,
  create(inputs, scene, id) {
    if (scene.clouds.get(textOf(inputs, "scope")) === undefined) {
      throw new CloudError(
        `Code="ResourceNotFound" Message="The Resource '${textOf(inputs, "scope")}' was not found."`,
      );
    }
    mustNotExist(scene, id);
    return { type: "Microsoft.Authorization/roleAssignments" };
  },
};

/** A record in a zone that belongs to somebody else: zones are taken to exist. */
const recordSet: ResourceModel = {
  replaceOn: ["zoneName", "resourceGroupName", "relativeRecordSetName", "recordType"],
  id: (inputs) =>
    `${groupId(textOf(inputs, "resourceGroupName"))}/providers/Microsoft.Network/dnsZones/${textOf(inputs, "zoneName")}/${textOf(inputs, "recordType")}/${textOf(inputs, "relativeRecordSetName")}`,
  create(inputs, scene, id) {
    mustNotExist(scene, id);
    return { fqdn: `${textOf(inputs, "relativeRecordSetName")}.${textOf(inputs, "zoneName")}.` };
  },
};

const adminCredentials: FunctionModel = (args, { clouds }) => {
  const id = clusterId(textOf(args, "resourceGroupName"), textOf(args, "resourceName"));
  const cluster = clouds.get(id);
  if (cluster === undefined) {
    throw new CloudError(`Code="ResourceNotFound" Message="The Resource '${id}' was not found."`);
  }
  const name = textOf(args, "resourceName");
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": `${name}-admin`,
    clusters: [{ name, cluster: { server: `https://${String(cluster.properties.fqdn)}:443` } }],
    contexts: [{ name: `${name}-admin`, context: { cluster: name, user: "clusterAdmin" } }],
    users: [{ name: "clusterAdmin", user: { token: createHash("sha256").update(`admin of ${id}`).digest("hex") } }],
  };
  // JSON is YAML, and a kubeconfig may be either.
  return { kubeconfigs: [{ name: "clusterAdmin", value: Buffer.from(JSON.stringify(kubeconfig)).toString("base64") }] };
};

/** Azure, as far as the program relies on it. */
export const azure: ProviderModel = {
  name: "azure-native",
  resources: {
    [tokens.group]: resourceGroup,
    [tokens.cluster]: managedCluster,
    [tokens.pool]: agentPool,
    [tokens.address]: publicAddress,
    [tokens.registry]: registry,
    [tokens.assignment]: roleAssignment,
    [tokens.record]: recordSet,
  },
  functions: {
    "azure-native:containerservice:listManagedClusterAdminCredentials": adminCredentials,
    "azure-native:containerregistry:listRegistryCredentials": registryCredentials,
  },
};
