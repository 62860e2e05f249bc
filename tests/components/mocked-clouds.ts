import { type MockResourceArgs } from "@pulumi/pulumi/runtime/mocks";
import { at } from "../../settings/untyped";

/** Addresses that Azure allots, by the name of the resource. */
export const addresses: Readonly<Record<string, string>> = {
  "proxy-public-ip": "20.1.2.3",
  "binder-ip": "20.1.2.4",
};

/** The cluster's kubeconfig. */
export const kubeconfig = "apiVersion: v1\nkind: Config\n# kubeconfig-canary\n";

/** What AKS gives to people who log in with Entra ID. */
export const personsKubeconfig = `apiVersion: v1
kind: Config
current-context: hubcluster
clusters:
- name: hubcluster
  cluster:
    server: https://hub.hcp.chinaeast2.cx.prod.service.azk8s.cn:443
contexts:
- name: hubcluster
  context:
    cluster: hubcluster
    user: clusterUser
users:
- name: clusterUser
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args:
      - get-token
      - --environment
      - AzureChinaCloud
      - --server-id
      - 6dae42f8-4368-4678-94ff-3960e28e3630
      - --client-id
      - 80faf920-1908-4b52-b5ef-a8e7bedfc67a
      - --tenant-id
      - 00000000-0000-0000-0000-0000000007e4
      - --login
      - devicecode
      env: null
      installHint: kubelogin is not installed
      provideClusterInfo: false
`;

/** Address of the cluster's API server. */
export const apiServer = "20.1.2.1";

/** The passwords of an Azure registry; the first is the one to take. */
export const azurePasswords = ["azure-password-canary", "other-password-canary"] as const;

/** The keys of a storage account; the first is the one to take. */
export const storageKeys = ["storage-key-canary", "other-key-canary"] as const;

/** Object id of the identity with which the cluster's nodes pull. */
export const kubeletIdentity = "kubelet-object-id";

/** Id of an Azure registry: formed as Azure does, as the program looks into it. */
export const registryId =
  "/subscriptions/of-the-test/resourceGroups/testhub/providers/Microsoft.ContainerRegistry/registries";

/** The id that a resource gets. */
export function idOf({ type, name, inputs }: MockResourceArgs): string {
  return type === "azure-native:containerregistry:Registry"
    ? `${registryId}/${String(at(inputs, "registryName"))}`
    : `${name}-id`;
}

/** Inputs that name an Azure resource; it gives its name back as `name`. */
const namingInputs: Readonly<Record<string, string>> = {
  "azure-native:resources:ResourceGroup": "resourceGroupName",
  "azure-native:containerservice:ManagedCluster": "resourceName",
  "azure-native:containerregistry:Registry": "registryName",
  "azure-native:network:PublicIPAddress": "publicIpAddressName",
  "azure-native:storage:StorageAccount": "accountName",
  "azure-native:operationalinsights:Workspace": "workspaceName",
  "azure-native:dashboard:Dashboard": "dashboardName",
};

/** What a cloud adds to the inputs of a resource. */
export function additions({ type, name, inputs }: MockResourceArgs): Record<string, unknown> {
  const naming = namingInputs[type];
  return { ...(naming !== undefined && { name: at(inputs, naming) }), ...computed(type, name) };
}

function computed(type: string, name: string): Record<string, unknown> {
  switch (type) {
    case "random:index/randomBytes:RandomBytes":
      return { hex: `hex-of-${name}` };
    case "random:index/randomUuid:RandomUuid":
      return { result: `uuid-of-${name}` };
    case "azure-native:network:PublicIPAddress":
      return { ipAddress: addresses[name] ?? "20.1.2.9" };
    case "azure-native:containerservice:ManagedCluster":
      return { identityProfile: { kubeletidentity: { objectId: kubeletIdentity } } };
    case "kubernetes:discovery.k8s.io/v1:EndpointSlice":
      return { endpoints: [{ addresses: [apiServer] }] };
    // The provider names those that have no name.
    case "kubernetes:core/v1:Secret":
      return { metadata: { name: `name-of-${name}` } };
    case "kubernetes:helm.sh/v3:Release":
      return { status: { status: "deployed", revision: 1 } };
    default:
      return {};
  }
}

/** What a function of Azure answers. */
export function answer(token: string): object {
  switch (token) {
    // The stack's own state: nothing, as before the first run.
    case "pulumi:pulumi:readStackResourceOutputs":
      return { outputs: {} };
    case "azure-native:containerservice:listManagedClusterAdminCredentials":
      return { kubeconfigs: [{ name: "admin", value: Buffer.from(kubeconfig).toString("base64") }] };
    case "azure-native:containerservice:listManagedClusterUserCredentials":
      return { kubeconfigs: [{ name: "user", value: Buffer.from(personsKubeconfig).toString("base64") }] };
    case "azure-native:containerregistry:listRegistryCredentials":
      return { passwords: azurePasswords.map((value, index) => ({ name: `password${index + 1}`, value })) };
    case "azure-native:storage:listStorageAccountKeys":
      return { keys: storageKeys.map((value, index) => ({ keyName: `key${index + 1}`, value })) };
    default:
      throw new Error(`The mocked Azure does not know ${token}.`);
  }
}
