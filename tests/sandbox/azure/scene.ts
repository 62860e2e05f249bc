import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { azure } from "../../../sandbox/azure";
import { tokens } from "../../../sandbox/azure/ids";
import { isAzureModel } from "../../../sandbox/azure/schema";
import { worldOf } from "../../../sandbox/azure/world";
import { Clouds } from "../../../sandbox/clouds";
import { type Properties, type Scene } from "../../../sandbox/model";

type Name = keyof typeof tokens;

/** An empty subscription. */
export function emptyScene({ cores = 100, provider = {} }: { cores?: number; provider?: Properties } = {}): Scene {
  const clouds = new Clouds(join(mkdtempSync(join(tmpdir(), "azure-")), "clouds.json"));
  worldOf(clouds).cores = cores;
  return { clouds, provider };
}

/** The model of a type. */
export function modelOf(name: Name) {
  const model = azure.resources[tokens[name]];
  if (model === undefined || !isAzureModel(model)) throw new Error(`no model of ${name}`);
  return model;
}

/** Makes a resource. @returns its id */
export function make(scene: Scene, name: Name, inputs: Properties): string {
  const id = modelOf(name).id(inputs, scene);
  modelOf(name).create(inputs, scene, id);
  return id;
}

/** Sends a resource's inputs anew, as an update does. */
export function put(scene: Scene, name: Name, inputs: Properties): void {
  modelOf(name).update?.(inputs, scene, modelOf(name).id(inputs, scene), {});
}

/** What Azure answers of a resource. */
export function answer(scene: Scene, name: Name, id: string): Properties {
  const found = modelOf(name).answer?.(scene, id);
  if (found === undefined) throw new Error(`${id} is not there`);
  return found;
}

/** Calls a function of the provider. */
export function call(scene: Scene, token: string, args: Properties): Properties {
  const found = azure.functions?.[`azure-native:${token}`];
  if (found === undefined) throw new Error(`no function ${token}`);
  return found(args, scene);
}

export const group = { resourceGroupName: "testhub", location: "westeurope", tags: { environment: "production" } };

export const systemPool = {
  ...{ name: "system", mode: "System", type: "VirtualMachineScaleSets", osType: "Linux", osSKU: "Ubuntu" },
  ...{ vmSize: "Standard_D2s_v3", count: 2, nodeLabels: { "hub.jupyter.org/node-purpose": "core" } },
  upgradeSettings: { maxSurge: "1" },
};

export const cluster = {
  ...{ resourceName: "hubcluster", resourceGroupName: "testhub", nodeResourceGroup: "hubcluster-nodes" },
  ...{
    location: "westeurope",
    dnsPrefix: "hubcluster",
    kubernetesVersion: "1.34",
    sku: { name: "Base", tier: "Free" },
  },
  identity: { type: "SystemAssigned" },
  agentPoolProfiles: [systemPool],
  networkProfile: {
    networkPlugin: "azure",
    networkPluginMode: "overlay",
    networkPolicy: "cilium",
    networkDataplane: "cilium",
  },
  tags: { environment: "production" },
};

export const usersPool = {
  ...{ agentPoolName: "users", resourceGroupName: "testhub", resourceName: "hubcluster", mode: "User" },
  ...{ vmSize: "Standard_D4s_v3", count: 1, enableAutoScaling: true, minCount: 1, maxCount: 9 },
};

export const address = {
  ...{ publicIpAddressName: "binder", resourceGroupName: "hubcluster-nodes", location: "westeurope" },
  ...{
    sku: { name: "Standard", tier: "Regional" },
    publicIPAllocationMethod: "Static",
    publicIPAddressVersion: "IPv4",
  },
  tags: { environment: "production" },
};

export const acr = {
  ...{ registryName: "hubimages", resourceGroupName: "testhub", location: "westeurope" },
  ...{ sku: { name: "Basic" }, adminUserEnabled: true },
};

/** A group and a cluster in it, with a pool for users beside its own. @returns their ids */
export function withCluster(scene: Scene): { group: string; cluster: string; users: string } {
  return {
    group: make(scene, "group", group),
    cluster: make(scene, "cluster", cluster),
    users: make(scene, "pool", usersPool),
  };
}
