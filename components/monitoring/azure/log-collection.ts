import * as monitor from "@pulumi/azure-native/monitor";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import {
  destination,
  launchColumns,
  launchTable,
  logAgentMap,
  logAgentSettings,
  logFlows,
  logSource,
} from "./log-flows";

/** What {@link LogCollection} needs. */
export interface LogCollectionArgs {
  /** Resource group of the cluster, in which everything is made. */
  readonly resourceGroup: string;
  /** Azure region of the workspace. */
  readonly location: string;
  /** Name of the collection rule. */
  readonly ruleName: string;
  /** The hub's namespace. */
  readonly namespace: string;
  /** Whether the logs of the hub's own parts are kept. */
  readonly parts: boolean;
  /** Days for which the record of launches is kept. @default it is not kept */
  readonly launches?: number;
  /** Tags of the rule. They are set when it is made. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** Where logs are kept. */
  readonly workspace: operationalinsights.Workspace;
  /** The cluster, whose agent collects them. */
  readonly cluster: pulumi.CustomResource;
}

/**
 * The way of the hub's logs from the cluster to a workspace: a rule that says what is kept where, a table of its own for the record of launches, and
 * what the agent is told. The agent itself is an add-on of the cluster.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
 */
export class LogCollection extends pulumi.ComponentResource {
  constructor(component: string, args: LogCollectionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:azure:LogCollection", component, { ...args, workspace: undefined, cluster: undefined }, opts);
    const { resourceGroup: resourceGroupName, namespace, parts, launches, workspace, cluster } = args;
    const table =
      launches === undefined
        ? undefined
        : new operationalinsights.Table(
            `${component}-launches`,
            {
              ...{ resourceGroupName, workspaceName: workspace.name, tableName: launchTable, plan: "Analytics" },
              // Both: one that is left out becomes the workspace's.
              ...{ retentionInDays: launches, totalRetentionInDays: launches },
              schema: { name: launchTable, columns: launchColumns },
            },
            { parent: this },
          );
    const rule = new monitor.DataCollectionRule(
      `${component}-rule`,
      {
        ...{ resourceGroupName, dataCollectionRuleName: args.ruleName, location: args.location, kind: "Linux" },
        ...{ tags: args.tags ?? {}, description: "Logs of a BinderHub" },
        dataSources: { extensions: [logSource] },
        destinations: { logAnalytics: [{ workspaceResourceId: workspace.id, name: destination }] },
        dataFlows: logFlows({ namespace, parts, launches: launches !== undefined }),
      },
      {
        parent: this,
        // Azure refuses a rule that writes into a table which is not there: https://github.com/Azure/Azure-Sentinel/issues/13277
        dependsOn: table === undefined ? [cluster] : [cluster, table],
        ignoreChanges: ["tags"],
        // A rule's kind and region cannot be changed.
        replaceOnChanges: ["kind", "location"],
      },
    );
    new monitor.DataCollectionRuleAssociation(
      `${component}-association`,
      {
        resourceUri: cluster.id,
        // The name that Azure's own tools give it, so that they find this one and make no second.
        associationName: "ContainerInsightsExtension",
        ...{ dataCollectionRuleId: rule.id, description: "Logs of a BinderHub" },
      },
      { parent: this },
    );
    new core.ConfigMap(
      `${component}-agent`,
      // Whoever has made it by hand gives it up.
      {
        metadata: { ...logAgentMap, annotations: { "pulumi.com/patchForce": "true" } },
        data: logAgentSettings(),
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
