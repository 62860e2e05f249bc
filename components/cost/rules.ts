import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { type Rule, rule } from "../../settings/question";
import { type Asked, type SettingName } from "../../settings/settings";
import { commandOf } from "../../settings/steps";
import { type Bill } from "./bill";
import { type Costly, type Estimate, estimate } from "./estimate";
import { fitting } from "./fitting";
import { priceTable } from "./prices";
import { roomIsKnown } from "./room-rule";
import { money } from "./shown";
import { usedNames } from "./usage";

const key = "binderhub:cost.monthlyBudget";

/** Rules for the budget. */
export function costRules(bills: readonly Bill[]): Rule[] {
  const of = new Set<SettingName>(["platform", "location", ...usedNames, ...bills.flatMap((bill) => bill.of)]);
  return [
    rule(["platform", "cost"], onlyWhatItMakes),
    rule(["cost"], somebodyIsTold),
    rule(["platform", "cost", "storage"], peopleAreCounted),
    roomIsKnown,
    rule([...of], (settings) => (settings.platform === "azure" ? withinBudget(settings, bills) : [])),
  ];
}

/** On a cluster that is there, the stack does not know the nodes, which are the cost. */
function onlyWhatItMakes({ platform, cost }: Pick<Asked, "platform" | "cost">): Problem[] {
  if (platform === "azure" || cost.monthlyBudget === undefined) return [];
  const rule = "is for a cluster that the stack makes: the nodes of an existing one are billed to whoever has it";
  return [{ key, value: String(cost.monthlyBudget), rule, mend: removeCommand("binderhub:cost") }];
}

function somebodyIsTold({ cost: { monthlyBudget, tell } }: Pick<Asked, "cost">): Problem[] {
  const tellKey = "binderhub:cost.tell";
  if (monthlyBudget !== undefined && tell === undefined) {
    const rule = "is needed with monthlyBudget: Azure must have somebody to tell";
    return [{ key: tellKey, rule, mend: setCommand(`${tellKey}[0]`, "hub@example.org") }];
  }
  if (monthlyBudget !== undefined || tell === undefined) return [];
  const rule = "is for monthlyBudget, and there is none: nobody would be told of anything";
  return [{ key: tellKey, rule, mend: removeCommand(tellKey) }];
}

/** Volumes stay when people have gone. So the number that fit at a time is no limit. */
function peopleAreCounted({ platform, cost, storage }: Pick<Asked, "platform" | "cost" | "storage">): Problem[] {
  if (platform !== "azure" || cost.monthlyBudget === undefined || storage === undefined) return [];
  if (cost.people !== undefined) return [];
  const people = "binderhub:cost.people";
  const rule = "is needed with monthlyBudget and storage: each person has a volume, which is billed";
  return [{ key: people, rule, mend: setCommand(people, 100) }];
}

function withinBudget(settings: Costly, bills: readonly Bill[]): Problem[] {
  const { cost, location } = settings;
  const budget = cost.monthlyBudget;
  if (budget === undefined) return [];
  const table = priceTable();
  const found = estimate(settings, bills, table);
  const value = String(budget);
  if (found.missing.length > 0) {
    const rule = `cannot be checked: the price table has no price in ${location} for ${found.missing.join(", ")}. 'npm run prices' asks Azure for them, and binderhub:cost.prices takes your own`;
    return [{ key, value, rule, mend: `${removeCommand(key)} && ${removeCommand("binderhub:cost.tell")}` }];
  }
  if (found.total.most <= budget) return [];
  const steps = fitting(settings, budget, bills, table);
  const enough = Math.ceil(found.total.most);
  const least = steps === undefined ? ", and no smaller cluster for this hub costs so little" : "";
  const rule = `must be at least ${enough}, which is what a month could cost in ${found.currency}${least}: ${largest(found)}`;
  return [{ key, value, rule, mend: steps === undefined ? setCommand(key, enough) : commandOf(steps) }];
}

/** The parts that cost most. */
function largest({ parts }: Estimate): string {
  const sorted = [...parts].sort(([, a], [, b]) => b.most - a.most);
  const [shown, rest] = [sorted.slice(0, 4), sorted.slice(4)];
  const others = rest.reduce((sum, [, { most }]) => sum + most, 0);
  return [
    ...shown.map(([part, { most }]) => `${part} ${money(most)}`),
    ...(rest.length > 0 ? [`all else ${money(others)}`] : []),
  ].join(", ");
}
