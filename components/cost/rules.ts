import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { ask, type Rule, rule, warning } from "../../settings/question";
import { type Asked, type SettingName } from "../../settings/settings";
import { commandOf, type Step } from "../../settings/steps";
import { at } from "../../settings/untyped";
import { nodesOf } from "../scheduling/nodes";
import { placingValues } from "../scheduling/placing-values";
import { roomForServers } from "../scheduling/room";
import { type Bill } from "./bill";
import { type Costly, type Estimate, estimate, everythingBilled } from "./estimate";
import { fitting, type Judges, type Smaller } from "./fitting";
import { priceTable } from "./prices";
import { money } from "./shown";
import { type Used, usageOf, usedNames } from "./usage";

const key = "binderhub:cost.monthlyBudget";

/** Rules for the budget. @param others the rules of the other concepts */
export function costRules(bills: readonly Bill[], others: readonly Rule[]): Rule[] {
  const ofClusters = others.filter(({ of: names }) => names.includes("azure"));
  return [
    rule(["platform", "cost"], onlyWhatItMakes),
    rule(["cost", "exposure"], somebodyIsTold),
    rule(["platform", "cost", "storage"], peopleAreCounted),
    rule(["platform", ...usedNames], roomIsKnown),
    rule(namesOf(bills), (settings, secrets) => {
      // Rules are asked only of settings that are valid, which may be more than this rule names.
      const faults = (changed: Costly) => ask(ofClusters, { ...settings, ...changed }, secrets).flat();
      const judges = { bills, table: priceTable(), faults };
      return settings.platform === "azure" ? withinBudget(settings, judges) : [];
    }),
  ];
}

/** The settings from which it follows what is billed. */
export function namesOf(bills: readonly Bill[]): readonly SettingName[] {
  return [...new Set<SettingName>(["platform", "location", ...usedNames, ...bills.flatMap((bill) => bill.of)])];
}

/** On a cluster that is there, the stack does not know the nodes, which are the cost. */
function onlyWhatItMakes({ platform, cost }: Pick<Asked, "platform" | "cost">): Problem[] {
  if (platform === "azure" || cost.monthlyBudget === undefined) return [];
  const rule = "is for a cluster that the stack makes: the nodes of an existing one are billed to whoever has it";
  return [{ key, value: String(cost.monthlyBudget), rule, mend: removeCommand("binderhub:cost") }];
}

function somebodyIsTold({ cost: { monthlyBudget, tell }, exposure }: Pick<Asked, "cost" | "exposure">): Problem[] {
  const tellKey = "binderhub:cost.tell";
  if (monthlyBudget !== undefined && tell === undefined) {
    const rule = "is needed with monthlyBudget: Azure must have somebody to tell";
    const known = at(exposure, "https", "email");
    return [
      { key: tellKey, rule, mend: setCommand(`${tellKey}[0]`, typeof known === "string" ? known : "hub@example.org") },
    ];
  }
  if (monthlyBudget !== undefined || tell === undefined) return [];
  const rule = "is for monthlyBudget, and there is none: nobody would be told of anything";
  return [{ key: tellKey, rule, mend: removeCommand(tellKey) }];
}

/** The example of the messages, typed as it stands. @see https://datatracker.ietf.org/doc/html/rfc2606#section-3 */
export const somebodyReads = warning(["cost"], ({ cost: { tell = [] } }) =>
  tell
    .filter((address) => /[@.]example\.(org|com|net)$/i.test(address))
    .map((address) => `cost.tell: nobody reads ${address}, which is an example: set an address of your own`),
);

/** Volumes stay when people have gone. So the number that fit at a time is no limit. */
function peopleAreCounted({ platform, cost, storage }: Pick<Asked, "platform" | "cost" | "storage">): Problem[] {
  if (platform !== "azure" || cost.monthlyBudget === undefined || storage === undefined) return [];
  if (cost.people !== undefined) return [];
  const people = "binderhub:cost.people";
  const rule = "is needed with monthlyBudget and storage: each person has a volume, which is billed";
  return [{ key: people, rule, mend: setCommand(people, 100) }];
}

/** What servers send is billed. So a budget needs a number of them: of sizes that the program does not know, it cannot tell how many there is room for. */
function roomIsKnown({ platform, ...settings }: Used & Pick<Asked, "platform">): Problem[] {
  if (platform !== "azure" || settings.cost.monthlyBudget === undefined) return [];
  if (usageOf(settings).room !== undefined) return [];
  const unknown = nodesOf(settings.azure).filter(({ room }) => room === undefined);
  const sizes = [...new Set(unknown.map(({ vmSize }) => vmSize))].join(", ");
  const quota = "binderhub:limits.totalQuota";
  const rule = `is needed with monthlyBudget and ${sizes}: the program does not know how many servers run there, and what they send is billed`;
  return [{ key: quota, rule, mend: setCommand(quota, 100) }];
}

function withinBudget(settings: Costly, judges: Judges): Problem[] {
  const { cost, location } = settings;
  const budget = cost.monthlyBudget;
  if (budget === undefined) return [];
  const found = estimate(settings, judges.bills, judges.table);
  const value = String(budget);
  const missing = missingIn(settings, found, judges.bills);
  if (missing.length > 0) {
    const rule = `cannot be checked: the price table has no price in ${location} for ${missing.join(", ")}. 'npm run prices -- --region ${location}' asks Azure for them, and binderhub:cost.prices takes your own`;
    return [{ key, value, rule, mend: `${removeCommand(key)} && ${removeCommand("binderhub:cost.tell")}` }];
  }
  if (found.total.most <= budget) return [];
  const smaller = fitting(settings, budget, judges);
  const enough: Step = { path: ["cost", "monthlyBudget"], value: Math.ceil(smaller.most) };
  const rule = `must be at least ${Math.ceil(found.total.most)}, which is what a month could cost in ${found.currency}: ${largest(found)}. ${offered(smaller, settings, budget)}`;
  return [{ key, value, rule, mend: commandOf(smaller.most <= budget ? smaller.steps : [...smaller.steps, enough]) }];
}

/** What has no price, and could cost something. Spot prices do not decide: at most, spot nodes cost the usual price. */
function missingIn(settings: Costly, { missing }: Estimate, bills: readonly Bill[]): readonly string[] {
  if (missing.length === 0) return [];
  const { billed } = everythingBilled(settings, bills);
  const needed = new Set(billed.filter(({ units }) => units.most > 0).map(({ meter }) => meter));
  return missing.filter((meter) => needed.has(meter));
}

/** What the mend brings, and what else there is. */
function offered({ settings, steps, most }: Smaller, was: Costly, budget: number): string {
  const cost = `${money(Math.ceil(most))} at most, ${roomIn(settings, was)}`;
  const isNew = steps.some(({ path, value }) => path.at(-1) === "vmSize" && value !== undefined);
  const isGone = steps.some(({ value }) => value === undefined);
  return [
    most <= budget
      ? `With the changes below it costs ${cost}`
      : steps.length > 0
        ? `No cluster within ${money(budget)} was found: the smallest that was tried costs ${cost}`
        : "No smaller cluster was found",
    ...(isGone ? ["Builds run beside servers then"] : []),
    ...(isNew ? ["Azure makes pools with another size anew, and stops what runs there"] : []),
    ...(was.schedule === undefined && Object.keys(was.azure.pools).length > 0
      ? ["With hours in which the hub sleeps, more fits into a budget: docs/schedule.md"]
      : []),
  ].join(". ");
}

/** How many people a smaller cluster has room for. */
function roomIn(settings: Costly, was: Costly): string {
  const [now, before] = [settings, was].map((one) => {
    const room = roomForServers(one.azure, placingValues(one));
    return "unknown" in room ? undefined : Math.min(room.max, one.limits.totalQuota ?? Infinity);
  });
  if (now === undefined || before === undefined) return "with room for fewer people";
  return now === before
    ? `with room for ${now} people at a time, as now`
    : `with room for ${now} people at a time instead of ${before}`;
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
