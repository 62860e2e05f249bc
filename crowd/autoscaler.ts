import { existsSync } from "node:fs";
import { type KubernetesApi, type KubernetesObject } from "../sandbox/real/api";
import { type RealCluster } from "../sandbox/real/cluster";
import { type NodeKind, nodeOf, nodesOf, poolLabel } from "../sandbox/real/nodes";
import { bytesOfQuantity } from "../components/limits/memory";
import { at } from "../settings/untyped";
import { nodesToAdd, type Room } from "./scale-up";

/** Names the real cluster autoscaler, built with its provider for kwok. @default its rules, in `scale-up.ts` */
export const autoscalerVariable = "BINDERHUB_AUTOSCALER";

/** Seconds between two looks. @see https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile scan-interval */
const scanInterval = 10;

/** An autoscaler that runs. */
export interface Autoscaler {
  readonly stop: () => void;
}

/** The program that {@link autoscalerVariable} names. @throws Error if there is none of that name */
export function realAutoscaler(): string | undefined {
  const program = process.env[autoscalerVariable];
  if (program !== undefined && !existsSync(program))
    throw new Error(`${autoscalerVariable} names ${program}, and there is no such file.`);
  return program;
}

/** @param most nodes that the pool may have @param kind a node that is to come, with the time until it is ready */
export async function startAutoscaler(
  cluster: RealCluster,
  kind: NodeKind,
  most: number,
  room: Room,
): Promise<Autoscaler> {
  const program = realAutoscaler();
  if (program === undefined) return byItsRules(cluster.api, kind, most, room);
  await Promise.all(configuration(kind, most).map((map) => cluster.api.send("POST", maps, map)));
  cluster.run(
    "cluster-autoscaler",
    program,
    [
      ...[
        "--cloud-provider=kwok",
        `--kubeconfig=${cluster.kubeconfigFile}`,
        "--namespace=kube-system",
        "--leader-elect=false",
      ],
      ...["--scan-interval=10s", "--scale-down-enabled=false", "--address=127.0.0.1:0", "--v=4"],
    ],
    { KWOK_PROVIDER_MODE: "local", KUBECONFIG: cluster.kubeconfigFile, POD_NAMESPACE: "kube-system" },
  );
  // It stops with the cluster.
  return { stop: () => undefined };
}

const maps = "/api/v1/namespaces/kube-system/configmaps";

/** @see https://github.com/kubernetes/autoscaler/blob/cluster-autoscaler-1.36.0/cluster-autoscaler/cloudprovider/kwok/README.md */
function configuration(kind: NodeKind, most: number): readonly object[] {
  const sizes = "cluster-autoscaler.kwok.nodegroup";
  const [template] = nodesOf([{ ...kind, count: 1 }]);
  const annotations = { ...(at(template, "metadata", "annotations") as object), [`${sizes}/max-count`]: String(most) };
  const node = { ...template, metadata: { ...(at(template, "metadata") as object), annotations } };
  const config = {
    ...{ apiVersion: "v1alpha1", readNodesFrom: "configmap", nodegroups: { fromNodeLabelKey: poolLabel } },
    ...{ nodes: { skipTaint: true }, configmap: { name: "kwok-provider-templates" }, kwok: { install: false } },
  };
  return [
    { metadata: { name: "kwok-provider-config" }, data: { config: JSON.stringify(config) } },
    {
      metadata: { name: "kwok-provider-templates" },
      data: { templates: JSON.stringify({ apiVersion: "v1", kind: "List", items: [node] }) },
    },
  ];
}

function byItsRules(api: KubernetesApi, kind: NodeKind, most: number, room: Room): Autoscaler {
  let next = kind.count;
  const look = async () => {
    const [pods, nodes] = await Promise.all([api.list("/api/v1/pods"), api.list("/api/v1/nodes")]);
    const ours = nodes.filter(({ metadata }) => metadata.labels?.[poolLabel] === kind.pool);
    const starting = ours.filter((node) => !isReady(node)).length;
    const more = nodesToAdd(pods.filter(isUnschedulable).map(asksOf), { room, starting, left: most - ours.length });
    await Promise.all(
      Array.from({ length: more }, () => api.send("POST", "/api/v1/nodes", nodeOf({ ...kind, count: 1 }, next++))),
    );
  };
  const timer = setInterval(() => void look().catch(() => undefined), scanInterval * 1000);
  return { stop: () => clearInterval(timer) };
}

/** Whether a node can take pods. */
export function isReady({ status }: KubernetesObject): boolean {
  return conditionOf(status, "Ready") === "True";
}

function isUnschedulable({ status }: KubernetesObject): boolean {
  const [condition] = conditionsOf(status).filter(({ type }) => type === "PodScheduled");
  return condition?.status === "False" && condition.reason === "Unschedulable";
}

function asksOf({ spec }: KubernetesObject): Room & { readonly priority: number } {
  const of = (what: string) => {
    const asked = at(spec, "containers", 0, "resources", "requests", what);
    return typeof asked === "string" ? asked : "0";
  };
  return { cpu: milli(of("cpu")), memory: mebibytes(of("memory")), priority: Number(spec?.priority ?? 0) };
}

const milli = (text: string) => (text.endsWith("m") ? parseFloat(text) : parseFloat(text) * 1000);

const mebibytes = (text: string) => (bytesOfQuantity(text) || 0) / 2 ** 20;

/** A condition of an object. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

export function conditionsOf(status: KubernetesObject["status"]): readonly Condition[] {
  return (status?.conditions ?? []) as readonly Condition[];
}

function conditionOf(status: KubernetesObject["status"], type: string): string | undefined {
  return conditionsOf(status).find((condition) => condition.type === type)?.status;
}
