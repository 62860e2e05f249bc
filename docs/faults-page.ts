import { type HubFacts } from "../components/operate/facts";
import { probes } from "../operate/hub/check/all";
import { type Verdict } from "../operate/hub/check/probe";
import { type FaultName, faults } from "./faults";
import recorded from "./faults-recorded.json";
import { told } from "./faults-told";

/** What a check saw of a fault. */
export interface Seen {
  readonly seen: unknown;
  /** What the stack's outputs say of the hub, without what is secret. */
  readonly facts: HubFacts;
  /** When: ISO 8601. */
  readonly at: string;
}

/** What a check saw on a real cluster, by fault. */
export const onCluster = recorded as unknown as Readonly<Partial<Record<FaultName, Seen>>>;

/** What was seen of a fault, and what its probe makes of it. */
export function judged(name: FaultName): Verdict {
  const found = onCluster[name] ?? told[name];
  const probe = probes.find(({ id }) => id === faults[name].line);
  if (found === undefined || probe === undefined)
    throw new Error(`nobody has seen ${name}, or no probe is ${faults[name].line}`);
  return probe.judge(found.seen as never, found.facts, new Date(found.at));
}

/** The page that lists faults, with the line and the mend that a check gives for each. */
export function faultsPage(): string {
  const names = Object.keys(faults) as FaultName[];
  const rows = names.map((name) => {
    const { fault, line } = faults[name];
    const { saw, mend = "" } = judged(name);
    const title = probes.find(({ id }) => id === line)?.title ?? "";
    const where = onCluster[name] === undefined ? "told" : "cluster";
    return `| ${[fault, title, saw, mend.replaceAll("\n", " · "), where].map(cell).join(" | ")} |`;
  });
  const seen = names.filter((name) => onCluster[name] !== undefined).length;
  return [
    "<!-- This page is made by `npm run docs`. -->",
    "# Faults that a check names",
    `\`npm run hub -- check\` must give exactly one line that is wrong for each of these ${names.length} faults. ${seen} of them were made on a real Kubernetes cluster with the real chart, where each gave this line and no other (**cluster**). The others follow what upstream's documentation or source says that one sees (**told**).`,
    "| fault | line | what came back | mend | seen |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ]
    .join("\n\n")
    .replaceAll("|\n\n|", "|\n|");
}

function cell(text: string): string {
  const short = text.length <= 260 ? text : `${text.slice(0, 250)} …`;
  return short.replace(/\s+/g, " ").replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("*", "\\*");
}
