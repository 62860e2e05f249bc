type Inputs = Readonly<Record<string, unknown>>;

const text = (inputs: Inputs, key: string): string | undefined => {
  const value = inputs[key];
  // In a preview, a value that is not known yet is an empty text or missing.
  return typeof value === "string" && value !== "" ? value : undefined;
};

const inGroup =
  (path: (inputs: Inputs) => readonly (string | undefined)[]) => (inputs: Inputs, subscription: string | undefined) =>
    joined([
      subscription && `/subscriptions/${subscription}/resourceGroups`,
      text(inputs, "resourceGroupName"),
      ...path(inputs),
    ]);

const aks = (inputs: Inputs) => ["providers/Microsoft.ContainerService/managedClusters", text(inputs, "resourceName")];

const account = (inputs: Inputs) => ["providers/Microsoft.Storage/storageAccounts", text(inputs, "accountName")];

/** Of a resource of its own in a group: its type, and the input with its name. */
const named = (type: string, input: string) => inGroup((inputs) => [`providers/${type}`, text(inputs, input)]);

/** Of what is added to another thing, whose id is an input. */
const addedTo = (thing: string, type: string, input: string) => (inputs: Inputs) =>
  joined([text(inputs, thing), `providers/${type}`, text(inputs, input)]);

const board = (inputs: Inputs) => ["providers/Microsoft.Dashboard/dashboards", text(inputs, "dashboardName")];

const logs = (inputs: Inputs) => ["providers/Microsoft.OperationalInsights/workspaces", text(inputs, "workspaceName")];

const clusterWide = (inputs: Inputs) => text((inputs.metadata ?? {}) as Inputs, "name");

const namespaced = (inputs: Inputs) => {
  const metadata = (inputs.metadata ?? {}) as Inputs;
  return joined([text(metadata, "namespace") ?? "default", text(metadata, "name")]);
};

/**
 * How the clouds form the ids of the resources that this program makes. `undefined` if a part is not known. In Azure, they are the paths of the requests
 * that make them: https://learn.microsoft.com/rest/api/azure/
 */
const forms: Readonly<Record<string, (inputs: Inputs, subscription: string | undefined) => string | undefined>> = {
  "azure-native:resources:ResourceGroup": inGroup(() => []),
  "azure-native:containerservice:ManagedCluster": inGroup(aks),
  "azure-native:containerservice:AgentPool": inGroup((inputs) => [
    ...aks(inputs),
    "agentPools",
    text(inputs, "agentPoolName"),
  ]),
  "azure-native:containerservice:MaintenanceConfiguration": inGroup((inputs) => [
    ...aks(inputs),
    "maintenanceConfigurations",
    text(inputs, "configName"),
  ]),
  "azure-native:network:PublicIPAddress": inGroup((inputs) => [
    "providers/Microsoft.Network/publicIPAddresses",
    text(inputs, "publicIpAddressName"),
  ]),
  "azure-native:containerregistry:Registry": inGroup((inputs) => [
    "providers/Microsoft.ContainerRegistry/registries",
    text(inputs, "registryName"),
  ]),
  "azure-native:storage:StorageAccount": inGroup(account),
  "azure-native:storage:BlobServiceProperties": inGroup((inputs) => [
    ...account(inputs),
    "blobServices",
    text(inputs, "blobServicesName"),
  ]),
  "azure-native:storage:BlobContainer": inGroup((inputs) => [
    ...account(inputs),
    "blobServices/default/containers",
    text(inputs, "containerName"),
  ]),
  "azure-native:dns:RecordSet": inGroup((inputs) => [
    "providers/Microsoft.Network/dnsZones",
    text(inputs, "zoneName"),
    text(inputs, "recordType"),
    text(inputs, "relativeRecordSetName"),
  ]),
  "azure-native:authorization:RoleAssignment": addedTo(
    "scope",
    "Microsoft.Authorization/roleAssignments",
    "roleAssignmentName",
  ),
  "azure-native:logic:Workflow": named("Microsoft.Logic/workflows", "workflowName"),
  "azure-native:consumption:Budget": addedTo("scope", "Microsoft.Consumption/budgets", "budgetName"),
  "azure-native:monitor:ActionGroup": named("Microsoft.Insights/actionGroups", "actionGroupName"),
  "azure-native:monitor:MetricAlert": named("Microsoft.Insights/metricAlerts", "ruleName"),
  "azure-native:monitor:AzureMonitorWorkspace": named("Microsoft.Monitor/accounts", "azureMonitorWorkspaceName"),
  "azure-native:monitor:DataCollectionEndpoint": named(
    "Microsoft.Insights/dataCollectionEndpoints",
    "dataCollectionEndpointName",
  ),
  "azure-native:monitor:DataCollectionRule": named("Microsoft.Insights/dataCollectionRules", "dataCollectionRuleName"),
  "azure-native:monitor:DataCollectionRuleAssociation": addedTo(
    "resourceUri",
    "Microsoft.Insights/dataCollectionRuleAssociations",
    "associationName",
  ),
  "azure-native:monitor:DiagnosticSetting": addedTo("resourceUri", "Microsoft.Insights/diagnosticSettings", "name"),
  "azure-native:alertsmanagement:PrometheusRuleGroup": named(
    "Microsoft.AlertsManagement/prometheusRuleGroups",
    "ruleGroupName",
  ),
  "azure-native:dashboard:Dashboard": inGroup(board),
  "azure-native:dashboard:DashboardDefinition": inGroup((inputs) => [
    ...board(inputs),
    "dashboardDefinitions",
    text(inputs, "definitionName"),
  ]),
  "azure-native:operationalinsights:Workspace": inGroup(logs),
  "azure-native:operationalinsights:Table": inGroup((inputs) => [...logs(inputs), "tables", text(inputs, "tableName")]),
  "azure-native:applicationinsights:Component": named("Microsoft.Insights/components", "resourceName"),
  "azure-native:applicationinsights:WebTest": named("Microsoft.Insights/webtests", "webTestName"),
  "kubernetes:core/v1:Namespace": clusterWide,
  "kubernetes:core/v1:PersistentVolume": clusterWide,
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": clusterWide,
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": clusterWide,
  "kubernetes:core/v1:ConfigMap": namespaced,
  "kubernetes:core/v1:Secret": namespaced,
  "kubernetes:core/v1:Service": namespaced,
  "kubernetes:core/v1:ServiceAccount": namespaced,
  "kubernetes:core/v1:PersistentVolumeClaim": namespaced,
  "kubernetes:batch/v1:CronJob": namespaced,
  "kubernetes:rbac.authorization.k8s.io/v1:Role": namespaced,
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": namespaced,
  "kubernetes:apps/v1:Deployment": namespaced,
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": namespaced,
  "kubernetes:helm.sh/v3:Release": (inputs) => joined([text(inputs, "namespace"), text(inputs, "name")]),
};

/**
 * The id that a resource with these inputs has, or would have. `undefined` if it is not in a cloud, or if a part of the id is not known.
 *
 * @param subscription id of the Azure subscription
 */
export function idOf(type: string, inputs: Inputs, subscription: string | undefined): string | undefined {
  return forms[type]?.(inputs, subscription);
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  // Azure ignores the case of ids. The provider writes `resourceGroups` as above.
  return parts.includes(undefined) ? undefined : parts.join("/");
}
