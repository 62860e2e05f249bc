import * as alertsmanagement from "@pulumi/azure-native/alertsmanagement";
import * as applicationinsights from "@pulumi/azure-native/applicationinsights";
import * as dashboard from "@pulumi/azure-native/dashboard";
import * as monitor from "@pulumi/azure-native/monitor";
import type * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type Settings } from "../../../settings/settings";
import { type Alert } from "../alerts";
import { dashboards } from "../panels";
import { type ScrapeContext } from "../scrape";
import { agent, agentConfig, agentSettings } from "./agent";
import { emailReceivers } from "./email-receivers";
import { grafanaDashboard } from "./grafana";
import { LogCollection } from "./log-collection";
import { azureNames } from "./names";
import { azureRules } from "./rules";

/** What {@link AzureMonitoring} needs. Names are plain strings: they must be known before anything exists. */
export interface AzureMonitoringArgs {
  readonly settings: Extract<Settings["monitoring"], { type: "azure" }>;
  /** Resource group of the cluster, in which everything is made. */
  readonly resourceGroup: string;
  /** Azure region of the cluster. */
  readonly location: string;
  readonly clusterName: string;
  readonly alerts: readonly Alert[];
  /** Where the hub's parts have their numbers. */
  readonly scrape: Pick<ScrapeContext, "namespace" | "binderPath" | "hubPath">;
  /** Minutes from one look from outside to the next. @default nobody looks from outside */
  readonly outside?: number;
  /** Tags of what can have some. They are set when it is made. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** What JupyterHub asks for before it tells its numbers. */
  readonly token: pulumi.Input<string>;
  /** Address of a program that gets alerts too: a secret. @default none */
  readonly webhook?: pulumi.Input<string>;
  /** The Binder page. */
  readonly page: pulumi.Input<string>;
  /** The cluster, whose agent sends the numbers. */
  readonly cluster: pulumi.CustomResource;
  /** Where logs are kept. @default none are */
  readonly logs?: operationalinsights.Workspace;
}

/** Places from which the page is opened: in Europe, North America and Asia. @see https://learn.microsoft.com/azure/azure-monitor/app/availability */
const places = ["emea-nl-ams-azr", "us-va-ash-azr", "apac-sg-sin-azr"] as const;

/**
 * Azure's Prometheus, which AKS's own agent fills: where numbers are kept, what is read, alerts, those who are told, pictures, a look from outside,
 * and the record of what was done at the cluster's API.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
 */
export class AzureMonitoring extends pulumi.ComponentResource {
  constructor(component: string, args: AzureMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    const others = { token: undefined, webhook: undefined, page: undefined, cluster: undefined, logs: undefined };
    super("binderhub:azure:AzureMonitoring", component, { ...args, ...others, alerts: undefined }, opts);
    const { settings, clusterName, cluster } = args;
    const names = azureNames(clusterName);
    const location = settings.region ?? args.location;
    const resourceGroupName = args.resourceGroup;
    const tags = args.tags ?? {};
    // A policy may add tags of its own, which stay.
    const tagged = { parent: this, dependsOn: cluster, ignoreChanges: ["tags"] };
    const untagged = { parent: this, dependsOn: cluster };

    const workspace = new monitor.AzureMonitorWorkspace(
      `${component}-metrics`,
      { resourceGroupName, azureMonitorWorkspaceName: names.metrics, location, tags },
      tagged,
    );
    this.sendNumbers(component, { args, location, workspace, tagged });
    this.tellAgent(component, args);
    const people = this.people(component, args, tagged);
    new alertsmanagement.PrometheusRuleGroup(
      `${component}-rules`,
      {
        ...{ resourceGroupName, ruleGroupName: names.alerts, location, tags, clusterName },
        ...{ enabled: true, interval: "PT1M", description: "Alerts of a BinderHub" },
        scopes: [workspace.id, cluster.id],
        rules: azureRules(args.alerts, people?.id),
      },
      tagged,
    );
    for (const one of dashboards) {
      const dashboardName = names.dashboard(one.id);
      // Azure shows it beside the cluster.
      const shown = { ...tags, GrafanaDashboardResourceType: "microsoft.ContainerService/managedClusters" };
      const board = new dashboard.Dashboard(
        `${component}-${one.id}`,
        { resourceGroupName, dashboardName, location: args.location, tags: shown },
        tagged,
      );
      new dashboard.DashboardDefinition(
        `${component}-${one.id}-panels`,
        {
          ...{ resourceGroupName, dashboardName: board.name, definitionName: "default" },
          properties: { serializedData: JSON.stringify(grafanaDashboard(one)) },
        },
        untagged,
      );
    }
    this.keepLogs(component, { args, people, tagged });
    this.registerOutputs();
  }

  /** The way of the numbers: the agent's rule, and where it sends them. */
  private sendNumbers(component: string, { args, location, workspace, tagged }: Numbers) {
    const names = azureNames(args.clusterName);
    const common = { resourceGroupName: args.resourceGroup, location, kind: "Linux", tags: args.tags ?? {} };
    const endpoint = new monitor.DataCollectionEndpoint(
      `${component}-endpoint`,
      { ...common, dataCollectionEndpointName: names.metrics },
      tagged,
    );
    const streams = ["Microsoft-PrometheusMetrics"];
    const name = "MonitoringAccount1";
    const rule = new monitor.DataCollectionRule(
      `${component}-collection`,
      {
        ...common,
        ...{ dataCollectionRuleName: names.metrics, dataCollectionEndpointId: endpoint.id },
        description: "Numbers of a BinderHub",
        dataSources: { prometheusForwarder: [{ name: "PrometheusDataSource", streams, labelIncludeFilter: {} }] },
        destinations: { monitoringAccounts: [{ accountResourceId: workspace.id, name }] },
        dataFlows: [{ streams, destinations: [name] }],
      },
      // A rule's kind and region cannot be changed.
      { ...tagged, replaceOnChanges: ["kind", "location"] },
    );
    new monitor.DataCollectionRuleAssociation(
      `${component}-association`,
      {
        resourceUri: args.cluster.id,
        // The name that Azure's own tools give it, so that they find this one and make no second.
        associationName: "ContainerInsightsMetricsExtension",
        ...{ dataCollectionRuleId: rule.id, description: "Numbers of a BinderHub" },
      },
      // It goes with the cluster, but not in time: a rule is not deleted while it has associations.
      { parent: this },
    );
  }

  /** What AKS's agent reads, and nothing else. */
  private tellAgent(component: string, { scrape, token }: AzureMonitoringArgs) {
    const salt = new random.RandomBytes(`${component}-salt`, { length: 8 }, { parent: this });
    const metadata = (name: string) => ({
      ...{ name, namespace: agent.namespace },
      // Whoever has made it by hand gives it up.
      annotations: { "pulumi.com/patchForce": "true" },
    });
    new core.ConfigMap(
      `${component}-agent`,
      { metadata: metadata(agent.settings), data: agentSettings() },
      { parent: this },
    );
    new core.ConfigMap(
      `${component}-scrape`,
      { metadata: metadata(agent.config), data: salt.hex.apply((hex) => agentConfig({ ...scrape, salt: hex })) },
      { parent: this },
    );
    new core.Secret(
      `${component}-token`,
      { metadata: metadata(agent.secret), stringData: { [agent.token]: token } },
      { parent: this },
    );
  }

  /** Those who are told. `undefined` if nobody is. */
  private people(
    component: string,
    { settings, resourceGroup, clusterName, webhook, tags }: AzureMonitoringArgs,
    tagged: Tagged,
  ) {
    const { emails = [] } = settings.alerts;
    if (emails.length === 0 && webhook === undefined) return undefined;
    return new monitor.ActionGroup(
      `${component}-people`,
      {
        ...{ resourceGroupName: resourceGroup, actionGroupName: azureNames(clusterName).alerts, location: "Global" },
        ...{ groupShortName: "binderhub", enabled: true, tags: tags ?? {} },
        emailReceivers: emailReceivers(emails),
        webhookReceivers:
          webhook === undefined
            ? []
            : [{ name: "webhook", serviceUri: pulumi.secret(webhook), useCommonAlertSchema: true }],
      },
      tagged,
    );
  }

  /** What goes to the workspace for logs: what is done at the cluster's API, the hub's logs, and looks from outside. */
  private keepLogs(component: string, { args, people, tagged }: Logs) {
    const { settings, resourceGroup, clusterName, location, outside, cluster, logs, tags } = args;
    if (logs === undefined) return;
    const { audit, parts, launches } = settings.logs;
    if (audit) {
      new monitor.DiagnosticSetting(
        `${component}-audit`,
        {
          ...{ resourceUri: cluster.id, name: "binderhub-audit", workspaceId: logs.id },
          logAnalyticsDestinationType: "Dedicated",
          logs: ["kube-audit-admin", "guard", "cluster-autoscaler"].map((category) => ({ category, enabled: true })),
        },
        // Azure answers all categories that there are, and sometimes no type: https://github.com/Azure/azure-rest-api-specs/issues/22400
        { parent: this, ignoreChanges: ["logs", "logAnalyticsDestinationType"] },
      );
    }
    if (parts || launches.record) {
      new LogCollection(
        `${component}-log-collection`,
        {
          ...{ resourceGroup, location, ruleName: azureNames(clusterName).logs, namespace: args.scrape.namespace },
          ...{ parts, ...(launches.record && { launches: launches.keep }), tags, workspace: logs, cluster },
        },
        { parent: this },
      );
    }
    if (outside !== undefined) {
      this.lookFromOutside(component, { args, people, tagged, logs, every: outside });
    }
  }

  private lookFromOutside(component: string, { args, people, tagged, logs, every }: Outside) {
    const { resourceGroup: resourceGroupName, clusterName, location, page } = args;
    const name = azureNames(clusterName).outside;
    const tags = args.tags ?? {};
    const insights = new applicationinsights.Component(
      `${component}-outside`,
      {
        ...{ resourceGroupName, resourceName: name, location, tags },
        ...{ kind: "web", applicationType: "web", ingestionMode: "LogAnalytics", workspaceResourceId: logs.id },
      },
      tagged,
    );
    const test = new applicationinsights.WebTest(
      `${component}-look`,
      {
        ...{ resourceGroupName, webTestName: name, syntheticMonitorId: name, location },
        // The SDK's default is a kind that Azure gives up.
        ...{ kind: "standard", webTestKind: "standard", enabled: true, retryEnabled: true },
        ...{ frequency: every * 60, timeout: 30, locations: places.map((id) => ({ location: id })) },
        request: { requestUrl: page, httpVerb: "GET", followRedirects: true, parseDependentRequests: false },
        validationRules: pulumi.output(page).apply((url) => ({
          ...{ expectedHttpStatusCode: 200, ignoreHttpStatusCode: false },
          ...(url.startsWith("https://") && { sSLCheck: true, sSLCertRemainingLifetimeCheck: 14 }),
        })),
        // Azure finds its component by this tag.
        tags: insights.id.apply((id) => ({ ...tags, [`hidden-link:${id}`]: "Resource" })),
      },
      tagged,
    );
    new monitor.MetricAlert(
      `${component}-unreachable`,
      {
        ...{ resourceGroupName, ruleName: name, location: "global", tags, enabled: true, autoMitigate: true },
        description: "The Binder page does not answer from outside, or its certificate ends within two weeks",
        ...{ severity: 1, evaluationFrequency: "PT5M", windowSize: "PT15M", scopes: [test.id, insights.id] },
        criteria: {
          odataType: "Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria",
          ...{ webTestId: test.id, componentId: insights.id, failedLocationCount: places.length - 1 },
        },
        actions: people === undefined ? [] : [{ actionGroupId: people.id }],
      },
      tagged,
    );
  }
}

type Tagged = pulumi.CustomResourceOptions;

interface Numbers {
  readonly args: AzureMonitoringArgs;
  readonly location: string;
  readonly workspace: monitor.AzureMonitorWorkspace;
  readonly tagged: Tagged;
}

interface Logs {
  readonly args: AzureMonitoringArgs;
  readonly people: monitor.ActionGroup | undefined;
  readonly tagged: Tagged;
}

interface Outside extends Logs {
  readonly logs: operationalinsights.Workspace;
  readonly every: number;
}
