import { type EventFacts } from "../../../components/events/facts";
import { eventLabel, eventsMap, holderName } from "../../../components/events/names";
import { pulling } from "../../../components/events/pulling";
import { type Cluster } from "../cluster";
import { configMapIn } from "../config-map";
import { type PodObject } from "../objects";
import { isReady } from "../ready-pod";
import { type Running } from "../schedule/pass";
import { ownerOf } from "../who";
import { type Ground, type Holder } from "./pass";

/** What the job has of the hub, beside its cluster. */
export type HubGround = Pick<Ground, "stop" | "prepare">;

/** The cluster and the hub, as the job for events works on them. */
export function groundOf(cluster: Cluster, hub: HubGround): Ground {
  return {
    kept: () => readKept(cluster),
    keep: (data) => cluster.changeMap("keep what became of an event", eventsMap, data),
    holder: (event) => holderIn(cluster, event),
    async setHolder(event, { replicas, image }) {
      const { apps, namespace } = cluster;
      const name = holderName(event.name);
      const path = "/spec/template/spec/initContainers";
      const body = [
        ...(replicas === undefined ? [] : [{ op: "add", path: "/spec/replicas", value: replicas }]),
        ...(image === undefined ? [] : [{ op: "add", path, value: [pulling(image)] }]),
      ];
      await cluster.ask("change a Deployment of an event", apps.patchNamespacedDeployment({ name, namespace, body }));
    },
    readyNodes: (event) => readyNodesOf(cluster, event),
    servers: async (event) => (await serversOf(cluster, event)).filter(isWanted).map(runningIn),
    ...hub,
  };
}

/** What is kept of all events. `undefined` if nothing is yet. @throws CannotLook if the cluster does not say */
export async function readKept(cluster: Cluster): Promise<Readonly<Record<string, string>> | undefined> {
  return (await configMapIn(cluster, eventsMap, "read what is kept of events"))?.data;
}

/** What holds an event's nodes. @throws CannotLook if the cluster does not say */
export async function holderIn(cluster: Cluster, event: EventFacts): Promise<Holder> {
  const { replicas, ready, image } = await deployment(cluster, event);
  return { replicas, ready, image };
}

async function deployment(cluster: Cluster, { name: event }: EventFacts) {
  const { apps, namespace } = cluster;
  const asked = apps.readNamespacedDeployment({ name: holderName(event), namespace });
  const { metadata, spec, status } = await cluster.ask("read a Deployment of an event", asked);
  return {
    replicas: spec?.replicas ?? 0,
    // While a new image is pulled, pods with the one of before are ready still. And what was just changed, Kubernetes may not have seen yet.
    ready:
      (status?.observedGeneration ?? 0) < (metadata?.generation ?? 0)
        ? 0
        : Math.min(status?.readyReplicas ?? 0, status?.updatedReplicas ?? 0),
    image: spec?.template.spec?.initContainers?.[0]?.image ?? "",
    labels: spec?.selector.matchLabels ?? {},
  };
}

/** The pods that hold an event's nodes. */
export async function holderPods(cluster: Cluster, event: EventFacts): Promise<readonly PodObject[]> {
  const { labels } = await deployment(cluster, event);
  const labelSelector = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  const { core, namespace } = cluster;
  const { items } = await cluster.ask("list the pods", core.listNamespacedPod({ namespace, labelSelector }));
  return items;
}

/**
 * How many nodes of an event are ready: those of its pool, or where it has none, those on which it has a pod that is ready.
 * @see https://learn.microsoft.com/azure/aks/use-labels for the label with the pool's name
 */
async function readyNodesOf(cluster: Cluster, event: EventFacts): Promise<number> {
  if (event.pool === undefined) {
    const pods = (await holderPods(cluster, event)).filter((pod) => isWanted(pod) && isReady(pod));
    return new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? [])).size;
  }
  const labelSelector = `kubernetes.azure.com/agentpool=${event.name}`;
  const { items } = await cluster.ask("list the nodes", cluster.core.listNode({ labelSelector }));
  return items.filter(isReady).length;
}

/** The pods of an event's servers. */
export async function serversOf(cluster: Cluster, { name }: EventFacts): Promise<readonly PodObject[]> {
  const labelSelector = `component=singleuser-server,${eventLabel}=${name}`;
  const { core, namespace } = cluster;
  return (await cluster.ask("list the pods", core.listNamespacedPod({ namespace, labelSelector }))).items;
}

function isWanted({ metadata }: PodObject): boolean {
  return metadata?.deletionTimestamp === undefined;
}

function runningIn(pod: PodObject): Running {
  const { user, server = "" } = ownerOf(pod);
  return { user, server };
}
