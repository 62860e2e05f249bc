import { type Clock } from "../clock";
import { type Cluster } from "../cluster";
import { roomFor } from "./room";

const people = "component=singleuser-server";

/** What a load did to the cluster. */
export interface Watched {
  readonly nodesBefore: number;
  readonly nodesAfter: number;
  /** Largest number of servers that had no node at one time. */
  readonly mostPending: number;
}

/** Nodes that are there, and how many more people they take. @param image that of a server which the others will be like */
export async function roomOn(cluster: Cluster, image: string | undefined) {
  const [{ items: nodes }, { items: pods }] = await Promise.all([
    cluster.ask("list the nodes", cluster.core.listNode()),
    cluster.ask("list the pods", cluster.core.listPodForAllNamespaces()),
  ]);
  const like = pods.find(
    ({ metadata, spec }) =>
      metadata?.namespace === cluster.namespace && spec?.containers.some((container) => container.image === image),
  );
  return { nodes: nodes.length, ...(like && { room: roomFor(like, nodes, pods) }) };
}

/** Looks at the cluster every few seconds until the signal. A look that fails is left out: it never throws. */
export async function watch(
  cluster: Cluster,
  nodesBefore: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<Watched> {
  let mostPending = 0;
  while (!signal.aborted) {
    const pods = await cluster
      .ask("list the pods", cluster.core.listNamespacedPod({ namespace: cluster.namespace, labelSelector: people }))
      .catch(() => undefined);
    const pending = pods?.items.filter(({ spec }) => spec?.nodeName === undefined).length ?? 0;
    mostPending = Math.max(mostPending, pending);
    await clock.wait(5, signal);
  }
  const nodesAfter = await cluster.ask("list the nodes", cluster.core.listNode()).then(
    ({ items }) => items.length,
    () => nodesBefore,
  );
  return { nodesBefore, nodesAfter, mostPending };
}
