import { createHash } from "node:crypto";
import { CloudError, type FunctionModel, type ResourceModel, type Scene, textOf } from "../model";
import { clusterId, groupId, numberFrom, tokens } from "./ids";
import { mustFitQuota } from "./quota";
import { mustHaveGroup, mustNotExist, nameRule } from "./refusals";

/** What Azure takes where no version is asked for. */
const defaultVersion = "1.34";

/** AKS clusters: each makes the node resource group, and takes it along. */
export const managedCluster: ResourceModel = {
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
export function removeCluster(clouds: Scene["clouds"], id: string): void {
  for (const [group, thing] of clouds.ofType(tokens.group)) {
    if (thing.properties.managedBy === id) clouds.remove(group);
  }
  clouds.remove(id);
}

/** The administrator's kubeconfig of a cluster. */
export const adminCredentials: FunctionModel = (args, { clouds, kubeconfig: real }) => {
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
  const value = Buffer.from(real ?? JSON.stringify(kubeconfig)).toString("base64");
  return { kubeconfigs: [{ name: "clusterAdmin", value }] };
};
