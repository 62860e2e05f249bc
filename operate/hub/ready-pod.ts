import { type Cluster } from "./cluster";

/** Name of a pod that is ready. @throws CannotLook if the pods cannot be listed */
export async function readyPod(cluster: Cluster, labelSelector: string): Promise<string> {
  const { items } = await cluster.ask(
    "list the pods",
    cluster.core.listNamespacedPod({ namespace: cluster.namespace, labelSelector }),
  );
  const ready = items.find(
    ({ metadata, status }) =>
      metadata?.deletionTimestamp === undefined &&
      status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true,
  );
  if (ready?.metadata?.name === undefined) throw new Error(`no pod with ${labelSelector} is ready`);
  return ready.metadata.name;
}
