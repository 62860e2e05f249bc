import { allocatable, type Amounts } from "../components/cluster/allocatable";
import { podsOnEachNode } from "../components/cluster/system-pods";
import { holderAsks } from "../components/events/nodes";
import { idlePod, stays } from "../components/scheduling/idle-pod";
import { type NodeKind } from "../sandbox/real/nodes";
import { type Nodes } from "../components/scheduling/nodes";
import { at, isRecord } from "../settings/untyped";
import { knownSize } from "../components/cluster/vm-sizes";
import { sure } from "../settings/refusal";

/** Where people's servers are. */
export const namespace = "binderhub";

/** Labels of a server, of a placeholder, and of AKS's own pods: what this program finds them by. */
export const roleLabel = "crowd";

/** What the chart has made that decides where pods go. */
export interface Placing {
  /** Name of its scheduler. */
  readonly schedulerName: string;
  /** Priority of people's servers. */
  readonly priority: string;
  /** Priority of placeholders. */
  readonly placeholderPriority: string;
  /**
   * A pod like a user's server: its spec has the scheduler, the affinity, the tolerations and the requests of one. The chart makes it so for
   * its placeholders. @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/main/jupyterhub/templates/scheduling/user-placeholder/statefulset.yaml
   */
  readonly like: Readonly<Record<string, unknown>>;
}

/** The nodes of a pool, with what AKS leaves of each. AKS's own pods take their part themselves. */
export function nodeKind({ pool, labels, taints, vmSize }: Nodes, count: number, readyAfter?: number): NodeKind {
  const { cpu, memory, pods } = allocatable(sure(knownSize(vmSize), "size"));
  return {
    ...{ pool, count, labels },
    taints: taints.map(({ key, value }) => `${key}=${value}:NoSchedule`),
    room: { cpu: `${cpu}m`, memory: `${memory}Mi`, pods: String(pods), "ephemeral-storage": "100Gi" },
    ...(readyAfter !== undefined && { readyAfter }),
  };
}

/** AKS's own pods on every node, by what they ask for. */
export function daemonSets(): readonly object[] {
  return podsOnEachNode({ networkPolicy: "cilium" }).map(({ cpu, memory }, index) => {
    const labels = { [roleLabel]: `aks-${index + 1}` };
    return {
      metadata: { name: `aks-${index + 1}`, namespace: "kube-system" },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            priorityClassName: "system-node-critical",
            tolerations: [{ operator: "Exists" }],
            containers: [{ name: "aks", image: "aks", resources: { requests: requests({ cpu, memory }) } }],
          },
        },
      },
    };
  });
}

/**
 * The server of a person, as far as the scheduler looks at it: the place of {@link Placing.like}, with the priority of people. KubeSpawner reads
 * `512M` as 512 MiB, and writes bytes.
 * @see https://github.com/jupyterhub/kubespawner/blob/main/kubespawner/objects.py make_pod
 */
export function serverOf(person: number, asks: Pick<Amounts, "cpu" | "memory">, { like, priority }: Placing): object {
  return {
    metadata: {
      name: `jupyter-${person}`,
      namespace,
      labels: { component: "singleuser-server", [roleLabel]: "server" },
    },
    spec: {
      ...placed(like),
      ...{ priorityClassName: priority, restartPolicy: "OnFailure", automountServiceAccountToken: false },
      containers: [
        {
          ...{ name: "notebook", image: "notebook" },
          resources: { requests: { cpu: `${asks.cpu}m`, memory: String(asks.memory * 2 ** 20) } },
        },
      ],
    },
  };
}

/**
 * Placeholders as a Deployment.
 *
 * @param asks what each asks for. @default what the chart's own placeholders ask for: Kubernetes reads their `512M` as 512,000,000 bytes, which is
 * less than a server has
 */
export function placeholders(
  count: number,
  asks: Pick<Amounts, "cpu" | "memory"> | undefined,
  { like, placeholderPriority }: Placing,
): object {
  const resources = asks === undefined ? at(like.containers, 0, "resources") : { requests: requests(asks) };
  const labels = { [roleLabel]: "placeholder" };
  return {
    metadata: { name: "placeholder", namespace },
    spec: {
      replicas: count,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...placed(like),
          ...{ priorityClassName: placeholderPriority, terminationGracePeriodSeconds: 0 },
          ...{ automountServiceAccountToken: false },
          containers: [{ name: "pause", image: "pause", resources }],
        },
      },
    },
  };
}

/** What holds the nodes of an event, one pod on each, as a Deployment: components/events/holder.ts. It has the priority of people, and no server pushes it out. */
export function holders(count: number, { like, priority }: Placing): object {
  const labels = { [roleLabel]: "placeholder" };
  const { affinity, ...pod } = idlePod({ image: "pause", requests: holderAsks, memory: "16Mi", alone: labels });
  return {
    metadata: { name: "holder", namespace },
    spec: {
      replicas: count,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: stays },
        spec: { ...placed(like), ...pod, affinity, schedulerName: "default-scheduler", priorityClassName: priority },
      },
    },
  };
}

/** What decides where a pod goes. */
function placed(spec: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const keys = ["schedulerName", "affinity", "tolerations", "nodeSelector"];
  return Object.fromEntries(keys.flatMap((key) => (spec[key] === undefined ? [] : [[key, spec[key]]])));
}

function requests({ cpu, memory }: Pick<Amounts, "cpu" | "memory">): Record<string, string> {
  return { cpu: `${Math.floor(cpu)}m`, memory: `${Math.floor(memory)}Mi` };
}

/** The spec of a pod in a template. @throws Error if there is none */
export function specIn(object: unknown): Readonly<Record<string, unknown>> {
  const spec = at(object, "spec", "template", "spec");
  if (!isRecord(spec)) throw new Error("the chart's placeholders have no pod");
  return spec;
}
