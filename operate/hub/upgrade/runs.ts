import { type NodeObject, type PodObject, type SecretObject } from "../objects";
import { at } from "../../../settings/untyped";
import { CannotLook } from "../cannot-look";
import { type Cluster } from "../cluster";
import { podsOf } from "../logs/read";
import { type Hub } from "../reading";
import { askVersions, recordIn } from "../status/versions";
import { type Web } from "../web";
import { ownerOf } from "../who";
import { only } from "../../../settings/only";

/** What runs now. What could not be read is left out. */
export interface Runs {
  /** Version of the BinderHub chart. */
  readonly chart?: string;
  readonly jupyterHubChart?: string;
  readonly jupyterHub?: string;
  readonly binderHub?: string;
  readonly hubImage?: string;
  readonly binderImage?: string;
  /** Version of the API server, such as `v1.36.3`. */
  readonly kubernetes: string;
  readonly nodes: readonly Node[];
}

/** Nodes that are alike. */
export interface Node {
  /** Name of the node pool. @default the cluster has no pools */
  readonly pool?: string;
  /** Version of the kubelet. */
  readonly version: string;
  /** Version of the node's image, where it says so. */
  readonly image?: string;
  readonly count: number;
}

/** A person's server. */
export interface Server {
  /** Kubernetes' id of its pod: one that comes after it has another one. */
  readonly uid: string;
  readonly user: string;
  /** Name of the server, where people may have several. */
  readonly server?: string;
  /** Node pool that it is in, where that is known. */
  readonly pool?: string;
}

/** Reads what runs now. @throws CannotLook if the cluster does not say */
export async function whatRuns({ facts }: Pick<Hub, "facts">, cluster: Cluster, web: Web): Promise<Runs> {
  const { namespace, core } = cluster;
  const [records, nodes, server, hub, binder, answers] = await Promise.all([
    cluster.ask(
      "list Helm's records",
      core.listNamespacedSecret({ namespace, labelSelector: "owner=helm,status=deployed" }),
    ),
    cluster.ask("list nodes", core.listNode()),
    cluster.ask("read its version", cluster.version.getCode()),
    podsOf(cluster, "hub"),
    podsOf(cluster, "binder"),
    askVersions(facts, web),
  ]);
  return {
    ...chartRecorded(records.items),
    ...only("jupyterHub", "version" in answers.jupyterHub ? answers.jupyterHub.version : undefined),
    ...only("binderHub", "version" in answers.binderHub ? answers.binderHub.version : undefined),
    ...only("hubImage", imageIn(hub, "hub")),
    ...only("binderImage", imageIn(binder, "binder")),
    kubernetes: server.gitVersion,
    nodes: nodesIn(nodes.items),
  };
}

/**
 * The chart of the release, from Helm's record. The record has the chart's own `Chart.yaml`, which names JupyterHub's chart, but not that chart itself.
 * @see https://github.com/helm/helm/blob/v3.19.0/pkg/chart/chart.go `Chart`: what it depends on is not written
 */
export function chartRecorded(records: readonly SecretObject[]): Pick<Runs, "chart" | "jupyterHubChart"> {
  for (const { data } of records) {
    const metadata = at(recordIn(data?.release ?? ""), "chart", "metadata");
    const [name, version, needs] = ["name", "version", "dependencies"].map((key) => at(metadata, key));
    if (name !== "binderhub" || typeof version !== "string") continue;
    const below = (Array.isArray(needs) ? (needs as unknown[]) : []).find((one) => at(one, "name") === "jupyterhub");
    const jupyterHubChart = at(below, "version");
    return { chart: version, ...(typeof jupyterHubChart === "string" && { jupyterHubChart }) };
  }
  return {};
}

/** Nodes by pool, version and image. @see https://learn.microsoft.com/azure/aks/use-labels#reserved-system-labels */
export function nodesIn(nodes: readonly NodeObject[]): readonly Node[] {
  const alike = new Map<string, Node>();
  for (const { metadata, status } of nodes) {
    const pool = poolOf(metadata?.labels);
    const image = metadata?.labels?.["kubernetes.azure.com/node-image-version"];
    const version = status?.nodeInfo?.kubeletVersion ?? "";
    const key = JSON.stringify([pool, version, image]);
    const count = (alike.get(key)?.count ?? 0) + 1;
    alike.set(key, { ...only("pool", pool), version, ...only("image", image), count });
  }
  return [...alike].sort(([a], [b]) => a.localeCompare(b, "en")).map(([, node]) => node);
}

function poolOf(labels: Readonly<Record<string, string>> | undefined): string | undefined {
  return labels?.["kubernetes.azure.com/agentpool"] ?? labels?.agentpool;
}

/** The servers that people have. @throws CannotLook if the cluster does not say */
export async function serversOf(cluster: Cluster): Promise<readonly Server[]> {
  const [pods, nodes] = await Promise.all([
    podsOf(cluster, "singleuser-server"),
    cluster.ask("list nodes", cluster.core.listNode()),
  ]);
  return serversIn(pods, nodes.items);
}

/** The servers that people have, by name. Those that end already, or have failed, are left out. */
export function serversIn(pods: readonly PodObject[], nodes: readonly NodeObject[]): readonly Server[] {
  const pools = new Map(nodes.map(({ metadata }) => [metadata?.name, poolOf(metadata?.labels)]));
  return pods
    .filter(({ metadata, status }) => metadata?.deletionTimestamp === undefined && isAlive(status?.phase))
    .map((pod) => ({
      uid: pod.metadata?.uid ?? pod.metadata?.name ?? "",
      ...ownerOf(pod),
      ...only("pool", pools.get(pod.spec?.nodeName)),
    }))
    .sort((a, b) => a.user.localeCompare(b.user, "en"));
}

function isAlive(phase: string | undefined): boolean {
  return phase !== "Failed" && phase !== "Succeeded";
}

/** The only pod of a part of the hub that is there. @throws CannotLook if the pods cannot be listed */
export async function hubPod(cluster: Cluster): Promise<PodObject> {
  const pod = (await podsOf(cluster, "hub")).find(({ metadata }) => metadata?.deletionTimestamp === undefined);
  if (pod === undefined) throw new CannotLook("The hub has no pod.");
  return pod;
}

function imageIn(pods: readonly PodObject[], container: string): string | undefined {
  return pods
    .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
    .flatMap(({ spec }) => spec?.containers ?? [])
    .find(({ name }) => name === container)?.image;
}
