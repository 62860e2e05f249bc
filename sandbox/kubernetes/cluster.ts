import { at } from "../untyped";
import { CloudError, type Properties, type Scene } from "../model";

/** The cluster of a provider's kubeconfig, or why there is none. */
type Reached = { readonly cluster: string; readonly reason?: undefined } | { readonly reason: string };

/**
 * What Kubernetes says of an operation in an unreachable cluster.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go for `Configure`, `Create`, `Read`, `Delete`
 */
const unreachable = {
  make: (reason: string) => `configured Kubernetes cluster is unreachable: ${reason}`,
  read: () =>
    'failed to read resource state due to unreachable cluster. If the cluster was deleted, you can remove this resource from Pulumi state by rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"',
  delete: () =>
    'configured Kubernetes cluster is unreachable. If the cluster was deleted, you can remove this resource from Pulumi state by rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"',
  install: (reason: string) => `can't create Helm Release with unreachable cluster: ${reason}`,
  upgrade: (reason: string) => `can't update Helm Release with unreachable cluster: ${reason}`,
  uninstall: (reason: string) => `can't delete Helm Release with unreachable cluster. Reason: "${reason}"`,
} as const;

/** Key of the cluster of the provider's kubeconfig. @throws what the provider says of an operation if there is no such cluster */
export function clusterFor(operation: keyof typeof unreachable, scene: Scene): string {
  const reached = reach(scene);
  if (reached.reason !== undefined) throw new CloudError(unreachable[operation](reached.reason));
  return reached.cluster;
}

/** Whether an unreachable cluster counts as deleted: then a read finds nothing, and a delete succeeds. Not so for Helm releases. */
export function takesUnreachableForGone(scene: Scene): boolean {
  const asked = scene.provider.deleteUnreachable ?? process.env.PULUMI_K8S_DELETE_UNREACHABLE;
  return (asked === true || asked === "true") && reach(scene).reason !== undefined;
}

/**
 * Looks for the cluster. A plugin's token is one of Entra ID, which a cluster without it does not know.
 * @see https://github.com/kubernetes/apimachinery/blob/master/pkg/api/errors/errors.go `NewGenericServerResponse`, for the words
 */
function reach({ provider, clouds }: Scene): Reached {
  if (typeof provider.context === "string") return { cluster: `existing/${provider.context}` };
  const config = contentOf(provider.kubeconfig);
  const server = at(config, "clusters", 0, "cluster", "server");
  if (typeof server !== "string") {
    return { reason: "failed to parse kubeconfig data in `kubernetes:config:kubeconfig`- no cluster is in it" };
  }
  const host = server.replace(/^https:\/\//, "").replace(/:\d+$/, "");
  const cluster = clouds
    .ofType("azure-native:containerservice:ManagedCluster")
    .find(([, thing]) => thing.properties.fqdn === host);
  const failed = "unable to load schema information from the API server: ";
  if (cluster === undefined) return { reason: `${failed}dial tcp: lookup ${host}: no such host` };
  const [id, { properties }] = cluster;
  return at(config, "users", 0, "user", "exec") !== undefined && at(properties, "aadProfile", "managed") !== true
    ? { reason: `${failed}the server has asked for the client to provide credentials` }
    : { cluster: id };
}

function contentOf(kubeconfig: unknown): unknown {
  try {
    return JSON.parse(String(kubeconfig));
  } catch {
    return undefined;
  }
}

/** Key of a namespace. */
export const namespaceKey = (cluster: string, name: string) => `${cluster}/namespaces/${name}`;

/** Key of an object in a namespace. */
export const objectKey = (cluster: string, namespace: string, plural: string, name: string) =>
  `${namespaceKey(cluster, namespace)}/${plural}/${name}`;

/** Key of the cluster, or `unreachable`. Each operation decides what to do then. */
export const clusterKey = (scene: Scene) => {
  const reached = reach(scene);
  return reached.reason === undefined ? reached.cluster : "unreachable";
};

/** Ids of objects in a namespace are `namespace/name` in every cluster. A key also has the cluster and the kind. */
export const keyIn = (plural: string) => (id: string, scene: Scene) => {
  const [namespace = "", name = ""] = id.split("/");
  return objectKey(clusterKey(scene), namespace, plural, name);
};

/** A text in an object's metadata. */
export function metadata(properties: Properties, key: "name" | "namespace"): string | undefined {
  const value = at(properties, "metadata", key);
  return typeof value === "string" ? value : undefined;
}
