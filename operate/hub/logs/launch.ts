import { type PodObject } from "../objects";
import { type Cluster } from "../cluster";
import { closedMessage } from "../status/closed";
import { ownerOf, repositoryOf } from "../who";
import { attemptsIn, isAbout, isOfAnother } from "./attempts";
import { unwrapped } from "./builds";
import { type Entry } from "./entries";
import { eventLine, eventsOf, timeOf } from "./events";
import { type LogLine, linesOf, newest } from "./lines";
import { around, isWanted, madeAt, newestOf, userIn, type Which } from "./newest";
import { buildComponent, entriesIn, entriesOfPods, podsOf, type Reach } from "./read";
import { likelyReason } from "./reason";
import { timeInWords } from "./since";

/** What is known of the newest launch of a person or a repository. */
export interface LaunchStory {
  /** The likely reason why there is no server, or how it is. */
  readonly reason: string;
  /** Launches that were found: this is the newest. */
  readonly found: number;
  readonly link?: string;
  readonly user?: string;
  readonly binder: readonly LogLine[];
  readonly build: readonly LogLine[];
  readonly hub: readonly LogLine[];
  readonly events: readonly LogLine[];
  /** State of the server's pod and of its container. */
  readonly pod?: { readonly name: string; readonly phase: string; readonly restarts: number; readonly node?: string };
  readonly server: readonly LogLine[];
  /** What was looked for, for a person. */
  readonly lookedFor: string;
}

/** Milliseconds after which the hub gives a launch up. @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/launcher.py `launch_timeout` */
const longest = 600_000;
/** Lines of each part, if nothing else is said. */
const usualLines = 30;

/**
 * What is known of the newest launch of a person or a repository: what BinderHub and the hub said, the events and the state of the pods, and the logs of
 * the build and of the server.
 *
 * @throws CannotLook
 */
export async function launchStory(cluster: Cluster, which: Which, reach: Reach): Promise<LaunchStory> {
  const [binders, hubs, servers, builds, { items: events }, closed] = await Promise.all([
    podsOf(cluster, "binder"),
    podsOf(cluster, "hub"),
    podsOf(cluster, "singleuser-server"),
    podsOf(cluster, buildComponent),
    cluster.ask("list the events", cluster.core.listNamespacedEvent({ namespace: cluster.namespace })),
    closedMessage(cluster),
  ]);
  const all = { seconds: reach.seconds };
  const [said, hubSaid] = await Promise.all([
    entriesOfPods(cluster, binders, "binder", all),
    entriesOfPods(cluster, hubs, "hub", all),
  ]);
  const attempts = attemptsIn(said).filter((attempt) => isWanted(attempt, which));
  const { attempt, pod, build } = newestOf(attempts.at(-1), servers, builds, which);
  const user = (pod && ownerOf(pod).user) ?? userIn(attempt) ?? which.user;
  const from = (attempt?.began.getTime() ?? Math.min(madeAt(pod), madeAt(build))) - around;
  const until = (attempt?.ended.getTime() ?? from + longest) + around;
  const hub = hubSaid.filter(({ at, text }) => isWithin(at, from, until) && user !== undefined && isOfUser(text, user));
  const names = new Set([pod?.metadata?.name ?? podIn(hub), build?.metadata?.name].flatMap((name) => name ?? []));
  const own = eventsOf(events, names).filter((event) => isWithin(timeOf(event), from, Infinity));
  const link = attempt?.link ?? (pod && repositoryOf(pod)) ?? build?.metadata?.annotations?.["binder-repo"];
  const binder =
    attempt?.entries ??
    said.filter(
      (one) =>
        link !== undefined && isWithin(one.at, from, until) && isAbout(one, link) && !isOfAnother(one, user ?? ""),
    );
  const server =
    pod === undefined ? [] : await entriesIn(cluster, pod, "notebook", { ...all, lines: reach.lines ?? usualLines });
  const building = build === undefined ? [] : unwrapped(await entriesIn(cluster, build, "builder", all));
  const lines = (from: string, entries: readonly Entry[]) => newest(linesOf(from, entries), reach.lines ?? usualLines);
  return {
    reason: likelyReason({
      ...(attempt !== undefined && { attempt }),
      ...(pod !== undefined && { pod }),
      ...(build !== undefined && { build }),
      ...{ events: own, hub, server, building },
      ...(closed !== undefined && { closed }),
    }),
    found: attempts.length + (attempt === undefined && (pod !== undefined || build !== undefined) ? 1 : 0),
    ...(link !== undefined && { link }),
    ...(user !== undefined && { user }),
    binder: lines("binder", binder),
    build: lines("build", building),
    hub: lines("hub", hub),
    events: newest(own.map(eventLine), reach.lines ?? usualLines),
    ...(pod !== undefined && { pod: stateOf(pod) }),
    server: lines("server", server),
    lookedFor: lookedFor(which, reach, binders),
  };
}

function isWithin(at: Date, from: number, until: number): boolean {
  return at.getTime() >= from && at.getTime() <= until;
}

/** Whether a line of the hub's is about a person. A server that runs says hello every few minutes. */
function isOfUser(text: string, user: string): boolean {
  const name = user.replace(/[^a-z0-9]/gi, "\\$&");
  return !/\/activity\b|discarding scopes/.test(text) && new RegExp(`(?<![a-z0-9])${name}(?![a-z0-9])`, "i").test(text);
}

/** The name of the pod that the hub made. @see https://github.com/jupyterhub/kubespawner/blob/7.0.0/kubespawner/spawner.py `_make_create_pod_request` */
function podIn(hub: readonly Entry[]): string | undefined {
  return hub.map(({ text }) => /create pod ([^\s,]+)/.exec(text)?.[1]).findLast((name) => name !== undefined);
}

function stateOf({ metadata, spec, status }: PodObject): NonNullable<LaunchStory["pod"]> {
  return {
    name: metadata?.name ?? "",
    phase: status?.phase ?? "Unknown",
    restarts: (status?.containerStatuses ?? []).reduce((all, { restartCount }) => all + restartCount, 0),
    ...(spec?.nodeName !== undefined && { node: spec.nodeName }),
  };
}

/** What was looked for. The log of a pod that is gone is gone with it. */
function lookedFor(which: Which, { seconds }: Reach, binders: readonly PodObject[]): string {
  const started = Math.min(...binders.map(madeAt));
  const isShort = Number.isFinite(started) && started > Date.now() - seconds * 1000;
  const short = isShort
    ? `. BinderHub started at ${new Date(started).toISOString().slice(0, 16).replace("T", " ")} UTC, and what it said before is gone`
    : "";
  return `a launch ${inWords(which)} within the last ${timeInWords(seconds)}: in BinderHub's log, among servers and among builds${short}`;
}

function inWords({ user, repository }: Which): string {
  return [
    ...(user === undefined ? [] : [`by ${user}`]),
    ...(repository === undefined ? [] : [`of a repository like ${repository}`]),
  ].join(" ");
}
