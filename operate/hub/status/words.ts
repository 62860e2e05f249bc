import { agoInWords, type LastCheck } from "../check/kept-words";
import { whyInWords } from "../logs/why";
import { type painter } from "../show";
import { type End } from "./ends";
import { type Launches } from "./launches";
import { type PoolNow } from "./nodes";
import { type Status } from "./status";

type Paint = ReturnType<typeof painter>;

const width = 80;
const labelWidth = 11;
/** Lines of each kind at most, so that all fits on one screen. */
const most = { reasons: 4, pools: 5, ends: 4 };

/** A hub as it is now, on one screen of 80 columns. */
export function statusInWords(status: Status, paint: Paint, now = new Date()): string {
  const { stack, checked, builds, launches, pools = [], ends } = status;
  const rows: readonly (readonly [label: string, lines: readonly string[]])[] = [
    ["Page", pageLines(status, paint)],
    ["Versions", folded(versionsOf(status), ", ")],
    ["State", stateLines(status, paint)],
    ["Checked", checked === undefined ? [] : checkedLines(checked, now, paint)],
    ["People", [peopleLine(status, paint)]],
    ["Builds", [builds === 0 ? "none now" : `${builds} now`]],
    [
      "Last hour",
      launches === undefined ? [paint("red", "not known: BinderHub has no pod")] : launchLines(launches, paint),
    ],
    ["Nodes", cut(pools, most.pools, (pool) => poolLine(pool, paint))],
    ["Ends", cut(ends, most.ends, (end) => endLine(end, paint))],
  ];
  return [
    ...(stack === undefined ? [] : [paint("bold", `The hub of the stack ${stack}`)]),
    ...rows.flatMap(([label, lines]) =>
      lines.map((line, index) => paint("bold", (index === 0 ? label : "").padEnd(labelWidth)) + line),
    ),
  ].join("\n");
}

/** Closed by hand has the first word. */
function stateLines({ closed, asleepUntil }: Status, paint: Paint): string[] {
  if (closed !== undefined) return folded(`closed: ${closed}`, " ").map((line) => paint("yellow", line));
  return [asleepUntil === undefined ? paint("green", "open") : paint("yellow", `asleep until ${asleepUntil}`)];
}

function checkedLines(checked: LastCheck | string, now: Date, paint: Paint): string[] {
  if (typeof checked === "string") return folded(checked, " ").map((line) => paint("yellow", line));
  const { began, verdict, wrong, overdue } = checked;
  const found = `${agoInWords(began, now)}: ${verdict}`;
  return [
    wrong > 0 ? paint("red", `${found}: npm run hub -- check --last`) : paint("green", found),
    ...(overdue === undefined ? [] : folded(`one is overdue: ${overdue}`, " ").map((line) => paint("yellow", line))),
  ];
}

function pageLines({ page, answers }: Status, paint: Paint): string[] {
  const silent = (["binderHub", "jupyterHub"] as const).flatMap((part) => {
    const answer = answers[part];
    const name = part === "binderHub" ? "BinderHub" : "JupyterHub";
    return "noAnswer" in answer ? [paint("red", `${name} does not answer: ${answer.noAnswer}`)] : [];
  });
  return [page, ...silent];
}

function versionsOf({ versions: { kubernetes, chart, binderHub, jupyterHub } }: Status): string {
  return [
    ...(kubernetes.length > 0 ? [`Kubernetes ${kubernetes.map((one) => one.replace(/^v/, "")).join(" and ")}`] : []),
    ...(chart === undefined ? [] : [`chart ${chart}`]),
    // An image that was not made from a clone of BinderHub does not know it.
    ...(binderHub === undefined || binderHub === "0+unknown" ? [] : [`BinderHub ${binderHub}`]),
    ...(jupyterHub === undefined ? [] : [`JupyterHub ${jupyterHub}`]),
  ].join(", ");
}

function peopleLine({ people: { running, starting, quota }, pools }: Status, paint: Paint): string {
  const of = quota === undefined ? `${running} now` : `${running} of at most ${quota}`;
  const soon = starting === 0 ? "" : `, ${starting} starting`;
  const rooms = (pools ?? []).flatMap(({ room }) => room ?? []);
  const left = rooms.length === 0 ? undefined : rooms.reduce((all, one) => all + one, 0);
  const isFull = (quota !== undefined && running >= quota) || left === 0;
  const room = left === undefined ? "" : `; room on the nodes for ${left} more`;
  const line = `${of}${soon}${room}`;
  return isFull ? paint("yellow", line) : line;
}

function launchLines(launches: Launches, paint: Paint): string[] {
  const { succeeded, failed, left, reasons, median, p95, since } = launches;
  const counts = [
    succeeded + failed + left === 0 ? "no launches" : paint(succeeded > 0 ? "green" : "reset", `${succeeded} launched`),
    ...(failed === 0 ? [] : [paint("red", `${failed} failed`)]),
    ...(left === 0 ? [] : [`${left} left before the end`]),
  ].join(", ");
  return [
    counts,
    ...(median === undefined || p95 === undefined
      ? []
      : [`started in ${median} s (half of them) and ${p95} s (95 %), without builds`]),
    ...cut(reasons, most.reasons, ({ why, count }) => `${String(count).padStart(3)}  ${whyInWords[why]}`),
    ...(since === undefined
      ? []
      : [paint("yellow", `BinderHub started at ${since.slice(11, 16)} UTC: what was before is not counted`)]),
  ];
}

function poolLine({ pool, nodes, ready, cordoned, room }: PoolNow, paint: Paint): string {
  const state = [
    ready === nodes ? `${ready} ready` : paint("red", `${ready} of ${nodes} ready`),
    ...(cordoned === 0 ? [] : [paint("yellow", `${cordoned} cordoned`)]),
    ...(room === undefined ? [] : [room === 0 ? "no room for people" : `room for ${room} more`]),
  ];
  return `${pool}: ${state.join(", ")}`;
}

function endLine({ what, day, daysLeft }: End, paint: Paint): string {
  if (daysLeft < 0) return paint("red", `${what}: ended on ${day}`);
  const line = `${what}: ${day}, ${daysLeft} ${daysLeft === 1 ? "day" : "days"} left`;
  return daysLeft < 7 ? paint("red", line) : daysLeft < 30 ? paint("yellow", line) : line;
}

/** The first of many, and how many there are besides. */
function cut<Item>(items: readonly Item[], count: number, line: (item: Item) => string): string[] {
  const more = items.length - count;
  return more > 0 ? [...items.slice(0, count - 1).map(line), `and ${more + 1} more: see --json`] : items.map(line);
}

/** A text in lines that fit beside the labels. */
function folded(text: string, between: string): string[] {
  const lines: string[] = [];
  for (const part of text.split(between)) {
    const last = lines.at(-1);
    const longer = `${last ?? ""}${between}${part}`;
    if (last === undefined) lines.push(part);
    else if (longer.length <= width - labelWidth) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}
