import { type AksClusterArgs } from "../../components/cluster/aks-cluster";
import { type BinderHubArgs } from "../../components/hub/binder-hub";

/** The workshop's cluster. */
export const aksArgs: AksClusterArgs = {
  location: "westeurope",
  resourceGroup: "testhub",
  nodeResourceGroup: "nodes",
  clusterName: "hubcluster",
  dnsPrefix: "hub",
  nodeCount: 3,
  vmSize: "Standard_D2s_v5",
  networkPolicy: "cilium",
  tier: "Free",
};

/** Maintenance on Sundays, as the settings have it. */
export const sundays = { day: "Sunday", start: "02:00", hours: 4, utcOffset: "+00:00" } as const;

/** A hub with next to no values, on a cluster that is not the stack's. */
export const hubArgs: BinderHubArgs = {
  namespace: "binder",
  chart: { version: "1.0.0-0.dev.git.3983.h383374de", repository: "https://example.org/charts" },
  timeout: 1200,
  historyLimit: 7,
  values: { imageBuilderType: "dind" },
  after: [],
  buildsReach: {},
};

/** When backups are made and how long they are kept, as the settings have it. */
const backups = {
  ...({ every: "24h", at: "02:41", keep: { days: 14, weeks: 8, months: 6 } } as const),
  image: "docker.io/restic/restic:0.18.1",
};

/** Backups in a storage account that the stack makes, as the settings have it. */
export const azureBackup = { ...backups, type: "azure", account: "mybackup", redundancy: "LRS" } as const;

/** Backups in a bucket that is there, as the settings have it. */
export const resticBackup = { ...backups, type: "restic", repository: "s3:https://s3.example.org/hub" } as const;

/** Docker Hub, as the settings have it. */
export const dockerHub = { type: "dockerHub", username: "jdoe", prefix: "binder-dev", private: false } as const;

/** An Azure registry that the stack makes, as the settings have it. */
export const azureRegistry = {
  type: "azure",
  name: "mygroupbinder",
  sku: "Basic",
  pull: "secret",
  project: "binder",
  prefix: "binder-dev",
} as const;

/** A registry in the cluster, as the settings have it. */
export const inClusterRegistry = { type: "inCluster", prefix: "binder", size: "20Gi", nodePort: 30_000 } as const;

/** Login with GitHub, as the settings have it. */
export const github = { type: "github", clientId: "client-id", allowedOrganizations: ["mygroup"] } as const;

/** A pool for users' servers, of spot nodes, that the autoscaler moves. */
export const userPool = {
  role: "user",
  vmSize: "Standard_D4s_v5",
  min: 1,
  max: 5,
  spot: true,
  gpu: false,
  zones: ["1", "2"],
} as const;
