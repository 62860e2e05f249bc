import { keptMap } from "../../../components/operate/names";
import { type Cluster } from "../cluster";
import { configMapIn } from "../config-map";
import { type ConfigMapObject } from "../objects";
import { exitCodeOf, type Line, type Report } from "./report";

/** What a check of before found, in short. */
export interface Past {
  /** When it began: ISO 8601, UTC. */
  readonly began: string;
  readonly seconds: number;
  /** Probes that found something wrong. */
  readonly wrong: readonly string[];
  readonly warnings: readonly string[];
}

/** The results that scheduled checks keep in the cluster. */
export interface Kept {
  readonly last: Report;
  /** The last one that found something wrong. @default none is known */
  readonly lastWrong?: Report;
  /** The checks up to the last one, the newest first. */
  readonly history: readonly Past[];
}

/** Checks that are remembered: a week of them, at one every hour. */
const remembered = 168;

/** The kept results after one more check. What the probes saw is left out: only what they say of it is for others to read. */
function keptWith(before: Kept | undefined, report: Report): Kept {
  const last = { ...report, lines: report.lines.map(plain) };
  const lastWrong = exitCodeOf(report) === 0 ? before?.lastWrong : last;
  const ids = (state: Line["state"]) => report.lines.filter((line) => line.state === state).map(({ id }) => id);
  const past = { began: report.began, seconds: report.seconds, wrong: ids("wrong"), warnings: ids("warning") };
  return {
    last,
    ...(lastWrong !== undefined && { lastWrong }),
    history: [past, ...(before?.history ?? [])].slice(0, remembered),
  };
}

function plain({ id, group, title, tried, state, saw, mend, seconds }: Line): Line {
  return { id, group, title, tried, state, saw, ...(mend !== undefined && { mend }), seconds };
}

/** Reads what scheduled checks kept. `undefined` if there was none yet. @throws CannotLook if the cluster does not say */
export async function readKept(cluster: Cluster): Promise<Kept | undefined> {
  const found = await mapIn(cluster);
  return found === undefined ? undefined : keptIn(found);
}

/** Adds a result to what is kept. The first check makes the ConfigMap, which goes with the namespace. */
export async function keep(cluster: Cluster, report: Report): Promise<void> {
  const { core, namespace } = cluster;
  const found = await mapIn(cluster);
  const kept = keptWith(found && keptIn(found), report);
  const data = Object.fromEntries(
    Object.entries(kept).map(([key, value]) => [key, JSON.stringify(value, undefined, key === "history" ? 0 : 1)]),
  );
  const made: object = { metadata: { name: keptMap }, data };
  await cluster.ask(
    "keep the result",
    found === undefined
      ? core.createNamespacedConfigMap({ namespace, body: made })
      : core.patchNamespacedConfigMap({ name: keptMap, namespace, body: [{ op: "add", path: "/data", value: data }] }),
  );
}

function mapIn(cluster: Cluster): Promise<ConfigMapObject | undefined> {
  return configMapIn(cluster, keptMap, "read the results of scheduled checks");
}

/** Another version of the program may have written it, or a person: then it is as if there were none. */
function keptIn({ data = {} }: ConfigMapObject): Kept | undefined {
  try {
    const read = (key: keyof Kept) => (data[key] === undefined ? undefined : (JSON.parse(data[key]) as unknown));
    const [last, lastWrong, history] = [read("last"), read("lastWrong"), read("history")];
    if (!isReport(last) || !Array.isArray(history)) return undefined;
    return { last, ...(isReport(lastWrong) && { lastWrong }), history: history as readonly Past[] };
  } catch {
    return undefined;
  }
}

function isReport(value: unknown): value is Report {
  return typeof value === "object" && value !== null && Array.isArray((value as Partial<Report>).lines);
}
