import { type Step } from "../../settings/steps";
import { at } from "../../settings/untyped";
import { type Amounts } from "../cluster/allocatable";
import { type Nodes } from "./nodes";
import { obstacle, type Obstacle } from "./placing";
import { type Pod } from "./pods";
import { freeOf } from "./room";
import { type Seen, type Steps } from "./found";

/** A pool that cannot run a pod, and why. */
export interface Hindrance {
  readonly nodes: Nodes;
  readonly why: Obstacle;
  /** What its emptiest node has left. */
  readonly free?: Amounts;
}

/** Why a pod has no place in a pool at its most. `undefined` if it has one, or if the size of its nodes is not known. */
export function hindrance(pod: Pod, nodes: Nodes, values: unknown): Hindrance | undefined {
  const admission = obstacle({ ...pod, cpu: 0, memory: 0, pods: 0, gpus: 0 }, nodes);
  if (admission !== undefined) return { nodes, why: admission };
  if (nodes.room === undefined) return undefined;
  const free = freeOf(nodes, nodes.max, values);
  const lacks = (node: Amounts) => obstacle(pod, { ...nodes, room: node });
  if (free.some((node) => lacks(node) === undefined)) return undefined;
  const [emptiest] = [...free].sort((a, b) => b.memory - a.memory);
  return emptiest === undefined ? undefined : { nodes, why: lacks(emptiest) ?? "memory", free: emptiest };
}

/** The pools whose nodes can run a pod. */
export function placesFor(pod: Pod, pools: readonly Nodes[], values: unknown): readonly Nodes[] {
  return pools.filter((nodes) => hindrance(pod, nodes, values) === undefined);
}

/** Paths of extra values that are set. */
export function setIn(settings: Seen, paths: readonly string[]): readonly Step["path"][] {
  return paths
    .map((path): Step["path"] => ["extraValues", ...path.split(".")])
    .filter((path) => at(settings, ...path) !== undefined);
}

/** Ways to remove what stands at these paths: one of them, or all. */
export function removals(paths: readonly Step["path"][]): readonly Steps[] {
  const each = paths.map((path): Step => ({ path }));
  return [...each.map((step) => [step]), ...(each.length > 1 ? [each] : [])];
}
