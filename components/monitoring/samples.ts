import { always, type Month, plus, times } from "../cost/billed";
import { intervalSeconds } from "./rule-file";

/** Of what numbers are read, each for so many hours. */
export interface Read {
  /** The cluster, with the hub's own parts. */
  readonly cluster: Month;
  readonly nodes: Month;
  readonly servers: Month;
  /** Volumes of people, and of them those that a server has. */
  readonly volumes: Month;
  readonly mounted: Month;
}

/**
 * Numbers of each that the rules of `scrape.ts` let through. A server's pod has a state (five numbers), restarts, and what is set aside (two). A claim has
 * a state (three) and a size, and two more while it is mounted. Of nodes, Kubernetes tells three numbers for each condition, of which AKS adds many, and
 * of the hub's parts how long launches and builds take: how many those are is an assumption.
 * @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics
 * @see https://learn.microsoft.com/azure/aks/node-problem-detector for the conditions
 */
const numbers: Readonly<Record<keyof Read, Month>> = {
  cluster: { least: 100, likely: 600, most: 2000 },
  nodes: { least: 50, likely: 150, most: 300 },
  servers: { least: 8, likely: 8, most: 8 },
  volumes: { least: 4, likely: 4, most: 4 },
  mounted: { least: 2, likely: 2, most: 2 },
};

/** Samples that Azure takes of something, in tens of millions. */
export function samplesOf(read: Partial<Read>): Month {
  const each = Object.entries(read).map(([name, hours]): Month => {
    const { least, likely, most } = numbers[name as keyof Read];
    return { least: hours.least * least, likely: hours.likely * likely, most: hours.most * most };
  });
  return times(each.reduce(plus, always(0)), 3600 / intervalSeconds / 1e7);
}

/** What is assumed of the numbers, for a person. */
export const samplesInWords = `${numbers.cluster.likely} numbers a minute of the hub and ${numbers.nodes.likely} of a node, at most ${numbers.cluster.most} and ${numbers.nodes.most}`;
