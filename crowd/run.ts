import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { corePoolLabels } from "../components/pools/values";
import { type Change, type KubernetesApi, type KubernetesObject } from "../sandbox/real/api";
import { RealCluster } from "../sandbox/real/cluster";
import { poolLabel } from "../sandbox/real/nodes";
import { type Parts } from "../sandbox/real/parts";
import { at } from "../settings/untyped";
import { conditionsOf, isReady, startAutoscaler } from "./autoscaler";
import { daemonSets, holders, namespace, nodeKind, placeholders, roleLabel, serverOf } from "./objects";
import { type FromChart } from "./placing";
import { arrivals, eventPool, type Plan, type Reckoned } from "./plan";
import { type Record, type Seat } from "./record";
import { type Way } from "./ways";

/**
 * Seconds after which JupyterHub gives a server up.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/main/jupyterhub/values.yaml `singleuser.startTimeout`
 */
export const startTimeout = 300;

/** What a run needs. */
export interface Crowd {
  readonly parts: Parts;
  readonly plan: Plan;
  readonly reckoned: Reckoned;
  readonly chart: FromChart;
}

/** Lets a crowd come to a cluster of its own, in one of the ways, in real time. */
export async function come({ parts, plan, reckoned, chart }: Crowd, way: Way): Promise<Record> {
  const folder = mkdtempSync(join(tmpdir(), "binderhub-crowd-"));
  const pool = nodeKind(reckoned.pool, way.up);
  const nodes = [{ pool: "system", count: 1, labels: corePoolLabels, taints: [] }, pool];
  let cluster: RealCluster | undefined;
  const stops: (() => void)[] = [];
  try {
    cluster = await RealCluster.start({ parts, folder: join(folder, "cluster"), nodes, schedulers: [chart.profile] });
    const { api } = cluster;
    await furnish(
      api,
      { reckoned, chart, part: plan.part },
      way,
      nodes.reduce((all, { count }) => all + count, 0),
    );
    const toCome = nodeKind(reckoned.pool, way.up, plan.nodeReady);
    const autoscaler = await startAutoscaler(cluster, toCome, reckoned.nodes, reckoned.free);
    // The real one loads all objects before its first look.
    await seconds(20);
    const watched = watch(api);
    stops.push(autoscaler.stop, watched.stop);
    return await watched.record(arrivals(plan), (person) =>
      api.send("POST", pods, serverOf(person, reckoned.server, chart)),
    );
  } finally {
    for (const stop of stops) stop();
    await cluster?.stop();
    if (process.env.CROWD_KEEP === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

const pods = `/api/v1/namespaces/${namespace}/pods`;

/** What is there before anybody comes: AKS's own pods on each node, then placeholders on all nodes. */
async function furnish(
  api: KubernetesApi,
  { reckoned, chart, part }: { readonly reckoned: Reckoned; readonly chart: FromChart; readonly part: number },
  { placeholders: asked }: Way,
  nodes: number,
): Promise<void> {
  const sets = daemonSets();
  await api.send("POST", "/api/v1/namespaces", { metadata: { name: namespace } });
  await Promise.all([
    ...chart.priorities.map((one) => api.send("POST", "/apis/scheduling.k8s.io/v1/priorityclasses", one)),
    ...sets.map((set) => api.send("POST", "/apis/apps/v1/namespaces/kube-system/daemonsets", set)),
  ]);
  await until(api, "/api/v1/namespaces/kube-system/pods", nodes * sets.length);
  // Pods are made from a service account, which Kubernetes makes a moment after the namespace.
  await until(api, `/api/v1/namespaces/${namespace}/serviceaccounts`, 1, () => true);
  if (asked === undefined) return;
  const { cpu, memory } = reckoned.free;
  const large = { cpu: cpu * part, memory: memory * part };
  const deployment =
    asked.kind === "held"
      ? holders(asked.count, chart)
      : placeholders(asked.count, asked.kind === "large" ? large : undefined, chart);
  await api.send("POST", `/apis/apps/v1/namespaces/${namespace}/deployments`, deployment);
  await until(api, pods, asked.count);
}

/** Waits until so many objects are there. @throws Error after two minutes */
async function until(
  api: KubernetesApi,
  path: string,
  count: number,
  counts: (object: KubernetesObject) => boolean = ({ status }) => status?.phase === "Running",
): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    const found = (await api.list(path)).filter(counts).length;
    if (found >= count) return;
    await seconds(0.5);
  }
  throw new Error(`${path} did not come to ${count}`);
}

/** What happens to pods and nodes, by this process's own clock: Kubernetes writes whole seconds. */
function watch(api: KubernetesApi) {
  const begun = performance.now();
  const now = () => (performance.now() - begun) / 1000;
  const seats = new Map<string, { came: number; placed?: number; running?: number; node?: string }>();
  const pushedOut = new Map<string, string>();
  const ready = new Set<string>();
  const nodes: { at: number; count: number }[] = [];
  const onPod = ({ type, object }: Change) => {
    const { metadata, status } = object;
    const node = at(object.spec, "nodeName");
    if (metadata.labels?.[roleLabel] === "placeholder") {
      const isPushedOut = conditionsOf(status).some(({ reason }) => reason === "PreemptionByScheduler");
      if (isPushedOut && typeof node === "string") pushedOut.set(metadata.uid, node);
    }
    const seat = seats.get(metadata.name);
    if (seat === undefined || type === "DELETED" || typeof node !== "string") return;
    seat.placed ??= now();
    seat.node ??= node;
    if (status?.phase === "Running") seat.running ??= now();
  };
  const onNode = ({ object }: Change) => {
    if (object.metadata.labels?.[poolLabel] !== eventPool || !isReady(object) || ready.has(object.metadata.name))
      return;
    ready.add(object.metadata.name);
    nodes.push({ at: now(), count: ready.size });
  };
  const watches = [api.watch(pods, onPod), api.watch("/api/v1/nodes", onNode)];
  return {
    stop: () => watches.forEach((one) => one.stop()),
    /** Everybody comes, and waits for a place as long as JupyterHub does. */
    async record(moments: readonly number[], send: (person: number) => Promise<unknown>): Promise<Record> {
      const beginning = now();
      await Promise.all(
        moments.map(async (moment, person) => {
          await seconds(beginning + moment - now());
          const seat: { came: number; running?: number } = { came: now() };
          seats.set(`jupyter-${person}`, seat);
          await send(person);
          while (seat.running === undefined && now() < seat.came + startTimeout) await seconds(0.2);
        }),
      );
      const since = (at: number | undefined) => (at === undefined ? undefined : at - beginning);
      return {
        seats: [...seats.values()].map(({ came, placed, running, node }): Seat => {
          const times = { placed: since(placed), running: since(running) };
          // Nobody is there any more for a place that comes later.
          const isLate = placed === undefined || placed > came + startTimeout;
          return { came: came - beginning, ...(!isLate && { ...times, node }) };
        }),
        pushedOut: [...pushedOut.values()],
        nodes: nodes.map(({ at, count }) => ({ at: Math.max(0, at - beginning), count })),
      };
    },
  };
}

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, count) * 1000));
}
