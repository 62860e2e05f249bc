import { type PodObject } from "../objects";
import { at } from "../../../settings/untyped";
import { type Cluster } from "../cluster";
import { type painter, table } from "../show";
import { type Attempt, attemptsIn } from "./attempts";
import { eventLine, eventsOf } from "./events";
import { type Entry } from "./entries";
import { linesInWords, type LogLine, linesOf, newest } from "./lines";
import { isBuildOf, isLinkTo, nameOfRepository } from "./names";
import { buildComponent, entriesIn, entriesOfPods, podsOf, type Reach } from "./read";
import { timeInWords } from "./since";

/** A build. */
export interface Build {
  /** Name of its pod. */
  readonly name: string;
  /** The repository, as it stands in the link or as BinderHub names it. */
  readonly repository: string;
  readonly began: string;
  readonly state: "runs" | "built" | "failed" | "left";
}

/** Builds, and what was said of them. */
export interface Builds {
  readonly builds: readonly Build[];
  readonly lines: readonly LogLine[];
  /** What was looked for, for a person. */
  readonly lookedFor: string;
}

/** Lines of BinderHub's that are about a build. */
export const aboutBuild =
  /^(?:Started build|Build|Watching build pod|Watching logs of|Finished streaming logs of|Timeout in watch stream for|Error in watch stream for|Stopping \w+ of) (build-\S+)/;

/**
 * Builds of the last while. Of one that runs, its own log is there; BinderHub deletes the pod of one that has ended, and its log with it.
 *
 * @param repository address of a repository, or a part of one. @default all
 */
export async function buildLogs(cluster: Cluster, repository: string | undefined, reach: Reach): Promise<Builds> {
  const wanted = repository === undefined ? undefined : nameOfRepository(repository);
  const [binders, pods, { items: events }] = await Promise.all([
    podsOf(cluster, "binder"),
    podsOf(cluster, buildComponent),
    cluster.ask("list the events", cluster.core.listNamespacedEvent({ namespace: cluster.namespace })),
  ]);
  const said = await entriesOfPods(cluster, binders, "binder", { seconds: reach.seconds });
  const running = pods.filter((pod) => wanted === undefined || isOf(pod, wanted));
  const builds = [...endedBuilds(attemptsIn(said), wanted), ...running.map(runningBuild)];
  const names = new Set(builds.map(({ name }) => name));
  const own = await Promise.all(
    running.map(async (pod) =>
      linesOf(pod.metadata?.name ?? "", unwrapped(await entriesIn(cluster, pod, "builder", reach))),
    ),
  );
  const lines = [
    ...linesOf(
      "binder",
      said.filter(({ text }) => names.has(aboutBuild.exec(text)?.[1] ?? "")),
    ),
    ...eventsOf(events, names).map(eventLine),
    ...own.flat(),
  ];
  return {
    builds: builds.sort((a, b) => a.began.localeCompare(b.began)),
    lines: newest(lines, reach.lines),
    lookedFor: `no build${repository === undefined ? "" : ` of a repository like ${repository}`} runs, and BinderHub's log of the last ${timeInWords(reach.seconds)} has none`,
  };
}

/** The builds in launches that ended. */
export function endedBuilds(attempts: readonly Attempt[], wanted?: string): readonly Build[] {
  return attempts.flatMap(({ link, outcome, why, entries }): Build[] => {
    const start = entries.find(({ text }) => /^Started build |^Build \S+ already running/.test(text));
    const name = aboutBuild.exec(start?.text ?? "")?.[1];
    if (start === undefined || name === undefined) return [];
    if (wanted !== undefined && !isLinkTo(link, wanted) && !isBuildOf(name, wanted)) return [];
    const state = outcome === "left" ? "left" : why === "buildFailed" ? "failed" : "built";
    return [{ name, repository: link, began: start.at.toISOString(), state }];
  });
}

/** Whether a pod builds a repository. */
export function isOf({ metadata }: PodObject, wanted: string): boolean {
  const address = metadata?.annotations?.["binder-repo"] ?? "";
  return isLinkTo(address, wanted) || isBuildOf(metadata?.name ?? "", wanted);
}

function runningBuild({ metadata, status }: PodObject): Build {
  return {
    name: metadata?.name ?? "",
    repository: metadata?.annotations?.["binder-repo"] ?? "",
    began: (metadata?.creationTimestamp ?? new Date(0)).toISOString(),
    state: status?.phase === "Failed" ? "failed" : status?.phase === "Succeeded" ? "built" : "runs",
  };
}

/** What a build says, out of the JSON in which repo2docker writes it for BinderHub. */
export function unwrapped(entries: readonly Entry[]): readonly Entry[] {
  return entries.flatMap((entry) => {
    const message = at(parsed(entry.text), "message");
    const failed = String(at(parsed(entry.text), "phase")).startsWith("fail");
    const text = (typeof message === "string" ? message : entry.text).trimEnd();
    return text === "" ? [] : [{ ...entry, ...(failed && { level: "E" }), text }];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Builds for a person. */
export function buildsInWords({ builds, lines, lookedFor }: Builds, paint: ReturnType<typeof painter>): string {
  if (builds.length === 0) return `Nothing was found: ${lookedFor}.`;
  const rows = builds.map(({ began, state, repository }) => [began.slice(11, 19), state, repository]);
  const failed = builds.some(({ state }) => state === "failed");
  return [
    table(["began", "state", "repository"], rows),
    "",
    linesInWords(lines, paint),
    ...(failed
      ? [
          "",
          "BinderHub deletes the log of a build that has failed. To see it, build again: npm run hub -- launch --help",
        ]
      : []),
  ].join("\n");
}
