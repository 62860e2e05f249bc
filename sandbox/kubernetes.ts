import { checkChartValues } from "./chart-schemas";
import { putRecord, stuckRecords } from "./helm-records";
import { at } from "../settings/untyped";
import { CloudError, textOf, type Properties, type ProviderModel, type ResourceModel, type Scene } from "./model";

/** The server that a provider's kubeconfig leads to; refused as the real provider does where it leads nowhere. */
function serverOf({ provider, clouds }: Scene): string {
  if (typeof provider.context === "string") return `existing/${provider.context}`;
  const server = serverIn(provider.kubeconfig);
  const host = server?.replace(/^https:\/\//, "").replace(/:\d+$/, "");
  const cluster = clouds
    .ofType("azure-native:containerservice:ManagedCluster")
    .find(([, thing]) => thing.properties.fqdn === host);
  if (server === undefined || cluster === undefined) {
    throw new CloudError(
      "configured Kubernetes cluster is unreachable: unable to load Kubernetes client configuration from kubeconfig file",
    );
  }
  return cluster[0];
}

function serverIn(kubeconfig: unknown): string | undefined {
  try {
    const parsed: unknown = JSON.parse(String(kubeconfig));
    const server = at(parsed, "clusters", 0, "cluster", "server");
    return typeof server === "string" ? server : undefined;
  } catch {
    return undefined;
  }
}

/** What `kubernetes.default` leads to: there in every cluster, and nobody's to make. */
const apiServerEndpoints: ResourceModel = {
  replaceOn: [],
  id: () => "default/kubernetes",
  create() {
    throw new CloudError('endpointslices.discovery.k8s.io "kubernetes" already exists');
  },
  found: (scene) => {
    serverOf(scene);
    return { metadata: { name: "kubernetes", namespace: "default" }, endpoints: [{ addresses: ["203.0.113.253"] }] };
  },
};

const metadata = (inputs: Properties, key: string) => {
  const value = at(inputs, "metadata", key);
  return typeof value === "string" ? value : undefined;
};

const namespaceKey = (server: string, name: string) => `${server}/namespaces/${name}`;

/** Ids of namespaced objects are `namespace/name`, in every cluster: a key says which cluster and kind as well. */
const keyIn = (kind: string) => (id: string, scene: Scene) => {
  const [namespaceName = "", name = ""] = id.split("/");
  return `${namespaceKey(serverOf(scene), namespaceName)}/${kind}/${name}`;
};

function mustHaveNamespace(scene: Scene, name: string): void {
  if (scene.clouds.get(namespaceKey(serverOf(scene), name)) === undefined) {
    throw new CloudError(`namespaces "${name}" not found`);
  }
}

/** A namespaced object of which nothing but its existence matters. */
function object(kind: string): ResourceModel {
  return {
    replaceOn: ["metadata.name", "metadata.namespace"],
    id: (inputs) => `${metadata(inputs, "namespace") ?? "default"}/${metadata(inputs, "name") ?? ""}`,
    key: keyIn(kind),
    create(inputs, scene, key) {
      mustHaveNamespace(scene, metadata(inputs, "namespace") ?? "default");
      if (scene.clouds.get(key) !== undefined) {
        throw new CloudError(`${kind} "${metadata(inputs, "name") ?? ""}" already exists`);
      }
      return {};
    },
  };
}

const namespace: ResourceModel = {
  replaceOn: ["metadata.name"],
  id: (inputs) => metadata(inputs, "name") ?? "",
  key: (id, scene) => namespaceKey(serverOf(scene), id),
  create(inputs, { clouds }, key) {
    if (clouds.get(key) !== undefined) {
      throw new CloudError(`namespaces "${metadata(inputs, "name") ?? ""}" already exists`);
    }
    return { status: { phase: "Active" } };
  },
};

/** Whether everything in a value is known. */
function isKnown(value: unknown): boolean {
  return typeof value === "object" && value !== null ? Object.values(value).every(isKnown) : value !== undefined;
}

const release: ResourceModel = {
  replaceOn: ["name", "namespace"],
  // What a preview does not know yet cannot be judged; the run itself knows it.
  check: (inputs) => (isKnown(inputs.values) ? checkChartValues(inputs.values) : []),
  id: (inputs) => `${textOf(inputs, "namespace")}/${textOf(inputs, "name")}`,
  key: keyIn("releases"),
  create(inputs, scene, key) {
    mustHaveNamespace(scene, namespaceOf(inputs));
    if (scene.clouds.get(key) !== undefined || stuckRecords(scene.clouds, key).length > 0) {
      throw new CloudError("cannot re-use a name that is still in use");
    }
    return installed(inputs, scene, 1);
  },
  update(inputs, scene, key, before) {
    if (stuckRecords(scene.clouds, key).length > 0) {
      throw new CloudError("another operation (install/upgrade/rollback) is in progress");
    }
    return installed(inputs, scene, revisionOf(before) + 1);
  },
  remove({ clouds }, key) {
    for (const [record] of stuckRecords(clouds, key)) clouds.remove(record);
    clouds.remove(key);
  },
  breakOff({ name, namespace: namespaceName }, { clouds }, key, operation) {
    const status = operation === "create" ? "pending-install" : "pending-upgrade";
    const version = operation === "create" ? 1 : revisionOf(clouds.get(key)?.properties) + 1;
    putRecord(clouds, key, { name: String(name), namespace: String(namespaceName), status, version });
  },
};

function revisionOf(properties: unknown): number {
  return Number(at(properties, "status", "revision"));
}

/** Helm's view of a release that became ready; its LoadBalancer Services have claimed their addresses. */
function installed(inputs: Properties, scene: Scene, revision: number): Properties {
  const name = textOf(inputs, "name");
  if (typeof at(inputs, "values", "config", "BinderHub", "hub_url") !== "string") {
    throw new CloudError("hub_url is empty: every launch would end in a URL that leads nowhere");
  }
  const services = {
    binder: at(inputs, "values", "service"),
    "proxy-public": at(inputs, "values", "jupyterhub", "proxy", "service"),
  };
  const claims = Object.entries(services).map(([service, values]) => {
    const addressName = at(values, "annotations", "service.beta.kubernetes.io/azure-pip-name");
    const address = scene.clouds
      .ofType("azure-native:network:PublicIPAddress")
      .find(([, thing]) => thing.properties.publicIpAddressName === addressName);
    if (typeof addressName === "string" && address === undefined) {
      throw new CloudError(
        `Helm release "${namespaceOf(inputs)}/${name}" failed and was rolled back due to atomic being set: context deadline exceeded: Service ${service} is waiting for public IP ${addressName}, which was not found in the node resource group`,
      );
    }
    return address?.[0];
  });
  return {
    status: {
      name,
      namespace: namespaceOf(inputs),
      chart: "binderhub",
      version: inputs.version ?? "0.0.1-set.by.chartpress",
      revision,
      status: "deployed",
    },
    resourceNames: { "Service/v1": Object.keys(services).map((service) => `${namespaceOf(inputs)}/${service}`) },
    claims: Object.fromEntries(claims.filter((id) => id !== undefined).map((id) => [id, true])),
  };
}

function namespaceOf(inputs: Properties): string {
  return textOf(inputs, "namespace");
}

/** Kubernetes and Helm, as far as the program relies on them. */
export const kubernetes: ProviderModel = {
  name: "kubernetes",
  resources: {
    "kubernetes:core/v1:Namespace": namespace,
    "kubernetes:helm.sh/v3:Release": release,
    "kubernetes:core/v1:Service": object("services"),
    "kubernetes:core/v1:PersistentVolumeClaim": object("persistentvolumeclaims"),
    "kubernetes:apps/v1:Deployment": object("deployments.apps"),
    "kubernetes:core/v1:Secret": object("secrets"),
    "kubernetes:networking.k8s.io/v1:NetworkPolicy": object("networkpolicies.networking.k8s.io"),
    "kubernetes:discovery.k8s.io/v1:EndpointSlice": apiServerEndpoints,
  },
  // Without a cluster identifier the real provider takes every change of the kubeconfig for another cluster.
  // https://github.com/pulumi/pulumi-kubernetes/issues/2745
  replacedBy: (before, after) =>
    before.clusterIdentifier !== undefined && after.clusterIdentifier !== undefined
      ? before.clusterIdentifier !== after.clusterIdentifier
      : before.kubeconfig !== after.kubeconfig,
};
