import { type Amounts, type Node } from "./nodes";
import { aksEachNode, aksOnce, buildPod, daemonPod, hubPods, type Pod, userPod } from "./pods";

/** A node with what is left on it. */
interface Taken {
  readonly node: Node;
  left: Amounts;
}

/** What ran where. */
export interface Outcome {
  /** What found no node. */
  readonly pending: readonly string[];
  /** Servers that found a place, one after the other, until one did not. */
  readonly servers: number;
  /** Architectures of nodes that a server may get, and of those that a build may get. */
  readonly architectures: readonly string[];
}

/**
 * A scheduler by the rules of Kubernetes: taints, selectors, required affinity, requests against what is allocatable; of the nodes that fit, the
 * emptiest. First come AKS's pods, then the hub's, then daemons, then a build, then servers.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
 * @param most so many servers at the most
 */
export function schedule(nodes: readonly Node[], values: unknown, most: number): Outcome {
  const taken: Taken[] = nodes.map((node) => ({ node, left: node.allocatable }));
  const pending: string[] = [];
  const run = (what: string, pods: readonly Pod[]) => {
    for (const pod of pods) if (place(pod, taken) === undefined) pending.push(what);
  };
  const daemon = daemonPod(values);
  for (const one of taken) {
    for (const pod of [...aksEachNode, ...(admits(one.node, daemon) ? [daemon] : [])])
      one.left = minus(one.left, pod.asks);
  }
  run(
    "one of AKS's pods",
    [...aksOnce].sort((a, b) => b.asks.memory - a.asks.memory),
  );
  run("one of the hub's pods", hubPods(values));
  if (taken.some(({ left }) => left.cores < -1e-9 || left.memory < 0)) pending.push("a daemon");

  const [build, server] = [buildPod(values), userPod(values)];
  const architecture = ({ node }: Taken) => node.labels["kubernetes.io/arch"] ?? "";
  const builds = taken.filter((one) => fits(one, build) && admits(one.node, daemon));
  if (builds.length === 0) pending.push("a build");
  const hosts = taken.filter((one) => fits(one, server));
  let servers = 0;
  while (servers < most && place(server, taken) !== undefined) servers++;
  if (servers === 0) pending.push("a server");
  return { pending, servers, architectures: [...new Set([...builds, ...hosts].map(architecture))] };
}

function place(pod: Pod, nodes: readonly Taken[]): Taken | undefined {
  const [best] = nodes.filter((one) => fits(one, pod)).sort((a, b) => b.left.memory - a.left.memory);
  if (best !== undefined) best.left = minus(best.left, pod.asks);
  return best;
}

function fits({ node, left }: Taken, pod: Pod): boolean {
  const { cores, memory, gpus, pods } = minus(left, pod.asks);
  return admits(node, pod) && cores >= -1e-9 && memory >= 0 && gpus >= 0 && pods >= 0;
}

function admits({ labels, taints }: Node, { selector, purpose, tolerations }: Pod): boolean {
  const isSelected = Object.entries(selector).every(([key, value]) => labels[key] === value);
  const isWanted = purpose === undefined || labels["hub.jupyter.org/node-purpose"] === purpose;
  const isTolerated = taints.every((taint) => {
    const [key, value] = (taint.split(":")[0] ?? "").split("=");
    return tolerations.some((one) => one.key === key && (one.operator === "Exists" || one.value === value));
  });
  return isSelected && isWanted && isTolerated;
}

function minus(left: Amounts, asks: Amounts): Amounts {
  return {
    cores: left.cores - asks.cores,
    memory: left.memory - asks.memory,
    gpus: left.gpus - asks.gpus,
    pods: left.pods - asks.pods,
  };
}
