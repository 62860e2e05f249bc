import { type Problem } from "../../settings/problems";
import { type Settings } from "../../settings/settings";
import { type Live } from "../../standing/live";
import { type Recorded } from "../../standing/recorded";

/**
 * A budget that somebody deleted. The state has it: so nobody would be told of anything, and in another month Azure would refuse each change of it, with
 * its first day ("The start date must not be prior to the current month"). A refresh makes the state forget it. Pure.
 */
export function budgetIsThere({ cost }: Settings, recorded: Recorded, live: Live): Problem[] {
  if (cost.monthlyBudget === undefined || !recorded.has("budget-month") || live.has("budget-month")) return [];
  const rule =
    "is a budget that is in the stack's state, but not in Azure any more: somebody deleted it. Tell Pulumi with this command, then run 'pulumi up' again, which makes it anew";
  return [{ key: "binderhub:cost.monthlyBudget", value: String(cost.monthlyBudget), rule, mend: "pulumi refresh" }];
}
