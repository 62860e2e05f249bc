import * as consumption from "@pulumi/azure-native/consumption";
import * as monitor from "@pulumi/azure-native/monitor";
import type * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { backupGroup } from "../backup/backup-account";
import { derivedNodeResourceGroup } from "../cluster/derived";
import { type Home } from "../home";
import { emailReceivers } from "../monitoring/azure/email-receivers";
import { metricsGroup } from "../monitoring/azure/names";
import { type Settings } from "../../settings/settings";

/** What {@link Budget} needs. Names are plain strings: they must be known before anything exists. */
export interface BudgetArgs {
  /** What a month may cost, in the currency in which Azure bills. */
  readonly amount: number;
  /** E-mail addresses of those whom Azure tells. */
  readonly tell: readonly string[];
  /** Resource groups whose cost is counted. */
  readonly groups: readonly string[];
  /** Resource group for the list of those who are told. */
  readonly resourceGroup: string;
  /** That resource group. */
  readonly group: resources.ResourceGroup;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** The day on which it is made. @default today */
  readonly today?: Date;
}

/** Parts of the budget at which Azure tells people: what is spent, and what will be by the end of the month. In percent. */
const thresholds = [
  ["half", "Actual", 50],
  ["most", "Actual", 80],
  ["all", "Actual", 100],
  ["ahead", "Forecasted", 100],
] as const;

/**
 * Azure's budget over all resource groups of a stack. It stops nothing: it tells people. Azure counts a day late.
 *
 * It begins with the month in which it is made, and keeps that day: Azure refuses another ("Start date of budgets cannot be updated").
 * @see https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets
 * @see https://github.com/jpsnover/ai-triad-research/pull/1697 for the refusal
 * @see https://github.com/hashicorp/terraform-provider-azurerm/pull/12121 for the first month
 */
export class Budget extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    const { group, today = new Date(), ...others } = args;
    super("binderhub:azure:Budget", name, others, opts);
    const { resourceGroup: resourceGroupName } = args;
    const people = new monitor.ActionGroup(
      `${name}-people`,
      {
        ...{ resourceGroupName, actionGroupName: budgetName(resourceGroupName), groupShortName: "hub-budget" },
        ...{ location: "global", enabled: true, tags: args.tags ?? {} },
        emailReceivers: emailReceivers(args.tell),
      },
      // A later change of tags is not worth a request, and policies add some.
      { parent: this, dependsOn: group, deletedWith: group, ignoreChanges: ["tags"] },
    );
    new consumption.Budget(
      `${name}-month`,
      {
        budgetName: budgetName(resourceGroupName),
        scope: group.id.apply((id) => id.split("/").slice(0, 3).join("/")),
        ...{ category: "Cost", timeGrain: "Monthly", amount: args.amount },
        timePeriod: { startDate: firstOfMonth(today) },
        filter: { dimensions: { name: "ResourceGroupName", operator: "In", values: [...args.groups] } },
        notifications: Object.fromEntries(
          thresholds.map(([key, thresholdType, threshold]) => [
            key,
            {
              ...{ enabled: true, operator: "GreaterThanOrEqualTo", threshold, thresholdType },
              ...{ contactEmails: [], contactGroups: [people.id] },
            },
          ]),
        ),
      },
      { parent: this, dependsOn: people, ignoreChanges: ["timePeriod"] },
    );
    this.registerOutputs();
  }
}

/**
 * Name of a budget, which is one of the subscription's: letters, digits, hyphens and underscores, at most 63.
 * @see https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update
 */
export function budgetName(resourceGroup: string): string {
  return `${resourceGroup.replaceAll(/[^-\w]/g, "-").slice(0, 56)}-budget`;
}

/** The first day of a month, as Azure writes it. */
export function firstOfMonth(day: Date): string {
  return `${day.toISOString().slice(0, 7)}-01T00:00:00Z`;
}

/** All resource groups in which something of a stack is billed. Nearly all of it is in that of the nodes. */
export function billedGroups({
  place,
  backup,
  monitoring,
}: Pick<Settings, "place" | "backup" | "monitoring">): string[] {
  if (place.platform !== "azure") return [];
  return [
    place.resourceGroup,
    derivedNodeResourceGroup(place),
    ...(backup.type === "azure" ? [backupGroup(place.resourceGroup)] : []),
    ...(monitoring.type === "azure" ? [metricsGroup(place.clusterName, monitoring.region ?? place.location)] : []),
  ];
}

/** The budget of a stack, if the settings have one. */
export function budgetOf(
  settings: Settings,
  group: resources.ResourceGroup | undefined,
  { prefix, parent }: Home,
): void {
  const { cost, place, tags, environment } = settings;
  const { monthlyBudget: amount, tell } = cost;
  if (amount === undefined || tell === undefined || group === undefined || place.platform !== "azure") return;
  const groups = billedGroups(settings);
  const args = { amount, tell, groups, resourceGroup: place.resourceGroup, group, tags: { ...tags, environment } };
  new Budget(`${prefix}budget`, args, { parent });
}
