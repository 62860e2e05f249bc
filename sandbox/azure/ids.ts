import { createHash } from "node:crypto";
import { type Scene } from "../model";

/** Tokens of the resource types. */
export const tokens = {
  group: "azure-native:resources:ResourceGroup",
  cluster: "azure-native:containerservice:ManagedCluster",
  pool: "azure-native:containerservice:AgentPool",
  maintenance: "azure-native:containerservice:MaintenanceConfiguration",
  address: "azure-native:network:PublicIPAddress",
  registry: "azure-native:containerregistry:Registry",
  assignment: "azure-native:authorization:RoleAssignment",
  record: "azure-native:dns:RecordSet",
  vault: "azure-native:keyvault:Vault",
  key: "azure-native:keyvault:Key",
  identity: "azure-native:managedidentity:UserAssignedIdentity",
  federatedCredential: "azure-native:managedidentity:FederatedIdentityCredential",
  storageAccount: "azure-native:storage:StorageAccount",
  blobService: "azure-native:storage:BlobServiceProperties",
  blobContainer: "azure-native:storage:BlobContainer",
  metrics: "azure-native:monitor:AzureMonitorWorkspace",
  collectionEndpoint: "azure-native:monitor:DataCollectionEndpoint",
  collectionRule: "azure-native:monitor:DataCollectionRule",
  collectionAssociation: "azure-native:monitor:DataCollectionRuleAssociation",
  diagnosticSetting: "azure-native:monitor:DiagnosticSetting",
  actionGroup: "azure-native:monitor:ActionGroup",
  metricAlert: "azure-native:monitor:MetricAlert",
  ruleGroup: "azure-native:alertsmanagement:PrometheusRuleGroup",
  dashboard: "azure-native:dashboard:Dashboard",
  dashboardDefinition: "azure-native:dashboard:DashboardDefinition",
  logs: "azure-native:operationalinsights:Workspace",
  logsTable: "azure-native:operationalinsights:Table",
  insights: "azure-native:applicationinsights:Component",
  budget: "azure-native:consumption:Budget",
  webTest: "azure-native:applicationinsights:WebTest",
  workflow: "azure-native:logic:Workflow",
} as const;

/** The simulated subscription, if the provider's configuration names none. */
const defaultSubscription = "00000000-0000-0000-0000-000000000000";

/** The tenant of the simulated subscription. */
export const tenantId = "00000000-0000-0000-0000-0000000007e4";

/** Id of the subscription that a provider works in: its setting `subscriptionId`. */
export function subscriptionOf({ provider }: Pick<Scene, "provider">): string {
  return typeof provider.subscriptionId === "string" && provider.subscriptionId !== ""
    ? provider.subscriptionId
    : defaultSubscription;
}

/** Id of a resource group. */
export const groupId = (scene: Pick<Scene, "provider">, name: string) =>
  `/subscriptions/${subscriptionOf(scene)}/resourceGroups/${name}`;

/** Id of a managed cluster. */
export const clusterId = (scene: Pick<Scene, "provider">, group: string, name: string) =>
  `${groupId(scene, group)}/providers/Microsoft.ContainerService/managedClusters/${name}`;

/** A number that depends only on the text. So addresses stay the same from run to run. */
export function numberFrom(text: string, below: number): number {
  return createHash("sha256").update(text).digest().readUInt32BE() % below;
}

/** A UUID that depends only on the text. */
export function uuidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
