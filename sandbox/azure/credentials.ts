import { createHash } from "node:crypto";
import { type FunctionModel, type Properties, type Scene, textOf } from "../model";
import { logsInWithEntra } from "./cluster-login";
import { ArmError, notFound } from "./errors";
import { requestFailed } from "./functions";
import { clusterId, tenantId } from "./ids";
import { worldOf } from "./world";

/**
 * The administrator's kubeconfig of a cluster. A cluster without local accounts has none.
 * @see https://github.com/hashicorp/terraform-provider-azurerm/pull/15489 for what is refused
 */
export const adminCredentials: FunctionModel = (args, scene) => {
  const { id, properties } = clusterIn(args, scene, "listClusterAdminCredential");
  if (properties.disableLocalAccounts === true) {
    const message = "Getting static credential is not allowed because this cluster is set to disable local accounts.";
    throw requestFailed(`${id}/listClusterAdminCredential`, new ArmError(400, "BadRequest", message));
  }
  const token = createHash("sha256").update(`admin of ${id}`).digest("hex");
  return credentials(args, scene, properties, { name: "clusterAdmin", suffix: "-admin", user: { token } });
};

/**
 * The kubeconfig of a person. If people log in with Entra ID, it has no credential: a plugin, kubelogin, logs in. Otherwise it is a local account's.
 * @see https://learn.microsoft.com/azure/aks/kubelogin-authentication
 * @see https://github.com/Azure/kubelogin/blob/main/pkg/internal/converter/convert.go for the plugin's arguments
 */
export const userCredentials: FunctionModel = (args, scene) => {
  const { id, properties } = clusterIn(args, scene, "listClusterUserCredential");
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "kubelogin",
    args: [
      ...["get-token", "--environment", "AzurePublicCloud", "--server-id", "6dae42f8-4368-4678-94ff-3960e28e3630"],
      ...["--client-id", "80faf920-1908-4b52-b5ef-a8e7bedfc67a", "--tenant-id", tenantId, "--login", "devicecode"],
    ],
    installHint: "kubelogin is not installed which is required to connect to AAD enabled cluster.",
  };
  const token = createHash("sha256").update(`user of ${id}`).digest("hex");
  const user = logsInWithEntra(properties) ? { exec } : { token };
  return credentials(args, scene, properties, { name: "clusterUser", suffix: "", user });
};

function clusterIn(args: Properties, scene: Scene, asked: string) {
  const id = clusterId(scene, textOf(args, "resourceGroupName"), textOf(args, "resourceName"));
  const cluster = scene.clouds.get(id);
  if (cluster === undefined) throw requestFailed(`${id}/${asked}`, notFound(id));
  return { id, properties: cluster.properties };
}

function credentials(
  args: Properties,
  scene: Scene,
  { fqdn }: Properties,
  { name, suffix, user }: { readonly name: string; readonly suffix: string; readonly user: object },
): Properties {
  const cluster = textOf(args, "resourceName");
  const context = `${cluster}${suffix}`;
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": context,
    clusters: [{ name: cluster, cluster: { server: `https://${String(fqdn)}:443` } }],
    contexts: [{ name: context, context: { cluster, user: name } }],
    users: [{ name, user }],
  };
  // JSON is YAML, and a kubeconfig may be either.
  const value = Buffer.from(worldOf(scene.clouds).kubeconfig ?? JSON.stringify(kubeconfig)).toString("base64");
  return { kubeconfigs: [{ name, value }] };
}
