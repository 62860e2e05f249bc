import { at } from "../../settings/untyped";
import { bytes } from "../limits/memory";
import { type Toleration } from "../chart/chart-values";
import { poolLabel } from "../pools/values";
import { idleImage, idlePod } from "../scheduling/idle-pod";
import { eventTaint, holderAsks } from "./nodes";
import { type PersonAmounts } from "./person";
import { type EventPlan } from "./plan";

/** The pods that hold the room of an event. */
export interface HolderSpec {
  /** What each asks for, as Kubernetes writes it. */
  readonly asks: { readonly cpu: string; readonly memory: string };
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
  /** Whether two of them may be on one node. */
  readonly shares: boolean;
  /** Its PriorityClass, if servers of people push it out. @default none */
  readonly priority?: string;
  /** Secret with the registry's login. @default nodes have one of their own, or need none */
  readonly pullSecret?: string;
  /** Image that does nothing. */
  readonly pause: string;
}

/** MiB that a pod may have which does nothing. */
const least = 16;

/** People whose room one pod holds where nobody knows how large nodes are, and the most that it may ask for. Assumed: a usual node has as much free. */
const group = { people: 10, memory: 4 * 2 ** 30, cores: 1 };

/** Taints that the chart's servers tolerate. @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/values.yaml `scheduling.userPods.tolerations` */
const dedicated = (["hub.jupyter.org/dedicated", "hub.jupyter.org_dedicated"] as const).map((key): Toleration => ({
  key,
  operator: "Equal",
  value: "user",
  effect: "NoSchedule",
}));

/** The taint that an event's nodes have beside that of all users' nodes, as its pods tolerate it. */
export function toleration(event: string): Toleration {
  return { operator: "Equal", ...eventTaint(event) };
}

/** How many there are while it has room: one for each of its nodes, or where it has none of its own, one for each group of people. */
export function holderCount({ event, nodes, person }: EventPlan): number {
  return nodes?.count ?? Math.ceil(event.people / placesIn(event.people, person));
}

/**
 * On nodes of its own, a pod asks for nothing but its place. On a cluster that the stack does not make, pods are large placeholders, each with the room of several
 * people, which make way for people's servers. A few large ones are pushed out sooner than many small ones (docs/crowd.md).
 *
 * @param release name of the hub's release, by which the chart names its PriorityClass: templates/scheduling/user-placeholder/priorityclass.yaml
 * @param values the release's
 */
export function holderOf({ event, nodes, person }: EventPlan, release: string, values: unknown): HolderSpec {
  const images = imagesIn(values);
  if (nodes !== undefined) {
    const { name } = event;
    const place = { nodeSelector: poolLabel(name), tolerations: [...dedicated, toleration(name)] };
    return { asks: holderAsks, shares: false, ...place, ...images };
  }
  const each = placesIn(event.people, person);
  const server = at(values, "jupyterhub", "singleuser");
  return {
    asks: {
      cpu: `${Math.round(each * person.cpuGuarantee * 1000)}m`,
      memory: `${Math.max(least, Math.ceil((each * bytes(person.memoryGuarantee)) / 2 ** 20))}Mi`,
    },
    shares: true,
    nodeSelector: (at(server, "nodeSelector") ?? {}) as Readonly<Record<string, string>>,
    tolerations: [...dedicated, ...((at(server, "extraTolerations") ?? []) as Toleration[])],
    priority: `${release}-user-placeholder-priority`,
    ...images,
  };
}

/** How many people one placeholder has room for. */
function placesIn(people: number, { memoryGuarantee, cpuGuarantee }: PersonAmounts): number {
  const memory = bytes(memoryGuarantee);
  const fits = [
    memory > 0 ? group.memory / memory : Infinity,
    cpuGuarantee > 0 ? group.cores / cpuGuarantee : Infinity,
  ];
  return Math.max(1, Math.min(people, group.people, ...fits.map((most) => Math.floor(most + 1e-9))));
}

/** Where images come from, and the login of the event's. */
function imagesIn(values: unknown): Pick<HolderSpec, "pause" | "pullSecret"> {
  return {
    pause: idleImage(values),
    // The chart's own name for it: templates/image-pull-secret.yaml
    ...(at(values, "jupyterhub", "imagePullSecret", "create") === true && { pullSecret: "image-pull-secret" }),
  };
}

/** The pod. The job adds the container of pulling.ts once the event's image is known. */
export function holderPod(spec: HolderSpec, labels: Readonly<Record<string, string>>) {
  const { asks, nodeSelector, tolerations, shares, priority, pullSecret, pause } = spec;
  return {
    nodeSelector,
    tolerations: [...tolerations],
    ...(priority !== undefined && { priorityClassName: priority }),
    ...(pullSecret !== undefined && { imagePullSecrets: [{ name: pullSecret }] }),
    ...idlePod({
      image: pause,
      requests: asks,
      memory: shares ? asks.memory : `${least}Mi`,
      ...(!shares && { alone: labels }),
    }),
  };
}
