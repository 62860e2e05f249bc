import * as authorization from "@pulumi/azure-native/authorization";
import type * as containerservice from "@pulumi/azure-native/containerservice";
import * as logic from "@pulumi/azure-native/logic";
import * as monitor from "@pulumi/azure-native/monitor";
import type * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { sure } from "../../settings/refusal";
import { type Settings } from "../../settings/settings";
import { type AksCluster } from "../cluster/aks-cluster";
import { type Home } from "../home";
import { type Maintenance } from "../maintenance/settings";
import { emailReceivers } from "../monitoring/azure/email-receivers";
import { type ScheduleSettings } from "./settings";
import { stopWorkflow } from "./stop-workflow";
import { windowsZone } from "./windows-zone";

/** What {@link ClusterSleep} needs. */
export interface ClusterSleepArgs {
  readonly schedule: ScheduleSettings;
  readonly maintenance: Maintenance;
  /** E-mail addresses of those who are told if the cluster could not be started or stopped. */
  readonly tell: readonly string[];
  readonly clusterName: string;
  /** Resource group of the cluster, and of everything here. */
  readonly resourceGroup: string;
  readonly location: string;
  /** Host of Azure Resource Manager: `management.azure.com`. */
  readonly manager: string;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** That resource group. */
  readonly group: resources.ResourceGroup;
  /** The cluster. */
  readonly cluster: containerservice.ManagedCluster;
}

/**
 * The role that may start and stop a cluster, and do all else with it. No built-in role may less; a role of one's own would need the right to define roles.
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers#azure-kubernetes-service-contributor-role
 * @see https://github.com/Azure/AKS/issues/2283
 */
const clusterContributor = "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8";

/** Stops the cluster while the hub sleeps, and starts it, from outside: a workflow of Logic Apps, its role on the cluster, and an alert if a run fails. */
export class ClusterSleep extends pulumi.ComponentResource {
  constructor(name: string, args: ClusterSleepArgs, opts?: pulumi.ComponentResourceOptions) {
    const { group, cluster, ...plain } = args;
    super("binderhub:azure:ClusterSleep", name, plain, opts);
    const { schedule, maintenance, manager, location, resourceGroup: resourceGroupName, tags = {} } = args;
    const zone = sure(windowsZone(schedule.timeZone), "time zone of Windows");
    // A later change of tags is not worth a request, and policies add some.
    const inGroup = { parent: this, dependsOn: group, deletedWith: group, ignoreChanges: ["tags"] };
    const workflow = new logic.Workflow(
      `${name}-workflow`,
      {
        ...{ resourceGroupName, workflowName: workflowName(args.clusterName), location, tags },
        ...{ identity: { type: "SystemAssigned" }, state: "Enabled" },
        definition: cluster.id.apply((id) =>
          stopWorkflow({ schedule, maintenance, windowsZone: zone, cluster: id, manager }),
        ),
      },
      inGroup,
    );
    const assignment = new random.RandomUuid(`${name}-role-id`, {}, { parent: this });
    new authorization.RoleAssignment(
      `${name}-role`,
      {
        ...{ roleAssignmentName: assignment.result, scope: cluster.id, principalType: "ServicePrincipal" },
        principalId: workflow.identity.apply((identity) => identity?.principalId ?? ""),
        roleDefinitionId: cluster.id.apply(
          (id) =>
            `${id.split("/").slice(0, 3).join("/")}/providers/Microsoft.Authorization/roleDefinitions/${clusterContributor}`,
        ),
      },
      { parent: this, deletedWith: cluster },
    );
    const people = new monitor.ActionGroup(
      `${name}-people`,
      {
        ...{ resourceGroupName, actionGroupName: workflowName(args.clusterName), groupShortName: "hub-sleep" },
        ...{ location: "global", enabled: true, tags },
        emailReceivers: emailReceivers(args.tell),
      },
      inGroup,
    );
    new monitor.MetricAlert(
      `${name}-failed`,
      {
        ...{ resourceGroupName, ruleName: workflowName(args.clusterName), location: "global", tags },
        ...{ enabled: true, autoMitigate: false, severity: 1, evaluationFrequency: "PT5M", windowSize: "PT15M" },
        description: "The cluster could not be started or stopped: docs/schedule.md#when-the-cluster-does-not-start",
        scopes: [workflow.id],
        // https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-logic-workflows-metrics
        criteria: {
          odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
          allOf: [
            {
              ...{ name: "failed", criterionType: "StaticThresholdCriterion", operator: "GreaterThan", threshold: 0 },
              ...{ metricName: "RunsFailed", metricNamespace: "Microsoft.Logic/workflows", timeAggregation: "Total" },
            },
          ],
        },
        actions: [{ actionGroupId: people.id }],
      },
      inGroup,
    );
    this.registerOutputs();
  }
}

/**
 * Name of the workflow: letters, digits, hyphens, underscores, at most 43.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftlogic
 */
export function workflowName(clusterName: string): string {
  return `${clusterName.slice(0, 34)}-schedule`;
}

/** What stops and starts a stack's cluster, if its settings say so. */
export function clusterSleepOf(settings: Settings, aks: AksCluster | undefined, { prefix, parent }: Home): void {
  const { schedule, place, tags, environment } = settings;
  if (aks === undefined || place.platform !== "azure" || schedule?.sleep !== "cluster") return;
  const { maintenance, clusterName, resourceGroup, location } = place;
  new ClusterSleep(
    `${prefix}cluster-sleep`,
    {
      ...{ schedule, maintenance, tell: schedule.tell ?? [], clusterName, resourceGroup, location },
      ...{ manager: settings.cloud.manager, tags: { ...tags, environment } },
      ...{ group: aks.group, cluster: aks.resource },
    },
    { parent },
  );
}
