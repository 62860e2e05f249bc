import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type Settings } from "../../../settings/settings";
import { type Home } from "../../home";
import { outsideEvery } from "../outside";
import { azureNames } from "./names";

/** Whether AKS's agent collects logs. */
export function collectsLogs({ monitoring }: Pick<Settings, "monitoring">): boolean {
  return monitoring.type === "azure" && (monitoring.logs.parts || monitoring.logs.launches.record);
}

/** What {@link LogsWorkspace} needs. */
export interface LogsWorkspaceArgs {
  readonly resourceGroup: string;
  readonly location: string;
  /** Name of the cluster, from which that of the workspace is made. */
  readonly clusterName: string;
  /** Days for which logs are kept. */
  readonly keep: number;
  /** Gigabytes a day after which nothing more is taken. */
  readonly dailyCap: number;
  /** Tags of the workspace. */
  readonly tags: Readonly<Record<string, string>>;
  /** The resource group in which it is. */
  readonly group: pulumi.Resource;
  /** Where it was until there were logs of containers: a part of what is made after the hub. */
  readonly before: { readonly name: string; readonly parent: pulumi.Input<pulumi.URN> };
}

/** The workspace for logs. It is made before the cluster, whose agent is told of it, and stays when the cluster is made anew. */
export class LogsWorkspace extends pulumi.ComponentResource {
  readonly workspace: operationalinsights.Workspace;

  constructor(component: string, args: LogsWorkspaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:azure:LogsWorkspace", component, { ...args, group: undefined, before: undefined }, opts);
    const { before, group, resourceGroup: resourceGroupName, location, tags } = args;
    const was = (end: string) => ({ parent: this, aliases: [{ name: `${before.name}${end}`, parent: before.parent }] });
    const end = new random.RandomUuid(`${component}-name`, {}, was("-name")).result;
    this.workspace = new operationalinsights.Workspace(
      `${component}-workspace`,
      {
        ...{ resourceGroupName, location, tags },
        workspaceName: end.apply((id) => `${azureNames(args.clusterName).logs}-${id.slice(0, 8)}`),
        sku: { name: "PerGB2018" },
        retentionInDays: args.keep,
        workspaceCapping: { dailyQuotaGb: args.dailyCap },
      },
      // A policy may add tags of its own, which stay.
      { ...was(""), dependsOn: group, ignoreChanges: ["tags"] },
    );
    this.registerOutputs();
  }
}

/**
 * Where a stack's logs are kept. `undefined` if no logs are.
 *
 * @param group the resource group in which it is
 */
export function logsWorkspace(
  settings: Settings,
  group: pulumi.Resource,
  { prefix, parent }: Home,
): operationalinsights.Workspace | undefined {
  const { monitoring, place, tags, environment } = settings;
  if (monitoring.type !== "azure" || place.platform !== "azure") return undefined;
  const { audit, keep, dailyCap } = monitoring.logs;
  if (!audit && !collectsLogs(settings) && outsideEvery(settings) === undefined) return undefined;
  const { resourceGroup, location, clusterName } = place;
  const hub = pulumi.createUrn(`${prefix}binderhub`, "binderhub:hub:BinderHub", parent);
  const was = pulumi.createUrn(`${prefix}binderhub-monitoring`, "binderhub:azure:AzureMonitoring", hub);
  return new LogsWorkspace(
    `${prefix}logs`,
    {
      ...{ resourceGroup, location, clusterName, keep, dailyCap, group, tags: { ...tags, environment } },
      before: { name: `${prefix}binderhub-monitoring-logs`, parent: was },
    },
    { parent },
  ).workspace;
}
