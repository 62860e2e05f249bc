import { type V1Node, type V1Pod } from "@kubernetes/client-node";
import { bytesOfQuantity } from "../../../components/limits/memory";

/** How many more pods like this one the nodes take that are there now, by what pods ask for. */
export function roomFor(pod: V1Pod, nodes: readonly V1Node[], pods: readonly V1Pod[]): number {
  const asked = requestsOf(pod);
  return nodes
    .filter((node) => takes(node, pod))
    .map((node) => {
      const there = pods.filter(({ spec, status }) => spec?.nodeName === node.metadata?.name && !isOver(status?.phase));
      const { cpu = "0", memory = "0", pods: most = "110" } = node.status?.allocatable ?? {};
      const taken = there.map(requestsOf);
      const free = {
        cpu: cpuOf(cpu) - sum(taken.map((requests) => requests.cpu)),
        memory: bytesOfQuantity(memory) - sum(taken.map((requests) => requests.memory)),
      };
      return Math.max(
        0,
        Math.floor(Math.min(free.cpu / asked.cpu, free.memory / asked.memory, Number(most) - there.length)),
      );
    })
    .reduce((all, room) => all + room, 0);
}

/** Whether the scheduler may put the pod there. Only what the hub's chart sets is looked at. */
function takes({ metadata, spec }: V1Node, pod: V1Pod): boolean {
  const labels = metadata?.labels ?? {};
  const { nodeSelector = {}, affinity, tolerations = [] } = pod.spec ?? {};
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const matches = terms.map(({ matchExpressions = [] }) =>
    matchExpressions.every(({ key, operator, values = [] }) => operator !== "In" || values.includes(labels[key] ?? "")),
  );
  const isTolerated = (spec?.taints ?? [])
    .filter(({ effect }) => effect !== "PreferNoSchedule")
    .every((taint) => tolerations.some(({ key }) => key === undefined || key === taint.key));
  return (
    spec?.unschedulable !== true &&
    isTolerated &&
    Object.entries(nodeSelector).every(([key, value]) => labels[key] === value) &&
    (terms.length === 0 || matches.includes(true))
  );
}

function requestsOf({ spec }: V1Pod) {
  const requests = (spec?.containers ?? []).map(({ resources }) => resources?.requests ?? {});
  return {
    cpu: sum(requests.map(({ cpu = "0" }) => cpuOf(cpu))),
    memory: sum(requests.map(({ memory = "0" }) => bytesOfQuantity(memory))),
  };
}

/** Cores of a quantity such as `50m`. */
function cpuOf(quantity: string): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
}

function isOver(phase: string | undefined): boolean {
  return phase === "Succeeded" || phase === "Failed";
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
