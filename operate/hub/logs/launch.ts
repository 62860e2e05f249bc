import { type V1Pod } from "@kubernetes/client-node";
import { type Cluster } from "../cluster";
import { closedMessage } from "../status/closed";
import { type painter } from "../show";
import { ownerOf, repositoryOf } from "../who";
import { type Attempt, attemptsIn, isAbout } from "./attempts";
import { readable } from "./blot";
import { aboutBuild, isOf, unwrapped } from "./builds";
import { type Entry } from "./entries";
import { eventLine, eventsOf, timeOf } from "./events";
import { linesInWords, type LogLine, linesOf, newest } from "./lines";
import { isImageOf, isLinkTo, nameOfRepository } from "./names";
import { buildComponent, entriesIn, entriesOfPods, podsOf, type Reach } from "./read";
import { likelyReason } from "./reason";
import { timeInWords } from "./since";

/** Which launch: a person's, or a repository's. */
export interface Which {
  readonly user?: string;
  /** Address of a repository, or a part of one. */
  readonly repository?: string;
}

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

/** Milliseconds that the hub goes on after BinderHub has given up, and that clocks differ by. */
const around = 5000;
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
  const until = (attempt?.ended.getTime() ?? Infinity) + around;
  const hub = hubSaid.filter(({ at, text }) => isWithin(at, from, until) && user !== undefined && isOfUser(text, user));
  const names = new Set([pod?.metadata?.name ?? podIn(hub), build?.metadata?.name].flatMap((name) => name ?? []));
  const own = eventsOf(events, names).filter((event) => isWithin(timeOf(event), from, Infinity));
  const link = attempt?.link ?? (pod && repositoryOf(pod)) ?? build?.metadata?.annotations?.["binder-repo"];
  const binder = attempt?.entries ?? said.filter((one) => link !== undefined && one.at.getTime() >= from && isAbout(one, link));
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
    lookedFor: `a launch ${inWords(which)} within the last ${timeInWords(reach.seconds)}: in BinderHub's log, among servers and among builds`,
  };
}

/** Whether a launch is of a person or a repository. */
export function isWanted({ link, entries }: Attempt, { user, repository }: Which): boolean {
  if (repository !== undefined && !isLinkTo(link, nameOfRepository(repository))) return false;
  return user === undefined || entries.some(({ text }) => namesUser(text, user));
}

/** Whether BinderHub names a person: who asked, or whose server it starts. */
function namesUser(text: string, user: string): boolean {
  const name = user.toLowerCase();
  const lower = text.toLowerCase();
  return lower.includes(` user ${name} `) || lower.includes(`(${name}@`) || lower.includes(`user ${name} already has`);
}

/** Whose server BinderHub starts. @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/launcher.py `Launcher.launch` */
export function userIn(attempt: Attempt | undefined): string | undefined {
  const found = attempt?.entries.map(({ text }) => /^Starting server.* for user (\S+) with image |^(?:\d+ GET .*: )?User (\S+) already has/.exec(text));
  const last = found?.findLast((one) => one !== null);
  return last?.[1] ?? last?.[2];
}

interface Newest {
  readonly attempt?: Attempt;
  readonly pod?: V1Pod;
  readonly build?: V1Pod;
}

/** The newest launch: the last one that ended, or a server or a build that came after it. */
export function newestOf(last: Attempt | undefined, servers: readonly V1Pod[], builds: readonly V1Pod[], which: Which): Newest {
  const [pod, build] = [
    newestPod(servers.filter((one) => isServer(one, which))),
    newestPod(builds.filter((one) => isBuild(one, which, last))),
  ];
  const isLater = (one: V1Pod | undefined) => one !== undefined && madeAt(one) > (last?.ended.getTime() ?? 0) + around;
  const isOfLast = (one: V1Pod | undefined) => one !== undefined && !isLater(one) && madeAt(one) > (last?.began.getTime() ?? 0) - around;
  const user = userIn(last);
  const isTheirs = user === undefined || pod === undefined || ownerOf(pod).user === user;
  const isIn = isLater(pod) || isLater(build) ? isLater : isOfLast;
  return {
    ...(last !== undefined && isIn === isOfLast && { attempt: last }),
    ...(pod !== undefined && isIn(pod) && (isIn === isLater || isTheirs) && { pod }),
    ...(build !== undefined && isIn(build) && { build }),
  };
}

function isServer(pod: V1Pod, { user, repository }: Which): boolean {
  if (user !== undefined && ownerOf(pod).user.toLowerCase() !== user.toLowerCase()) return false;
  const wanted = nameOfRepository(repository ?? "");
  const image = pod.spec?.containers[0]?.image ?? "";
  return repository === undefined || isLinkTo(repositoryOf(pod) ?? "", wanted) || isImageOf(image, wanted);
}

/** BinderHub does not say for whom it builds. */
function isBuild(pod: V1Pod, { repository }: Which, attempt: Attempt | undefined): boolean {
  if (repository !== undefined) return isOf(pod, nameOfRepository(repository));
  return attempt?.entries.some(({ text }) => aboutBuild.exec(text)?.[1] === pod.metadata?.name) === true;
}

function newestPod(pods: readonly V1Pod[]): V1Pod | undefined {
  return [...pods].sort((a, b) => madeAt(a) - madeAt(b)).at(-1);
}

function madeAt(pod: V1Pod | undefined): number {
  return pod?.metadata?.creationTimestamp?.getTime() ?? Infinity;
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

function stateOf({ metadata, spec, status }: V1Pod): NonNullable<LaunchStory["pod"]> {
  return {
    name: metadata?.name ?? "",
    phase: status?.phase ?? "Unknown",
    restarts: (status?.containerStatuses ?? []).reduce((all, { restartCount }) => all + restartCount, 0),
    ...(spec?.nodeName !== undefined && { node: spec.nodeName }),
  };
}

function inWords({ user, repository }: Which): string {
  return [
    ...(user === undefined ? [] : [`by ${user}`]),
    ...(repository === undefined ? [] : [`of a repository like ${repository}`]),
  ].join(" ");
}

/** A launch for a person: the likely reason first, then what was said. */
export function launchInWords(story: LaunchStory, paint: ReturnType<typeof painter>): string {
  const { reason, found, link, user, pod, lookedFor } = story;
  if (found === 0) return `Nothing was found. Looked for ${lookedFor}.`;
  const parts: readonly (readonly [title: string, lines: readonly LogLine[]])[] = [
    ["BinderHub", story.binder],
    ["The build", story.build],
    ["JupyterHub", story.hub],
    ["Events of the pods", story.events],
    ["The server", story.server],
  ];
  return [
    paint("bold", readable(reason)),
    [
      ...(link === undefined ? [] : [`Repository: ${readable(link)}`]),
      ...(user === undefined ? [] : [`user: ${readable(user)}`]),
      ...(pod === undefined ? [] : [`pod: ${pod.name}, ${pod.phase}, restarts: ${pod.restarts}, node: ${pod.node ?? "none yet"}`]),
      ...(found > 1 ? [`the newest of ${found} launches`] : []),
    ].join("; "),
    ...parts.flatMap(([title, lines]) => (lines.length === 0 ? [] : ["", paint("bold", title), linesInWords(lines, paint)])),
  ].join("\n");
}
