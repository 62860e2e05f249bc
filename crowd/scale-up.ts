import { type Amounts } from "../components/cluster/allocatable";

/** Room on a node, or what a pod asks for. */
export type Room = Pick<Amounts, "cpu" | "memory">;

/** Pods with a lower priority get no new node. @see https://github.com/kubernetes/autoscaler/blob/cluster-autoscaler-1.36.0/cluster-autoscaler/FAQ.md `--expendable-pods-priority-cutoff` */
const cutoff = -10;

/**
 * How many nodes the cluster autoscaler asks for, in one step, for all pods that have no place: a simulated rule. Pods go first onto the nodes
 * that are starting already, and then onto new ones, the largest pod first. Not simulated: the choice between several pools, what it does when a
 * node does not come (`max-node-provision-time`), and that it takes nodes away.
 *
 * @param room what a new node has free
 * @param starting nodes that were asked for and are not ready
 * @param left nodes that the pool may still get
 * @see https://github.com/kubernetes/autoscaler/blob/cluster-autoscaler-1.36.0/cluster-autoscaler/FAQ.md#how-does-scale-up-work
 */
export function nodesToAdd(
  pods: readonly (Room & { readonly priority: number })[],
  { room, starting, left }: { readonly room: Room; readonly starting: number; readonly left: number },
): number {
  const free = Array.from({ length: starting }, () => ({ ...room }));
  const fits = (node: Room, pod: Room) => node.cpu >= pod.cpu && node.memory >= pod.memory;
  const wanted = pods.filter(({ priority }) => priority >= cutoff).sort((a, b) => b.memory - a.memory);
  for (const pod of wanted) {
    let node = free.find((one) => fits(one, pod));
    if (node === undefined && free.length < starting + left && fits(room, pod)) free.push((node = { ...room }));
    if (node === undefined) continue;
    node.cpu -= pod.cpu;
    node.memory -= pod.memory;
  }
  return free.length - starting;
}
