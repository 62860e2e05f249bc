import { type Properties, textOf } from "../model";
import { isRecord } from "../untyped";
import { armModel } from "./arm";
import { misfit } from "./check";
import { ArmError } from "./errors";
import { tokens } from "./ids";
import { worldOf } from "./world";

/**
 * Budgets of a subscription. What was spent, and the last day, Azure fills in.
 * @see https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update for the name, the number of notifications and the last day
 * @see https://github.com/hashicorp/terraform-provider-azurerm/pull/12121 for the first month
 * @see https://github.com/jpsnover/ai-triad-research/pull/1697 for a first day that was changed
 */
export const budget = armModel({
  token: tokens.budget,
  type: "Microsoft.Consumption/budgets",
  schema: {
    apiVersion: "2024-08-01",
    path: { scope: "", budgetName: "budgets" },
    forceNew: [],
    body: ["amount", "category", "eTag", "filter", "notifications", "timeGrain", "timePeriod"],
    required: ["amount", "category", "scope", "timeGrain", "timePeriod"],
    readOnly: ["currentSpend", "forecastSpend"],
  },
  check: ({ budgetName }) => misfit("budgetName", budgetName, /^[-\w]{1,63}$/),
  id: (inputs) => `${textOf(inputs, "scope")}/providers/Microsoft.Consumption/budgets/${textOf(inputs, "budgetName")}`,
  put({ body, path, before }, { clouds }) {
    const start = startOf(body);
    if (before !== undefined && start !== startOf(before)) {
      throw bad("Start date of budgets cannot be updated. Please delete and create a new budget.");
    }
    const month = (worldOf(clouds).today ?? new Date()).toISOString().slice(0, 7);
    if (!/^\d{4}-\d\d-01T00:00:00Z$/.test(start)) throw bad("The start date must be the first of a month.");
    if (before === undefined && start.slice(0, 7) < month)
      throw bad("The start date must not be prior to the current month.");
    const notifications = Object.values(isRecord(body.notifications) ? body.notifications : {}).filter(isRecord);
    if (notifications.length > 5) throw bad("A budget can have up to five notifications.");
    for (const { threshold, contactEmails, contactGroups, contactRoles } of notifications) {
      if (!(Number(threshold) > 0 && Number(threshold) <= 1000))
        throw bad("The threshold must be between 0.01 and 1000.");
      const told = [contactEmails, contactGroups, contactRoles].flatMap((list) =>
        Array.isArray(list) ? (list as unknown[]) : [],
      );
      if (told.length === 0) throw bad("A notification needs somebody who is told.");
      const groups = Array.isArray(contactGroups) ? contactGroups.map(String) : [];
      const lost = groups.find((id) => clouds.get(id) === undefined);
      if (lost !== undefined) throw bad(`The action group ${lost} was not found.`);
    }
    const end = `${Number(start.slice(0, 4)) + 10}${start.slice(4)}`;
    return {
      ...{
        ...body,
        name: path.budgetName,
        currentSpend: { amount: 0, unit: "USD" },
        forecastSpend: { amount: 0, unit: "USD" },
      },
      timePeriod: { startDate: start, endDate: end },
    };
  },
});

function startOf({ timePeriod }: Properties): string {
  return isRecord(timePeriod) ? String(timePeriod.startDate) : "";
}

function bad(message: string): ArmError {
  return new ArmError(400, "400", message);
}
