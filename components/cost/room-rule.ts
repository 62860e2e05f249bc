import { type Problem, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { nodesOf } from "../scheduling/nodes";
import { usageOf, usedNames } from "./usage";

/** What servers send is billed. So a budget needs a number of them: of sizes that the program does not know, it cannot tell how many there is room for. */
export const roomIsKnown = rule(["platform", ...usedNames], (settings): Problem[] => {
  if (settings.platform !== "azure" || settings.cost.monthlyBudget === undefined) return [];
  if (usageOf(settings).room !== undefined) return [];
  const unknown = nodesOf(settings.azure).filter(({ room }) => room === undefined);
  const sizes = [...new Set(unknown.map(({ vmSize }) => vmSize))].join(", ");
  const key = "binderhub:limits.totalQuota";
  const rule = `is needed with monthlyBudget and ${sizes}: the program does not know how many servers run there, and what they send is billed`;
  return [{ key, rule, mend: setCommand(key, 100) }];
});
