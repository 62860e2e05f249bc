import { type Cluster } from "../cluster";
import { linesInWords, type LogLine, linesOf, newest } from "./lines";
import { entriesIn, podsOf, type Reach } from "./read";
import { timeInWords } from "./since";
import { type painter } from "../show";

/** The parts of a hub that have a log of their own, by their label, and the container that writes it. */
const containers = { hub: "hub", binder: "binder" } as const;

/** A log, and where it was looked for. */
export interface Logs {
  readonly lines: readonly LogLine[];
  /** What was looked for, for a person. */
  readonly lookedFor: string;
}

/** The log of JupyterHub, or of BinderHub. @throws CannotLook */
export async function logsOf(cluster: Cluster, part: keyof typeof containers, reach: Reach): Promise<Logs> {
  const pods = await podsOf(cluster, part);
  const lines = await Promise.all(
    pods.map(async (pod) =>
      linesOf(pod.metadata?.name ?? part, await entriesIn(cluster, pod, containers[part], reach)),
    ),
  );
  const where =
    pods.length === 0
      ? `there is no pod with component=${part} in ${cluster.namespace}`
      : `the log of ${pods.map(({ metadata }) => metadata?.name ?? "").join(" and ")} has no line`;
  return { lines: newest(lines.flat(), reach.lines), lookedFor: `${where} of the last ${timeInWords(reach.seconds)}` };
}

/** A log for a person. */
export function logsInWords({ lines, lookedFor }: Logs, paint: ReturnType<typeof painter>): string {
  return lines.length === 0 ? `Nothing was found: ${lookedFor}.` : linesInWords(lines, paint);
}
