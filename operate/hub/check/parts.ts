import { type V1DaemonSet, type V1Deployment, type V1Pod } from "@kubernetes/client-node";
import { type HubFacts } from "../../../components/operate/facts";
import { keeperName } from "../../../components/schedule/names";
import { isReady } from "../ready-pod";
import { kubectl, putBack } from "./commands";
import { seenNode } from "./nodes";
import { probe, type Verdict, warning, well, wrong } from "./probe";

/** A deployment, stateful set or daemon set of the hub. */
export interface Part {
  readonly kind: "deployment" | "daemonset";
  readonly name: string;
  readonly wanted: number;
  readonly ready: number;
  /** Why one of its pods is not ready. */
  readonly why?: string;
}

/** What a hub that sleeps has only while there are nodes for it. The schedule itself tells if they do not come. */
const comesAndGoes = ({ kind, name, wanted }: Part) =>
  name.startsWith(keeperName("")) || (kind === "daemonset" && wanted === 0);

/** What the hub cannot do without, and which parts it has besides. */
const needed = ["hub", "proxy", "binder"];

export const parts = probe<readonly Part[]>({
  id: "parts",
  group: "cluster",
  title: "All parts of the hub run",
  tried: ({ namespace }) => `deployments and daemon sets in ${namespace}`,
  seconds: 30,
  look: async ({ cluster, facts }) => {
    const { namespace } = cluster;
    const [deployments, sets, pods, nodes] = await Promise.all([
      cluster.ask("list deployments", cluster.apps.listNamespacedDeployment({ namespace })),
      cluster.ask("list daemon sets", cluster.apps.listNamespacedDaemonSet({ namespace })),
      cluster.ask("list pods", cluster.core.listNamespacedPod({ namespace })),
      cluster.ask("list nodes", cluster.core.listNode()).catch(() => undefined),
    ]);
    const down = (nodes?.items ?? []).map(seenNode).flatMap(({ ready, name }) => (ready ? [] : [name]));
    return [
      ...deployments.items.map((one) => ofDeployment(one, pods.items)),
      ...sets.items.map((one) => ofDaemonSet(one, pods.items, down)),
    ].filter((part) => facts.schedule === undefined || !comesAndGoes(part));
  },
  judge: (seen, facts): Verdict => {
    const missing = needed.filter((name) => !seen.some((part) => part.name === name));
    if (missing.length > 0) return wrong(`there is no ${missing.join(", no ")}`, putBack(facts));
    const off = seen.find(
      ({ wanted, name, kind }) =>
        wanted === 0 && (kind === "deployment" || needed.includes(name)) && name !== "user-scheduler",
    );
    if (off !== undefined)
      return wrong(`${off.name} is scaled to 0`, kubectl(facts, `scale ${off.kind}/${off.name} --replicas=1`));
    const down = seen.find(({ wanted, ready }) => ready < wanted);
    if (down !== undefined) {
      const saw = `${down.name}: ${down.ready} of ${down.wanted} ready${down.why === undefined ? "" : ` (${down.why})`}`;
      return wrong(saw, mendOf(down, facts));
    }
    const none = seen.find(({ kind, wanted }) => kind === "daemonset" && wanted === 0);
    if (none !== undefined)
      return wrong(
        `${none.name} runs on no node`,
        `Its node selector must fit a node:\nkubectl get nodes --show-labels\nIf somebody changed it, make it anew:\n${kubectl(facts, `delete daemonset/${none.name}`)}\n${putBack(facts)}`,
      );
    return well(seen.map(({ name, ready }) => (ready === 1 ? name : `${name} ×${ready}`)).join(", "));
  },
});

function mendOf({ kind, name, why = "" }: Part, facts: HubFacts): string {
  const command = (text: string) => kubectl(facts, text);
  if (/ImagePull|ErrImage/.test(why))
    return `This names the image. Is its registry reachable?\n${command(`describe ${kind}/${name}`)}\nIf somebody changed it:\n${putBack(facts)}`;
  if (/Unschedulable|nodes are available/.test(why))
    return "Give it room: raise binderhub:azure.nodeCount or a pool's max, or open a node:\nkubectl get nodes";
  return `This says why:\n${command(`logs ${kind}/${name} --all-containers --tail=50`)}\nIf somebody changed it, this puts it back:\n${putBack(facts, ...(kind === "deployment" ? [name] : []))}`;
}

function ofDeployment({ metadata, spec, status }: V1Deployment, pods: readonly V1Pod[]): Part {
  const name = metadata?.name ?? "";
  const why = whyNotReady(podsOf(name, pods));
  const wanted = spec?.replicas ?? 1;
  // While a new pod does not start, the old one goes on, and is counted as ready.
  const ready = Math.max(0, Math.min(status?.readyReplicas ?? 0, wanted - (status?.unavailableReplicas ?? 0)));
  return { kind: "deployment", name, wanted, ready, ...(ready < wanted && why !== undefined && { why }) };
}

/** @param down nodes that are not ready: of these, another line speaks */
function ofDaemonSet({ metadata, status }: V1DaemonSet, pods: readonly V1Pod[], down: readonly string[]): Part {
  const name = metadata?.name ?? "";
  const own = podsOf(name, pods);
  const lost = own.filter((pod) => down.includes(nodeOf(pod) ?? "") && !isReady(pod));
  const why = whyNotReady(own.filter((pod) => !lost.includes(pod)));
  const [wanted, ready] = [(status?.desiredNumberScheduled ?? 0) - lost.length, status?.numberReady ?? 0];
  return { kind: "daemonset", name, wanted, ready, ...(ready < wanted && why !== undefined && { why }) };
}

/** The pods of a deployment or a daemon set, by their names. */
function podsOf(name: string, pods: readonly V1Pod[]): readonly V1Pod[] {
  return pods.filter(({ metadata }) => metadata?.name?.startsWith(`${name}-`));
}

/** The node that a pod runs on, or the one for which a daemon set made it. */
function nodeOf({ spec }: V1Pod): string | undefined {
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return spec?.nodeName ?? terms?.[0]?.matchFields?.[0]?.values?.[0];
}

/** Why a pod is not ready, as Kubernetes says it. */
function whyNotReady(pods: readonly V1Pod[]): string | undefined {
  for (const pod of pods) {
    const why = troubleOf(pod);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** What keeps a pod from running, as Kubernetes says it. `undefined` if nothing is known. */
export function troubleOf({ status }: V1Pod): string | undefined {
  const waiting = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].find(
    ({ state }) =>
      state?.waiting !== undefined && !/PodInitializing|ContainerCreating/.test(state.waiting.reason ?? ""),
  )?.state?.waiting;
  if (waiting !== undefined) return [waiting.reason, waiting.message].filter(Boolean).join(": ").slice(0, 200);
  const unscheduled = status?.conditions?.find(({ type, status: is }) => type === "PodScheduled" && is === "False");
  if (unscheduled !== undefined) return `${unscheduled.reason ?? ""}: ${unscheduled.message ?? ""}`.slice(0, 200);
  return status?.reason === undefined ? undefined : `${status.reason}: ${status.message ?? ""}`;
}

/** A container that was started again. */
interface Restart {
  readonly pod: string;
  readonly container: string;
  readonly times: number;
  /** When the last one ended: ISO 8601. */
  readonly at: string;
  readonly why: string;
}

export const restarts = probe<readonly Restart[]>({
  id: "restarts",
  group: "cluster",
  title: "No part was restarted in the last hour",
  tried: ({ namespace }) => `restarts of containers in ${namespace}`,
  needs: ["parts"],
  seconds: 30,
  look: async ({ cluster }) => {
    const { items } = await cluster.ask(
      "list pods",
      cluster.core.listNamespacedPod({ namespace: cluster.namespace, labelSelector: "component!=singleuser-server" }),
    );
    return items.flatMap(({ metadata, status }) =>
      (status?.containerStatuses ?? []).flatMap(({ name, restartCount, lastState }) =>
        lastState?.terminated === undefined
          ? []
          : [
              {
                pod: metadata?.name ?? "",
                container: name,
                times: restartCount,
                at: new Date(lastState.terminated.finishedAt ?? 0).toISOString(),
                why: `${lastState.terminated.reason ?? ""}, exit code ${lastState.terminated.exitCode}`,
              },
            ],
      ),
    );
  },
  judge: (seen, facts, now) => {
    const late = seen.filter(({ at }) => now.getTime() - Date.parse(at) < 3_600_000);
    const [first] = late;
    if (first === undefined) return well("none");
    const saw = late.map(({ pod, times, why }) => `${pod} (${why}; ${times} in all)`).join(", ");
    return warning(
      saw,
      late.some(({ why }) => why.startsWith("OOMKilled"))
        ? `Give ${first.container} more memory: set binderhub:extraValues.jupyterhub.hub.resources.limits.memory.`
        : kubectl(facts, `logs ${first.pod} -c ${first.container} --previous --tail=50`),
    );
  },
});
