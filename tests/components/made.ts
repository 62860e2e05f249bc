import { Workspace } from "@pulumi/azure-native/operationalinsights";
import { ManagedCluster } from "@pulumi/azure-native/containerservice";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { BackupAccount } from "../../components/backup/backup-account";
import { BackupStore } from "../../components/backup/backup-store";
import { ScheduledBackup } from "../../components/backup/scheduled-backup";
import { ClusterSleep, type ClusterSleepArgs } from "../../components/schedule/cluster-sleep";
import { Budget } from "../../components/cost/budget";
import { AksCluster } from "../../components/cluster/aks-cluster";
import { Authentication } from "../../components/login/authentication";
import { BinderHub } from "../../components/hub/binder-hub";
import { Branding } from "../../components/branding/branding";
import { ContainerRegistry } from "../../components/registry/container-registry";
import { ExistingCluster } from "../../components/cluster/existing-cluster";
import { FolderVolumes } from "../../components/folders/folder-volumes";
import { HubTokens } from "../../components/tokens/hub-tokens";
import { AzureMonitoring } from "../../components/monitoring/azure/azure-monitoring";
import { LogsWorkspace } from "../../components/monitoring/azure/logs-workspace";
import { LogCollection } from "../../components/monitoring/azure/log-collection";
import { InClusterMonitoring } from "../../components/monitoring/in-cluster";
import { LaunchRecord } from "../../components/monitoring/launch-record";
import { monitoring } from "../../components/monitoring/settings";
import { InClusterRegistry } from "../../components/registry/in-cluster-registry";
import { MaintenanceWindows } from "../../components/maintenance/maintenance-windows";
import { NodePool } from "../../components/pools/node-pool";
import { PrivateRepositories } from "../../components/private-repositories/private-repositories";
import { type ScheduledFacts, ScheduledCheck } from "../../components/operate/scheduled-check";
import { type EventJobFacts } from "../../components/events/job-facts";
import { EventRoom } from "../../components/events/room";
import { ScheduledSleep, type SleepFacts } from "../../components/schedule/scheduled-sleep";
import { PublicAddress } from "../../components/address/public-address";
import { cloudNamed } from "../../components/cluster/clouds";
import { sure } from "../../settings/refusal";
import {
  aksArgs,
  azureBackup,
  azureRegistry,
  dockerHub,
  github,
  hubArgs,
  inClusterRegistry,
  resticBackup,
  sundays,
  userPool,
} from "./arguments";

type Options = pulumi.ComponentResourceOptions;

/** How a component named `x` is made, so that it makes all that it can. */
export interface Made {
  readonly make: (opts: Options) => pulumi.ComponentResource;
  readonly token: string;
  /** Names of its inputs: of those arguments that are neither resources nor made by them. */
  readonly given: readonly string[];
  /** What it makes, by name, without the `x-`. */
  readonly things: readonly string[];
  /** Package of the provider that it hands on, where it makes something with one. */
  readonly provider?: string;
  /** Functions and resources of that package that it asks for. */
  readonly asks?: readonly string[];
  /** Names of its outputs. */
  readonly says?: readonly string[];
}

const entraAccess = { adminGroups: ["11111111-2222-3333-4444-555555555555"], azureRbac: false };
const zone = { name: "example.org", resourceGroup: "dns", record: "hub" };
const place = { location: "westeurope", namespace: "binder" };

const budgetArgs = { amount: 900, tell: ["hub@example.org"], groups: ["a", "MC_a"], resourceGroup: "a" };
const workspaceArgs = { resourceGroup: "a", location: "westeurope", clusterName: "b", keep: 30, dailyCap: 1, tags: {} };
const before = { name: "y", parent: "urn:pulumi:a::b::c::d" };
const checkArgs = { namespace: "a", every: "1h", image: "node:24", forwards: false, trust: "certificates" } as const;
const checkFacts = { facts: { namespace: "a", check: { name: "b", token: "canary" } }, stack: "dev" } as ScheduledFacts;

const clusterSleepArgs = {
  schedule: {
    ...{ up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", warmUp: "15m", finish: "1h" },
    ...{ sleep: "cluster", tell: ["hub@example.org"], wakeOnVisit: false },
  },
  maintenance: { day: "Sunday", start: "02:00", hours: 4, utcOffset: "+00:00" },
  ...{ tell: ["hub@example.org"], clusterName: "b", resourceGroup: "a", location: "westeurope" },
  manager: "management.azure.com",
} satisfies Omit<ClusterSleepArgs, "group" | "cluster">;

const sleepArgs = {
  ...{ namespace: "a", image: "node:24", pools: { users: userPool }, placeholders: true, wakeOnVisit: true },
};

const roomArgs = {
  ...{ namespace: "a", image: "node:24", forwards: true, trust: "certificates" },
  events: [
    {
      name: "pyintro",
      holder: {
        asks: { cpu: "1m", memory: "1Mi" },
        nodeSelector: {},
        tolerations: [],
        shares: false,
        pause: "pause:1",
      },
    },
  ],
};

const watched = monitoring.parse({ type: "inCluster", alerts: { chat: "webhook" } });
if (watched.type !== "inCluster") throw new Error("another type");
const watchArgs = {
  ...{ namespace: "a", settings: watched, alerts: [], timeout: 300 },
  paths: { binderPath: "/", hubPath: "" },
};

const byAzure = monitoring.parse({ type: "azure", alerts: { emails: ["a@example.org"] } });
if (byAzure.type !== "azure") throw new Error("another type");
const azureArgs = {
  ...{ settings: byAzure, resourceGroup: "a", location: "westeurope", clusterName: "b", alerts: [], outside: 15 },
  scrape: { namespace: "c", binderPath: "/", hubPath: "" },
};

const cloud = sure(cloudNamed(), "public cloud");
const accountArgs = { account: "mybackup", redundancy: "LRS", resourceGroup: "a", location: "westeurope" } as const;
const accountThings = ["group", "account", "undelete", "container"] as const;
const backupArgs = { namespace: "a", backup: azureBackup, image: "node:24", certificates: "certificates" };

const logArgs = {
  ...{ resourceGroup: "a", location: "westeurope", ruleName: "b-logs", namespace: "c", parts: true, launches: 90 },
  tags: {},
};

/** Every component of the program; those that differ by their arguments stand here once for each way. */
export const components: Readonly<Record<string, Made>> = {
  AksCluster: {
    make: (opts) => new AksCluster("x", aksArgs, opts),
    token: "binderhub:azure:AksCluster",
    given: Object.keys(aksArgs),
    things: ["group", "aks", "kubernetes"],
    provider: "azure-native",
    asks: ["azure-native:containerservice:listManagedClusterAdminCredentials"],
    says: ["kubeconfig", "asked"],
  },
  "AksCluster, with Entra ID": {
    make: (opts) => new AksCluster("x", { ...aksArgs, entraAccess }, opts),
    token: "binderhub:azure:AksCluster",
    given: [...Object.keys(aksArgs), "entraAccess"],
    things: ["group", "aks", "kubernetes"],
    provider: "azure-native",
    asks: ["azure-native:containerservice:listManagedClusterUserCredentials"],
    says: ["kubeconfig", "asked"],
  },
  ExistingCluster: {
    make: (opts) => new ExistingCluster("x", { kubeconfig: "/kubeconfig", context: "kind-binder" }, opts),
    token: "binderhub:existing:ExistingCluster",
    given: ["kubeconfig", "context"],
    things: ["kubernetes"],
    says: ["context"],
  },
  NodePool: {
    make: (opts) =>
      new NodePool(
        "x",
        { poolName: "users", resourceGroup: "a", clusterName: "b", pool: userPool, cluster: new Other("cluster") },
        opts,
      ),
    token: "binderhub:azure:NodePool",
    given: ["poolName", "resourceGroup", "clusterName", "pool"],
    things: ["pool"],
    provider: "azure-native",
    says: ["asked"],
  },
  MaintenanceWindows: {
    make: (opts) =>
      new MaintenanceWindows(
        "x",
        { resourceGroup: "a", clusterName: "b", maintenance: sundays, cluster: new Other("cluster") },
        opts,
      ),
    token: "binderhub:azure:MaintenanceWindows",
    given: ["resourceGroup", "clusterName", "maintenance"],
    things: ["kubernetes", "nodes"],
    provider: "azure-native",
  },
  PublicAddress: {
    make: (opts) =>
      new PublicAddress(
        "x",
        { addressName: "a", location: "westeurope", nodeResourceGroup: "nodes", zone, cluster: new Other("cluster") },
        opts,
      ),
    token: "binderhub:azure:PublicAddress",
    given: ["addressName", "location", "nodeResourceGroup", "zone"],
    things: ["ip", "record"],
    provider: "azure-native",
    says: ["ip", "host", "asked"],
  },
  HubTokens: {
    make: (opts) => new HubTokens("x", { rotation: "" }, opts),
    token: "binderhub:hub:HubTokens",
    given: ["rotation"],
    things: ["binder-api", "proxy", "cookie", "build"],
    provider: "random",
  },
  "ContainerRegistry, elsewhere": {
    make: (opts) =>
      new ContainerRegistry("x", { ...place, registry: dockerHub, password: "pw", cluster: existing() }, opts),
    token: "binderhub:registry:ContainerRegistry",
    given: ["location", "namespace", "registry"],
    things: [],
    says: ["imagePrefix"],
  },
  "ContainerRegistry, in Azure": {
    make(opts) {
      const aks = new AksCluster("cluster", aksArgs);
      const registry = { ...azureRegistry, pull: "role" } as const;
      return new ContainerRegistry("x", { ...place, registry, cluster: aks, aks }, opts);
    },
    token: "binderhub:registry:ContainerRegistry",
    given: ["location", "namespace", "registry"],
    things: ["acr", "pull-id", "pull"],
    provider: "azure-native",
    asks: ["azure-native:containerregistry:listRegistryCredentials"],
    says: ["imagePrefix", "asked"],
  },
  "ContainerRegistry, in the cluster": {
    make: (opts) => new ContainerRegistry("x", { ...place, registry: inClusterRegistry, cluster: existing() }, opts),
    token: "binderhub:registry:ContainerRegistry",
    given: ["location", "namespace", "registry"],
    things: ["in-cluster", "in-cluster-namespace", "in-cluster-volume", "in-cluster-deployment", "in-cluster-service"],
    says: ["imagePrefix"],
  },
  InClusterRegistry: {
    make: (opts) =>
      new InClusterRegistry("x", { namespace: "a", size: "20Gi", nodePort: 30_000, cluster: existing() }, opts),
    token: "binderhub:registry:InClusterRegistry",
    given: ["namespace", "size", "nodePort"],
    things: ["namespace", "volume", "deployment", "service"],
    provider: "kubernetes",
  },
  FolderVolumes: {
    make: (opts) => {
      const sets = { type: "azureFiles", account: "mydata", resourceGroup: "data-rg", share: "sets" } as const;
      const folders = { sets, data: { type: "new", size: "1Gi" } } as const;
      return new FolderVolumes("x", { folders, namespace: "a", platform: "azure" }, opts);
    },
    token: "binderhub:hub:FolderVolumes",
    given: ["folders", "namespace", "platform"],
    things: ["sets-volume", "sets-share", "data-claim"],
    provider: "kubernetes",
  },
  PrivateRepositories: {
    make: (opts) =>
      new PrivateRepositories("x", { type: "perUser", namespace: "a", rotation: "", key: "canary" }, opts),
    token: "binderhub:hub:PrivateRepositories",
    given: ["type", "namespace", "rotation"],
    things: ["names", "tokens", "secret", "role", "binding"],
    provider: "kubernetes",
  },
  ScheduledCheck: {
    make: (opts) => new ScheduledCheck("x", { ...checkArgs, facts: pulumi.secret(checkFacts) }, opts),
    token: "binderhub:hub:ScheduledCheck",
    given: Object.keys(checkArgs),
    things: ["account", "role", "binding", "cluster-role", "cluster-binding", "facts", "program", "job"],
    provider: "kubernetes",
  },
  BackupAccount: {
    make: (opts) => new BackupAccount("x", accountArgs, opts),
    token: "binderhub:backup:BackupAccount",
    given: Object.keys(accountArgs),
    things: accountThings,
    provider: "azure-native",
    asks: ["azure-native:storage:listStorageAccountKeys"],
    says: ["asked"],
  },
  "BackupStore, in Azure": {
    make: (opts) => new BackupStore("x", { backup: azureBackup, account: accountArgs, cloud }, opts),
    token: "binderhub:backup:BackupStore",
    given: ["backup", "account", "cloud"],
    things: ["password", "store", ...accountThings.map((thing) => `store-${thing}`)],
    provider: "azure-native",
  },
  "BackupStore, elsewhere": {
    make: (opts) =>
      new BackupStore("x", { backup: resticBackup, password: "canary", credentials: "KEY=canary", cloud }, opts),
    token: "binderhub:backup:BackupStore",
    given: ["backup", "cloud"],
    things: [],
  },
  ScheduledBackup: {
    make: (opts) =>
      new ScheduledBackup(
        "x",
        {
          ...backupArgs,
          environment: pulumi.secret<Record<string, string>>({ KEY: "canary" }),
          facts: pulumi.secret(checkFacts),
        },
        opts,
      ),
    token: "binderhub:backup:ScheduledBackup",
    given: Object.keys(backupArgs),
    things: ["repository", "account", "role", "binding", "facts", "program", "job"],
    provider: "kubernetes",
  },
  ScheduledSleep: {
    make: (opts) =>
      new ScheduledSleep(
        "x",
        { ...sleepArgs, values: {}, facts: pulumi.secret({ ...checkFacts, token: "canary" } as SleepFacts) },
        opts,
      ),
    token: "binderhub:hub:ScheduledSleep",
    given: Object.keys(sleepArgs),
    things: [
      ...["keeper-users", "wake-role", "wake-binding", "account", "role", "binding"],
      ...["cluster-role", "cluster-binding", "facts", "program", "job"],
    ],
    provider: "kubernetes",
  },
  EventRoom: {
    make: (opts) =>
      new EventRoom(
        "x",
        { ...roomArgs, facts: pulumi.secret({ ...checkFacts, token: "canary" } as EventJobFacts) },
        opts,
      ),
    token: "binderhub:hub:EventRoom",
    given: Object.keys(roomArgs),
    things: [
      ...["state", "figures-role", "figures-binding", "holder-pyintro", "account", "role", "binding"],
      ...["cluster-role", "cluster-binding", "facts", "program", "job"],
    ],
    provider: "kubernetes",
  },
  InClusterMonitoring: {
    make: (opts) =>
      new InClusterMonitoring(
        "x",
        { ...watchArgs, token: pulumi.secret("canary"), webhook: pulumi.secret("canary") },
        opts,
      ),
    token: "binderhub:hub:InClusterMonitoring",
    given: Object.keys(watchArgs).filter((name) => name !== "alerts"),
    things: [
      ...(["account", "role", "binding", "cluster-role", "cluster-binding"] as const),
      ...(["salt", "config", "notify", "policy", "release"] as const),
    ],
    provider: "kubernetes",
  },
  AzureMonitoring: {
    make: (opts) =>
      new AzureMonitoring(
        "x",
        {
          ...azureArgs,
          ...{ token: pulumi.secret("canary"), webhook: pulumi.secret("canary"), page: "https://a" },
          cluster: new Thing("cluster"),
          logs: workspace(),
        },
        opts,
      ),
    token: "binderhub:azure:AzureMonitoring",
    given: Object.keys(azureArgs).filter((name) => name !== "alerts"),
    things: [
      ...(["metrics", "endpoint", "collection", "association", "salt", "agent", "scrape", "token", "people"] as const),
      ...(["rules", "manager", "manager-panels", "operator", "operator-panels"] as const),
      ...(["audit", "outside", "look", "unreachable", "log-collection", "log-collection-launches"] as const),
      ...(["log-collection-rule", "log-collection-association", "log-collection-agent"] as const),
    ],
  },
  Budget: {
    make: (opts) => new Budget("x", { ...budgetArgs, group: new ResourceGroup("group") }, opts),
    token: "binderhub:azure:Budget",
    given: Object.keys(budgetArgs),
    things: ["people", "month"],
    provider: "azure-native",
  },
  ClusterSleep: {
    make: (opts) =>
      new ClusterSleep(
        "x",
        {
          ...clusterSleepArgs,
          group: new ResourceGroup("group"),
          cluster: new ManagedCluster("cluster", { resourceGroupName: "a" }),
        },
        opts,
      ),
    token: "binderhub:azure:ClusterSleep",
    given: Object.keys(clusterSleepArgs),
    things: ["workflow", "role-id", "role", "people", "failed"],
    provider: "azure-native",
  },
  LogsWorkspace: {
    make: (opts) => new LogsWorkspace("x", { ...workspaceArgs, group: new Thing("group"), before }, opts),
    token: "binderhub:azure:LogsWorkspace",
    given: Object.keys(workspaceArgs),
    things: ["name", "workspace"],
    provider: "azure-native",
  },
  LogCollection: {
    make: (opts) => new LogCollection("x", { ...logArgs, workspace: workspace(), cluster: new Thing("cluster") }, opts),
    token: "binderhub:azure:LogCollection",
    given: Object.keys(logArgs),
    things: ["launches", "rule", "association", "agent"],
    provider: "azure-native",
  },
  LaunchRecord: {
    make: (opts) => new LaunchRecord("x", { namespace: "a" }, opts),
    token: "binderhub:hub:LaunchRecord",
    given: ["namespace"],
    things: ["key", "secret"],
    provider: "kubernetes",
  },
  Authentication: {
    make: (opts) =>
      new Authentication("x", { auth: github, hubCallback: "a", binderCallback: "b", secret: "canary" }, opts),
    token: "binderhub:hub:Authentication",
    given: ["auth", "hubCallback", "binderCallback"],
    things: [],
    says: ["callbackUrl"],
  },
  Branding: {
    make: (opts) => new Branding("x", { branding: { about: "us" }, pictures: {}, basePath: "/" }, opts),
    token: "binderhub:hub:Branding",
    given: ["branding", "pictures", "basePath"],
    things: [],
  },
  BinderHub: {
    make: (opts) =>
      new BinderHub(
        "x",
        {
          ...hubArgs,
          buildsReach: { reach: [{ range: "10.1.2.3", servers: true }] },
          externalNames: { data: "data.example.org" },
          balanced: ["binder"],
          githubToken: "canary",
        },
        opts,
      ),
    token: "binderhub:hub:BinderHub",
    given: ["namespace", "chart", "timeout", "historyLimit", "buildsReach", "externalNames", "balanced"],
    things: ["namespace", "build-policy", "server-policy", "github-token", "release", "binder-clients", "alias-data"],
    provider: "kubernetes",
    asks: ["kubernetes:discovery.k8s.io/v1:EndpointSlice"],
    says: ["status"],
  },
};

/** A component of another program. */
export class Other extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Other", name);
  }
}

/** A cloud's. */
class Thing extends pulumi.CustomResource {
  constructor(name: string) {
    super("azure-native:test:Thing", name);
  }
}

function workspace(): Workspace {
  return new Workspace("logs", { resourceGroupName: "a", workspaceName: "logs" });
}

function existing(): ExistingCluster {
  return new ExistingCluster("cluster", { kubeconfig: "/kubeconfig", context: "kind-binder" });
}
