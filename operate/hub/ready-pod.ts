import { type Cluster } from "./cluster";
import { type NodeObject, type PodObject } from "./objects";

/** Name of a pod that is ready. @throws CannotLook if the pods cannot be listed */
export async function readyPod(cluster: Cluster, labelSelector: string): Promise<string> {
  const { items } = await cluster.ask(
    "list the pods",
    cluster.core.listNamespacedPod({ namespace: cluster.namespace, labelSelector }),
  );
  const ready = items.find((pod) => pod.metadata?.deletionTimestamp === undefined && isReady(pod));
  if (ready?.metadata?.name === undefined) throw new Error(`no pod with ${labelSelector} is ready`);
  return ready.metadata.name;
}

/** Whether Kubernetes calls a pod, or a node, ready. */
export function isReady({ status }: Pick<PodObject | NodeObject, "status">): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true;
}
