/** How long an operation takes for real. */
export interface Duration {
  readonly seconds: number;
  /** The log that shows it; without one the number is a guess. */
  readonly source?: keyof typeof sources;
}

/** What an operation does to a resource. */
export type Timed = "create" | "update" | "delete" | "read";

/** A function of a provider: it is asked once the resource is there, and something waits for its answer. */
export interface TimedCall extends Duration {
  /** Token of the function. */
  readonly token: string;
  /** In words. */
  readonly label: string;
  /** Type of the resource that it is asked about. */
  readonly about: string;
  /** Type of the resource that needs the answer. */
  readonly neededBy: string;
}

/** Logs that people have published. */
export const sources = {
  pulumiCluster: {
    what: "Pulumi, an AKS cluster",
    link: "https://github.com/tusharshahrs/pulumi-home/tree/main/azure-ts-aks-managed-profile",
  },
  pulumiNetwork: {
    what: "Pulumi, a network with public addresses in a resource group",
    link: "https://github.com/baoduy/hbd.astro-paper/blob/10e5416aa9e630bd1b45c7b0f52e091a26618806/src/content/blog/az-03-pulumi-private-aks-hub-vnet-development.md",
  },
  terraformCluster: {
    what: "Terraform, an AKS cluster that is made and destroyed",
    link: "https://github.com/adavarski/DevOps-AZURE-demo/tree/main/AKS",
  },
  terraformPools: {
    what: "Terraform, two AKS node pools side by side; what we saw of it ends at this number, while both are still coming",
    link: "https://github.com/agones-dev/agones/pull/2165",
  },
  terraformRegistry: {
    what: "Terraform, an Azure registry",
    link: "https://github.com/turbot/steampipe-plugin-azure/pull/196",
  },
  terraformRole: {
    what: "Terraform, an AKS cluster with a role for its registry and a namespace",
    link: "https://github.com/csirkepaprikas/M12_KafkaStreams_PYTHON_AZURE",
  },
  openTofuHub: {
    what: "OpenTofu, JupyterHub's chart on a cluster in OpenStack",
    link: "https://www.zonca.dev/posts/2026-04-22-deploy-jupyterhub-openstack-magnum-tofu",
  },
} as const;

const guess = (seconds: number): Duration => ({ seconds });
const object = { create: guess(1), update: guess(1), delete: guess(1) };

/**
 * Modelled times by resource type. Where there is a source, the number is the very one that its log shows, not an average: on
 * another day Azure takes twice as long. What is not here exists in Pulumi's state only, and takes no time.
 */
export const durations: Readonly<Record<string, Readonly<Partial<Record<Timed, Duration>>>>> = {
  "azure-native:resources:ResourceGroup": {
    create: { seconds: 1, source: "pulumiNetwork" },
    update: guess(1),
    // A group that a cluster has stood in; an empty one goes faster.
    delete: { seconds: 49, source: "terraformCluster" },
  },
  "azure-native:containerservice:ManagedCluster": {
    create: { seconds: 274, source: "pulumiCluster" },
    update: guess(180),
    delete: { seconds: 306, source: "terraformCluster" },
  },
  "azure-native:containerservice:AgentPool": {
    create: { seconds: 160, source: "terraformPools" },
    update: guess(120),
    delete: guess(120),
  },
  "azure-native:network:PublicIPAddress": {
    create: { seconds: 4, source: "pulumiNetwork" },
    update: guess(4),
    delete: { seconds: 12, source: "pulumiNetwork" },
  },
  "azure-native:containerregistry:Registry": {
    create: { seconds: 17, source: "terraformRegistry" },
    update: guess(10),
    delete: guess(10),
  },
  "azure-native:authorization:RoleAssignment": {
    create: { seconds: 27, source: "terraformRole" },
    update: guess(27),
    delete: guess(5),
  },
  "azure-native:keyvault:Vault": { create: guess(30), update: guess(10), delete: guess(10) },
  "azure-native:keyvault:Key": { create: guess(2), update: guess(2), delete: guess(2) },
  "azure-native:managedidentity:UserAssignedIdentity": object,
  "azure-native:managedidentity:FederatedIdentityCredential": object,
  "azure-native:storage:StorageAccount": { create: guess(20), update: guess(5), delete: guess(5) },
  "azure-native:storage:BlobServiceProperties": object,
  "azure-native:storage:BlobContainer": object,
  "azure-native:dns:RecordSet": { create: guess(3), update: guess(3), delete: guess(3) },
  "kubernetes:core/v1:Namespace": {
    create: { seconds: 1, source: "terraformRole" },
    update: guess(1),
    delete: guess(10),
  },
  "kubernetes:helm.sh/v3:Release": {
    create: { seconds: 84, source: "openTofuHub" },
    update: guess(60),
    delete: guess(10),
  },
  // Until its pod runs: an image to pull, a volume to make.
  "kubernetes:apps/v1:Deployment": { create: guess(20), update: guess(20), delete: guess(5) },
  "kubernetes:core/v1:Service": object,
  "kubernetes:core/v1:PersistentVolumeClaim": object,
  "kubernetes:core/v1:Secret": object,
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": object,
  "kubernetes:discovery.k8s.io/v1:EndpointSlice": { read: guess(1) },
};

/** Functions that the program asks on its way. A state does not say who waits for them, so it stands here. */
export const calls: readonly TimedCall[] = [
  {
    token: "azure-native:containerservice:listManagedClusterAdminCredentials",
    label: "kubeconfig",
    about: "azure-native:containerservice:ManagedCluster",
    neededBy: "pulumi:providers:kubernetes",
    ...guess(1),
  },
  {
    token: "azure-native:containerregistry:listRegistryCredentials",
    label: "registry password",
    about: "azure-native:containerregistry:Registry",
    neededBy: "kubernetes:helm.sh/v3:Release",
    ...guess(1),
  },
];
