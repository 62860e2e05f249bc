import { type PodObject } from "../objects";
import { CannotLook } from "../cannot-look";
import { type Cluster } from "../cluster";
import { buildComponent, entriesOfPods, podsOf } from "../logs/read";
import { endOfToken } from "../check/credentials";
import { readKept } from "../check/kept";
import { lastCheck, type LastCheck, noneYet } from "../check/kept-words";
import { binderSays } from "../check/world";
import { type Hub } from "../reading";
import { type Web } from "../web";
import { certificateEnds } from "./certificate";
import { asleepUntil } from "./asleep";
import { closedMessage } from "./closed";
import { type End, endOn, kubernetesEnd } from "./ends";
import { type Launches, launchesIn } from "./launches";
import { poolsNow, type PoolNow } from "./nodes";
import { nextServer } from "./server";
import { type Answers, askVersions, chartVersion, kubernetesVersions, type Versions } from "./versions";

/** A hub as it is now. What could not be read is left out. */
export interface Status {
  readonly stack?: string;
  /** Address of the Binder page. */
  readonly page: string;
  readonly answers: Answers;
  readonly versions: Versions;
  /** What people read while the hub is closed. */
  readonly closed?: string;
  /** When it opens, in words, if it is asleep by its schedule. */
  readonly asleepUntil?: string;
  /** The last check of the schedule, or what to do where there was none yet. */
  readonly checked?: LastCheck | string;
  readonly people: {
    readonly running: number;
    /** Servers that are not there yet. */
    readonly starting: number;
    readonly quota?: number;
  };
  /** Builds that run. */
  readonly builds: number;
  /** Left out where BinderHub has no pod. */
  readonly launches?: Launches;
  readonly pools?: readonly PoolNow[];
  /** What ends, the first to end first. */
  readonly ends: readonly End[];
}

/** Looks at a hub. It changes nothing. @throws CannotLook if the hub's pods cannot be listed */
export async function status({ facts, stack }: Hub, cluster: Cluster, web: Web, now = new Date()): Promise<Status> {
  const { core, namespace } = cluster;
  // Whoever may not see all of the cluster sees the rest.
  const may = <Answer>(what: string, answer: Promise<Answer>) => cluster.ask(what, answer).catch(leftOut);
  const [binders, servers, builds, all, nodes, closed, kept, secret, records, answers, certificates, tokens, asleep] =
    await Promise.all([
      podsOf(cluster, "binder"),
      podsOf(cluster, "singleuser-server"),
      podsOf(cluster, buildComponent),
      may("list all pods", core.listPodForAllNamespaces()),
      may("list the nodes", core.listNode()),
      closedMessage(cluster),
      readKept(cluster).catch(leftOut),
      may("read the hub's values", core.readNamespacedSecret({ name: "hub", namespace })),
      may("read Helm's record", core.listNamespacedSecret({ namespace, labelSelector: "owner=helm,status=deployed" })),
      askVersions(facts, web),
      certificateEnds(facts, now),
      tokenEnds(cluster, now),
      asleepUntil(cluster, facts.schedule, now).catch(leftOut),
    ]);
  const running = kubernetesVersions(nodes?.items ?? []);
  const chart = chartVersion(records?.items ?? []);
  const kubernetes = facts.cluster.platform === "azure" ? kubernetesEnd(running, now) : undefined;
  return {
    ...(stack !== undefined && { stack }),
    page: facts.binderUrl,
    answers,
    versions: {
      kubernetes: running,
      ...(chart !== undefined && { chart }),
      ...("version" in answers.binderHub && { binderHub: answers.binderHub.version }),
      ...("version" in answers.jupyterHub && { jupyterHub: answers.jupyterHub.version }),
    },
    ...(closed !== undefined && { closed }),
    ...(asleep !== undefined && { asleepUntil: asleep }),
    ...(facts.checkEvery !== undefined && { checked: kept ? lastCheck(kept, facts, now) : noneYet(facts) }),
    people: {
      running: servers.filter(isRunning).length,
      starting: servers.filter(({ status: is }) => is?.phase === "Pending").length,
      ...(facts.totalQuota !== undefined && { quota: facts.totalQuota }),
    },
    builds: builds.filter(({ status: is }) => is?.phase === "Running" || is?.phase === "Pending").length,
    ...(binders.length > 0 && { launches: await launchesOf(cluster, binders, now) }),
    ...(nodes && { pools: poolsNow(nodes.items, all?.items ?? [], all && nextServer(secret, servers)) }),
    ends: [...certificates, ...tokens, ...(kubernetes ? [kubernetes] : [])].sort((a, b) => a.daysLeft - b.daysLeft),
  };
}

async function launchesOf(cluster: Cluster, binders: readonly PodObject[], now: Date): Promise<Launches> {
  const entries = await entriesOfPods(cluster, binders, "binder", { seconds: 3600 });
  return launchesIn(
    entries,
    now,
    binders.map(({ metadata }) => metadata?.creationTimestamp ?? now),
  );
}

/** The end of the token for GitHub, if it has one that GitHub knows. */
async function tokenEnds(cluster: Cluster, now: Date): Promise<readonly End[]> {
  try {
    const end = endOfToken((await binderSays(cluster, ["github"])).github);
    return end === undefined ? [] : [endOn("token for GitHub", end, now)];
  } catch {
    // Without BinderHub nobody knows, and that it does not answer stands elsewhere.
    return [];
  }
}

function isRunning({ metadata, status: is }: PodObject): boolean {
  return is?.phase === "Running" && metadata?.deletionTimestamp === undefined;
}

function leftOut(error: unknown): undefined {
  if (error instanceof CannotLook) return undefined;
  throw error;
}
