import { forStack } from "../check/commands";
import { stepsOf } from "../check/shown";
import { type painter, table } from "../show";
import { type Outlook } from "./consequences";
import { type UpgradePlan } from "./plan";
import { type Refusal } from "./refusals";
import { type Node, type Server } from "./runs";
import { type Counts, type Trial } from "./trial";

type Paint = ReturnType<typeof painter>;

/** What a person reads of a plan. */
export function planInWords(plan: UpgradePlan, paint: Paint, stack?: string): string {
  const { changes, outlook, trial, refusals } = plan;
  const consequences = outlook.consequences.map(({ what, fate, servers }) => {
    const mark = fate === "live" ? paint("green", "✔") : fate === "end" ? paint("red", "✘") : paint("yellow", "!");
    return `  ${mark} ${what}${fate === "live" ? "" : ` (${count(servers, "server")})`}.`;
  });
  return [
    versionsInWords(plan, paint),
    "",
    paint("bold", "What pulumi up would do"),
    ...(changes.length > 0 ? consequences : [refusals.length > 0 ? "  It is not known." : "  Nothing."]),
    "",
    paint("bold", "The hub's database"),
    `  ${trialInWords(trial)}`,
    "",
    ...refusals.map((one) => refusalInWords(one, paint, stack)),
    paint(refusals.length > 0 ? "red" : "bold", verdictOf(plan)),
  ].join("\n");
}

/** Why an upgrade is refused, and what mends it. */
export function refusalInWords({ why, mend }: Refusal, paint: Paint, stack?: string): string {
  const steps = stepsOf(forStack(mend, stack)).flatMap(({ text }) => text.split("\n"));
  return [`${paint("red", "✘")} ${why}`, ...steps.map((step) => `  ${paint("cyan", `→ ${step}`)}`), ""].join("\n");
}

function versionsInWords({ runs, wouldRun, changes }: UpgradePlan, paint: Paint): string {
  const kubernetes = changes.find(
    ({ type, kubernetes: to }) => type === "ManagedCluster" && to !== undefined,
  )?.kubernetes;
  const rows = [
    ["BinderHub's chart", runs.chart, wouldRun.chart],
    ["JupyterHub's chart", runs.jupyterHubChart, wouldRun.jupyterHubChart],
    ["JupyterHub", runs.jupyterHub, wouldRun.jupyterHub],
    ["the hub's image", runs.hubImage, wouldRun.hubImage],
    ["BinderHub", runs.binderHub, undefined],
    ["BinderHub's image", runs.binderImage, wouldRun.binderImage],
    ["Kubernetes, API server", runs.kubernetes, kubernetes],
    ...runs.nodes.map((node) => [
      `Kubernetes, ${node.pool === undefined ? "nodes" : `pool ${node.pool}`}`,
      nodeInWords(node),
      changes.find(
        ({ cloudName, kubernetes: to }) => cloudName !== undefined && cloudName === node.pool && to !== undefined,
      )?.kubernetes ?? kubernetes,
    ]),
  ] as const;
  const [head = "", ...lines] = table(
    ["", "now", "then"],
    rows.map(([name = "", now, then]) => [
      name,
      now ?? "not known",
      then === undefined || then === now ? "the same" : then,
    ]),
  ).split("\n");
  return [paint("bold", head), ...lines].join("\n");
}

function nodeInWords({ version, image, count: many }: Node): string {
  return `${version}${many === 1 ? "" : ` (${many})`}${image === undefined ? "" : `, ${image}`}`;
}

/** What came of the trial, in a sentence or two. */
export function trialInWords(trial: Trial): string {
  if ("untried" in trial) return `No copy was tried: ${trial.untried}.`;
  if ("unstarted" in trial) return "No copy was tried: the new hub's image does not start.";
  const { jupyterHub, before, after, failure } = trial;
  if (after === undefined)
    return `JupyterHub ${jupyterHub} failed on a copy at revision ${before.revision}: ${failure ?? ""}.`;
  const same = before.revision === after.revision;
  const revision = same
    ? `its revision stays ${before.revision}`
    : `revision ${before.revision} becomes ${after.revision}`;
  return `JupyterHub ${jupyterHub} took a copy: ${revision}; ${countsInWords(before, after)}.`;
}

function countsInWords(before: Counts, after: Counts): string {
  return (["users", "tokens", "groups"] as const)
    .map((what) => `${what}: ${before[what] === after[what] ? "" : `${before[what]} → `}${after[what]}`)
    .join(", ");
}

/** One sentence: what becomes of the servers that run. */
export function verdictOf({ changes, servers, outlook, refusals }: UpgradePlan): string {
  if (refusals.length > 0) return `Refused. ${running(servers)}, and nothing was changed.`;
  if (changes.length === 0) return `Nothing to upgrade. ${running(servers)}.`;
  return `${fateOf(servers, outlook)}.`;
}

function fateOf(servers: readonly Server[], { fate, ending, pause, consequences }: Outlook): string {
  const some = servers.length === 1 ? "it" : "they";
  if (servers.length === 0)
    return `${running(servers)}${pause ? "; nobody can launch for some seconds while the hub starts anew" : ""}`;
  if (fate === "live") {
    const goes = servers.length === 1 ? "it goes on" : "they go on";
    const reach = servers.length === 1 ? "it" : "them";
    return pause
      ? `${running(servers)}: ${goes}; nobody reaches ${reach} for some seconds while the proxy restarts`
      : `${running(servers)}: ${goes}, and ${some} can be reached all the time`;
  }
  const why = consequences.find((one) => one.fate === fate)?.what ?? "";
  const verb = fate === "end" ? (ending.length === 1 ? "ends" : "end") : "may end";
  const of = ending.length < servers.length ? ` of ${servers.length}` : "";
  return `${ending.length}${of} ${servers.length === 1 ? "server" : "servers"} ${verb}: ${why}`;
}

function running(servers: readonly Server[]): string {
  if (servers.length === 0) return "Nobody has a server";
  return servers.length === 1 ? "1 server runs" : `${servers.length} servers run`;
}

function count(many: number, what: string): string {
  return many === 1 ? `1 ${what}` : `${many} ${what}s`;
}
