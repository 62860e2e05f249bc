import { type Properties, type Scene, textOf } from "../model";
import { isRecord } from "../untyped";
import { armModel, merged } from "./arm";
import { nameRule } from "./check";
import { ArmError, notFound } from "./errors";
import { groupId, tokens } from "./ids";
import { parentOf } from "./parents";
import { type AzureModel } from "./schema";

// What watches in Azure. That a location cannot be changed is the rule of the specifications' common types; for Microsoft.Insights it is assumed.
// Codes and words of refusals are assumed where no source is named.

/** A type that is in a resource group, and has a location and tags. */
interface Tracked {
  readonly token: string;
  /** `Microsoft.Monitor/accounts`. */
  readonly type: string;
  readonly apiVersion: string;
  /** Input with the name, and what names fit. */
  readonly name: readonly [input: string, pattern: RegExp];
  readonly body: readonly string[];
  readonly required?: readonly string[];
  /** What Azure fills in. @default nothing */
  readonly defaults?: (name: string, body: Properties) => Properties;
  /** What must be there already: ids. @default nothing */
  readonly needs?: (body: Properties) => readonly unknown[];
  /** What Azure refuses. @default nothing */
  readonly refuses?: (body: Properties, scene: Scene) => ArmError | undefined;
}

function tracked({
  token,
  type,
  apiVersion,
  name,
  body,
  required = [],
  defaults,
  needs,
  refuses,
}: Tracked): AzureModel {
  const segment = type.split("/").at(-1) ?? "";
  const [input, pattern] = name;
  return armModel({
    ...{ token, type },
    schema: {
      apiVersion,
      path: { resourceGroupName: "resourceGroups", [input]: segment },
      forceNew: ["location"],
      body: ["location", "tags", ...body],
      required: ["resourceGroupName", "location", ...required],
      readOnly: [],
    },
    check: nameRule(input, pattern),
    id: (inputs, scene) =>
      `${groupId(scene, textOf(inputs, "resourceGroupName"))}/providers/${type}/${textOf(inputs, input)}`,
    put({ body: asked, path }, scene) {
      mustBeThere(needs?.(asked) ?? [], scene);
      const error = refuses?.(asked, scene);
      if (error !== undefined) throw error;
      const own = String(path[input]);
      return merged({ name: own, provisioningState: "Succeeded", ...defaults?.(own, asked) }, asked);
    },
  });
}

/** @throws ArmError if something is not there that a request names */
function mustBeThere(ids: readonly unknown[], { clouds }: Scene): void {
  for (const id of ids) if (typeof id === "string" && clouds.get(id) === undefined) throw notFound(id);
}

const listed = (value: unknown): readonly Properties[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const bad = (message: string) => new ArmError(400, "BadRequest", message);

/** Name of the resource group that Azure makes for a workspace, and deletes with it. */
const managedGroup = (id: string, scene: Scene, location: unknown) =>
  groupId(scene, `MA_${id.split("/").at(-1)?.toLowerCase() ?? ""}_${String(location)}_managed`);

const workspace = tracked({
  token: tokens.metrics,
  type: "Microsoft.Monitor/accounts",
  apiVersion: "2023-04-03",
  name: ["azureMonitorWorkspaceName", /^(?!-)[a-zA-Z0-9-]+[^-]$/],
  body: ["publicNetworkAccess"],
  defaults: () => ({ publicNetworkAccess: "Enabled" }),
});

/**
 * Workspaces for numbers. Azure makes a resource group of its own for each, and deletes it with the workspace.
 * @see https://learn.microsoft.com/azure/azure-monitor/metrics/azure-monitor-workspace-manage
 */
export const metricsWorkspace: AzureModel = {
  ...workspace,
  create(inputs, scene, id) {
    const made = workspace.create(inputs, scene, id);
    const group = managedGroup(id, scene, inputs.location);
    scene.clouds.put(group, { type: tokens.group, properties: { location: inputs.location, managedBy: id } });
    return made;
  },
  remove(scene, id) {
    const { properties } = scene.clouds.get(id) ?? {};
    workspace.remove?.(scene, id);
    scene.clouds.remove(managedGroup(id, scene, properties?.location));
  },
};

/** @see https://github.com/Azure/azure-cli/blob/dev/src/azure-cli/azure/cli/command_modules/acs/azuremonitormetrics/dc/defaults.py for the lengths */
export const collectionEndpoint = tracked({
  token: tokens.collectionEndpoint,
  type: "Microsoft.Insights/dataCollectionEndpoints",
  apiVersion: "2022-06-01",
  name: ["dataCollectionEndpointName", /^[a-zA-Z0-9-]{3,44}$/],
  body: ["description", "identity", "immutableId", "kind", "networkAcls"],
  defaults: () => ({ networkAcls: { publicNetworkAccess: "Enabled" } }),
});

const collection = tracked({
  token: tokens.collectionRule,
  type: "Microsoft.Insights/dataCollectionRules",
  apiVersion: "2022-06-01",
  name: ["dataCollectionRuleName", /^[a-zA-Z0-9-]{3,64}$/],
  body: [
    ...["dataCollectionEndpointId", "dataFlows", "dataSources", "description", "destinations", "identity"],
    ...["kind", "streamDeclarations"],
  ],
  needs: ({ dataCollectionEndpointId, destinations }) => [
    dataCollectionEndpointId,
    ...listed(isRecord(destinations) ? destinations.monitoringAccounts : []).map((one) => one.accountResourceId),
    ...listed(isRecord(destinations) ? destinations.logAnalytics : []).map((one) => one.workspaceResourceId),
  ],
  refuses: ({ dataFlows, destinations }, { clouds }) => {
    const known = isRecord(destinations) ? Object.values(destinations).flatMap(listed) : [];
    const names = known.map(({ name }) => String(name));
    const unknown = listed(dataFlows).flatMap((flow) =>
      Array.isArray(flow.destinations) ? (flow.destinations as unknown[]) : [],
    );
    const lost = unknown.map(String).find((name) => !names.includes(name));
    if (lost !== undefined) return bad(`Destination ${lost} is not defined.`);
    const missing = tablesOf(dataFlows, destinations).find((id) => clouds.get(id) === undefined);
    return missing === undefined
      ? undefined
      : new ArmError(
          400,
          "InvalidOutputTable",
          `Table for output stream is not available for destination: ${missing}.`,
        );
  },
});

/**
 * Ids of the custom tables that flows write into. They must be there before the rule.
 * @see https://github.com/Azure/Azure-Sentinel/issues/13277
 */
function tablesOf(dataFlows: unknown, destinations: unknown): string[] {
  const workspaces = listed(isRecord(destinations) ? destinations.logAnalytics : []);
  return listed(dataFlows).flatMap(({ outputStream, destinations: names }) => {
    const table = /^Custom-(.+)$/.exec(String(outputStream))?.[1];
    const used = workspaces.filter(({ name }) => Array.isArray(names) && names.includes(name));
    return table === undefined ? [] : used.map((one) => `${String(one.workspaceResourceId)}/tables/${table}`);
  });
}

/** Rules that say what an agent sends where. One that is in use is not deleted. @see https://github.com/hashicorp/terraform-provider-azurerm/issues/24785 */
export const collectionRule: AzureModel = {
  ...collection,
  remove(scene, id) {
    const users = scene.clouds.ofType(tokens.collectionAssociation);
    if (users.some(([, { properties }]) => properties.dataCollectionRuleId === id)) {
      throw new ArmError(409, "Conflict", "Deleting a data collection rule with associations is not allowed.");
    }
    collection.remove?.(scene, id);
  },
};

/** A type that extends another resource: it goes with it. */
function extension(
  { token, type, apiVersion, name: input, body }: Omit<Tracked, "name"> & { readonly name: string },
  needs: (body: Properties) => readonly unknown[],
): AzureModel {
  const segment = type.split("/").at(-1) ?? "";
  return armModel({
    ...{ token, type },
    schema: {
      apiVersion,
      path: { resourceUri: "", [input]: segment },
      forceNew: [],
      body,
      required: ["resourceUri"],
      readOnly: [],
    },
    id: (inputs) => `${textOf(inputs, "resourceUri")}/providers/${type}/${textOf(inputs, input)}`,
    put({ body: asked, path }, scene) {
      mustBeThere([path.resourceUri, ...needs(asked)], scene);
      return { ...asked, name: path[input] };
    },
  });
}

export const collectionAssociation = extension(
  {
    token: tokens.collectionAssociation,
    type: "Microsoft.Insights/dataCollectionRuleAssociations",
    apiVersion: "2022-06-01",
    name: "associationName",
    body: ["dataCollectionEndpointId", "dataCollectionRuleId", "description"],
  },
  ({ dataCollectionRuleId }) => [dataCollectionRuleId],
);

export const diagnosticSetting = extension(
  {
    token: tokens.diagnosticSetting,
    type: "Microsoft.Insights/diagnosticSettings",
    apiVersion: "2021-05-01-preview",
    name: "name",
    body: [
      ...["eventHubAuthorizationRuleId", "eventHubName", "logAnalyticsDestinationType", "logs", "marketplacePartnerId"],
      ...["metrics", "serviceBusRuleId", "storageAccountId", "workspaceId"],
    ],
  },
  ({ workspaceId }) => [workspaceId],
);

/** @see https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups */
export const actionGroup = tracked({
  token: tokens.actionGroup,
  type: "Microsoft.Insights/actionGroups",
  apiVersion: "2024-10-01-preview",
  name: ["actionGroupName", /^.{1,260}$/],
  body: [
    ...["armRoleReceivers", "automationRunbookReceivers", "azureAppPushReceivers", "azureFunctionReceivers"],
    ...["emailReceivers", "enabled", "eventHubReceivers", "groupShortName", "identity", "incidentReceivers"],
    ...["itsmReceivers", "logicAppReceivers", "smsReceivers", "voiceReceivers", "webhookReceivers"],
  ],
  required: ["enabled", "groupShortName"],
  refuses: ({ groupShortName, emailReceivers, webhookReceivers }) => {
    const names = [...listed(emailReceivers), ...listed(webhookReceivers)].map(({ name }) => name);
    if (String(groupShortName).length > 12) return bad("The short name must have at most 12 characters.");
    return new Set(names).size < names.length ? bad("Receivers must have different names.") : undefined;
  },
});

/** @see https://learn.microsoft.com/azure/azure-monitor/fundamentals/service-limits for the number of rules */
export const ruleGroup = tracked({
  token: tokens.ruleGroup,
  type: "Microsoft.AlertsManagement/prometheusRuleGroups",
  apiVersion: "2023-03-01",
  name: ["ruleGroupName", /^[^:@/#{}%&+*<>?]{1,260}$/],
  body: ["clusterName", "description", "enabled", "interval", "rules", "scopes"],
  required: ["rules", "scopes"],
  needs: ({ scopes, rules }) => [
    ...(Array.isArray(scopes) ? (scopes as unknown[]) : []),
    ...listed(rules).flatMap((rule) => listed(rule.actions).map(({ actionGroupId }) => actionGroupId)),
  ],
  refuses: ({ rules }) =>
    listed(rules).length > 20
      ? bad("A rule group has at most 20 rules.")
      : listed(rules).some((rule) => !/^PT(\d+H)?(\d+M)?$/.test(String(rule.for)))
        ? bad("A rule's time is no duration.")
        : undefined,
});

export const dashboard = tracked({
  token: tokens.dashboard,
  type: "Microsoft.Dashboard/dashboards",
  apiVersion: "2024-11-01-preview",
  name: ["dashboardName", /^[a-zA-Z][a-z0-9A-Z-]{0,28}[a-z0-9A-Z]$/],
  body: [],
});

/** What a dashboard shows: JSON of Grafana. */
export const dashboardDefinition = armModel({
  token: tokens.dashboardDefinition,
  type: "Microsoft.Dashboard/dashboards/dashboardDefinitions",
  schema: {
    apiVersion: "2025-09-01-preview",
    path: {
      resourceGroupName: "resourceGroups",
      dashboardName: "dashboards",
      definitionName: "dashboardDefinitions",
    },
    forceNew: [],
    body: ["properties"],
    required: ["resourceGroupName", "dashboardName"],
    readOnly: [],
  },
  id: (inputs, scene) => `${dashboard.id(inputs, scene)}/dashboardDefinitions/${textOf(inputs, "definitionName")}`,
  put({ id, body, path }, scene) {
    const segment = "dashboardDefinitions";
    parentOf(id, segment, `dashboards/${segment}`, scene);
    const text = isRecord(body.properties) ? body.properties.serializedData : undefined;
    if (typeof text === "string") JSON.parse(text);
    return { ...body, name: path.definitionName };
  },
});

/**
 * Workspaces for logs. One that was deleted can be recovered for two weeks, under the same name. That is not modelled: names here end at random.
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/delete-workspace
 */
export const logsWorkspace = tracked({
  token: tokens.logs,
  type: "Microsoft.OperationalInsights/workspaces",
  apiVersion: "2023-09-01",
  name: ["workspaceName", /^[A-Za-z0-9][A-Za-z0-9-]+[A-Za-z0-9]$/],
  body: [
    ...["defaultDataCollectionRuleResourceId", "features", "forceCmkForQuery", "identity"],
    ...["publicNetworkAccessForIngestion", "publicNetworkAccessForQuery", "retentionInDays", "sku", "workspaceCapping"],
  ],
  defaults: () => ({
    ...{ publicNetworkAccessForIngestion: "Enabled", publicNetworkAccessForQuery: "Enabled" },
    features: { enableLogAccessUsingOnlyResourcePermissions: true },
    workspaceCapping: { dataIngestionStatus: "RespectQuota" },
  }),
});

/**
 * Custom tables of a workspace. Azure fills in what the table is, and columns of its own. A deleted table keeps what is in it until its time is over:
 * that is not modelled.
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/create-custom-table for the names
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure for the days
 */
export const logsTable = armModel({
  token: tokens.logsTable,
  type: "Microsoft.OperationalInsights/workspaces/tables",
  schema: {
    apiVersion: "2023-09-01",
    path: { resourceGroupName: "resourceGroups", workspaceName: "workspaces", tableName: "tables" },
    forceNew: [],
    body: ["plan", "restoredLogs", "retentionInDays", "schema", "searchResults", "totalRetentionInDays"],
    required: ["resourceGroupName", "workspaceName"],
    readOnly: ["isHidden", "isDefaultDisplay"]
      .map((name) => `schema.columns[].${name}`)
      .concat(["solutions", "source", "standardColumns", "tableSubType", "tableType"].map((name) => `schema.${name}`)),
  },
  check: nameRule("tableName", /^[A-Za-z]\w*_CL$/),
  id: (inputs, scene) => `${logsWorkspace.id(inputs, scene)}/tables/${textOf(inputs, "tableName")}`,
  put({ id, body, path }, scene) {
    parentOf(id, "tables", "workspaces/tables", scene);
    const { retentionInDays: days, totalRetentionInDays: total, schema } = body;
    const columns = listed(isRecord(schema) ? schema.columns : []);
    if (!columns.some(({ name, type }) => name === "TimeGenerated" && String(type).toLowerCase() === "datetime")) {
      throw bad("The table needs a column TimeGenerated of the type datetime.");
    }
    if (!isKeptFor(days, []) || !isKeptFor(total, yearly) || Number(days) > Number(total)) {
      throw bad("The table's retention is out of range.");
    }
    return {
      ...body,
      ...{ name: path.tableName, provisioningState: "Succeeded", plan: body.plan ?? "Analytics" },
      ...{ archiveRetentionInDays: Number(total) - Number(days) },
      ...{ retentionInDaysAsDefault: false, totalRetentionInDaysAsDefault: false },
      schema: {
        ...(isRecord(schema) ? schema : {}),
        columns: columns.map((column) => ({ ...column, isDefaultDisplay: false, isHidden: false })),
        standardColumns: [{ name: "TenantId", type: "guid", isDefaultDisplay: false, isHidden: false }],
        ...{ tableType: "CustomLog", tableSubType: "DataCollectionRuleBased", solutions: ["LogManagement"] },
      },
    };
  },
});

/** Days of more than two years for which a table may be kept. */
const yearly = [1095, 1460, 1826, 2191, 2556, 2922, 3288, 3653, 4018, 4383];

function isKeptFor(days: unknown, also: readonly number[]): boolean {
  return typeof days === "number" && ((days >= 4 && days <= 730) || also.includes(days));
}

export const insights = tracked({
  token: tokens.insights,
  type: "Microsoft.Insights/components",
  apiVersion: "2020-02-02",
  name: ["resourceName", /^[^%&\\?/]{1,260}$/],
  body: [
    ...["applicationType", "disableIpMasking", "disableLocalAuth", "flowType", "forceCustomerStorageForProfiler"],
    ...["hockeyAppId", "immediatePurgeDataOn30Days", "ingestionMode", "kind", "publicNetworkAccessForIngestion"],
    ...["publicNetworkAccessForQuery", "requestSource", "retentionInDays", "samplingPercentage", "workspaceResourceId"],
  ],
  required: ["applicationType", "kind"],
  needs: ({ workspaceResourceId }) => [workspaceResourceId],
  defaults: (name) => ({ appId: name, retentionInDays: 90 }),
});

/** @see https://learn.microsoft.com/azure/azure-monitor/app/availability for the tag */
export const webTest = tracked({
  token: tokens.webTest,
  type: "Microsoft.Insights/webtests",
  apiVersion: "2022-06-15",
  name: ["webTestName", /^[^%&\\?/]{1,260}$/],
  body: [
    ...["configuration", "description", "enabled", "frequency", "kind", "locations", "request", "retryEnabled"],
    ...["syntheticMonitorId", "timeout", "validationRules", "webTestKind"],
  ],
  required: ["locations", "syntheticMonitorId", "webTestKind"],
  needs: ({ tags }) =>
    Object.keys(isRecord(tags) ? tags : {}).flatMap((tag) => /^hidden-link:(.+)$/.exec(tag)?.[1] ?? []),
  refuses: ({ tags, request, validationRules }) => {
    const url = isRecord(request) ? String(request.requestUrl) : "";
    const rules = isRecord(validationRules) ? validationRules : {};
    if (!Object.keys(isRecord(tags) ? tags : {}).some((tag) => tag.startsWith("hidden-link:"))) {
      return bad("A web test needs a hidden-link tag to its component.");
    }
    return rules.sSLCheck === true && !url.startsWith("https://")
      ? bad("A certificate can be checked only of an address with https.")
      : undefined;
  },
});

export const metricAlert = tracked({
  token: tokens.metricAlert,
  type: "Microsoft.Insights/metricAlerts",
  apiVersion: "2018-03-01",
  name: ["ruleName", /^[^:@/#{}%&+*<>?]{1,260}$/],
  body: [
    ...["actions", "autoMitigate", "criteria", "description", "enabled", "evaluationFrequency", "scopes", "severity"],
    ...["targetResourceRegion", "targetResourceType", "windowSize"],
  ],
  required: ["criteria", "enabled", "evaluationFrequency", "scopes", "severity", "windowSize"],
  needs: ({ scopes, actions }) => [
    ...(Array.isArray(scopes) ? (scopes as unknown[]) : []),
    ...listed(actions).map(({ actionGroupId }) => actionGroupId),
  ],
});
