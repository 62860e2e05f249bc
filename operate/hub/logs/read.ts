import { type PodObject } from "../objects";
import { CannotLook } from "../cannot-look";
import { type Cluster } from "../cluster";
import { blotted } from "./blot";
import { entriesOf, type Entry } from "./entries";

/** How much of a log. */
export interface Reach {
  /** Seconds back from now. */
  readonly seconds: number;
  /** The newest lines only. @default all */
  readonly lines?: number;
}

/** The log of a pod's container, without secrets, and before it that of the container that it replaced. */
export async function entriesIn(
  cluster: Cluster,
  pod: PodObject,
  container: string,
  reach: Reach,
): Promise<readonly Entry[]> {
  const name = pod.metadata?.name ?? "";
  const status = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])].find(
    (one) => one.name === container,
  );
  const read = async (previous: boolean) =>
    entriesOf(blotted(await cluster.log(name, container, { ...reach, previous })));
  const before = (status?.restartCount ?? 0) > 0 ? await read(true).catch(nothingIfGone) : [];
  // A container that has not started has no log, and Kubernetes says so with an error.
  const hasRun = status?.state?.waiting === undefined;
  const now = hasRun ? await read(false) : [];
  const from = Date.now() - reach.seconds * 1000;
  const entries = [...before.filter(({ at }) => at.getTime() >= from), ...now];
  return reach.lines === undefined ? entries : entries.slice(-reach.lines);
}

/** The logs of several pods in one, by time. */
export async function entriesOfPods(
  cluster: Cluster,
  pods: readonly PodObject[],
  container: string,
  reach: Reach,
): Promise<readonly Entry[]> {
  const logs = await Promise.all(pods.map((pod) => entriesIn(cluster, pod, container, reach)));
  const entries = logs.flat();
  return pods.length < 2 ? entries : entries.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Nodes delete logs of containers that have ended. */
function nothingIfGone(error: unknown): readonly Entry[] {
  if (error instanceof CannotLook) return [];
  throw error;
}

/** The pods of a part of the hub, by the chart's label: `hub`, `binder`, `singleuser-server`, … */
export async function podsOf(cluster: Cluster, component: string): Promise<readonly PodObject[]> {
  const { items } = await cluster.ask(
    "list the pods",
    cluster.core.listNamespacedPod({ namespace: cluster.namespace, labelSelector: `component=${component}` }),
  );
  return items;
}

/** Label of the pods that build. @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/build.py `KubernetesBuildExecutor.submit` */
export const buildComponent = "binderhub-build";
