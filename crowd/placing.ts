import { parse } from "yaml";
import { at } from "../settings/untyped";
import { sure } from "../settings/refusal";
import { oldestChart } from "../rehearse/chart-archives";
import { findEngine } from "../rehearse/engine";
import { onRealCluster } from "../rehearse/open-real";
import { type KubernetesApi, type KubernetesObject } from "../sandbox/real/api";
import { type SchedulerProfile } from "../sandbox/real/cluster";
import { type Parts } from "../sandbox/real/parts";
import { corePoolLabels } from "../components/pools/values";
import { namespace, type Placing, specIn } from "./objects";
import { type Reckoned } from "./plan";

/** What the chart makes, and how its scheduler is configured. */
export interface FromChart extends Placing {
  readonly profile: SchedulerProfile;
  /** The chart's own PriorityClasses. */
  readonly priorities: readonly object[];
}

/**
 * Installs the chart once, with the program itself and with its values for these settings, in a real cluster of its own. Then it reads there
 * what the chart has made.
 */
export function installed(parts: Parts, { config, pool }: Reckoned, say: (line: string) => void): Promise<FromChart> {
  const kinds = [
    { pool: "system", count: 1, labels: corePoolLabels, taints: [] },
    {
      ...{ pool: pool.pool, count: 1, labels: pool.labels },
      taints: pool.taints.map(({ key, value }) => `${key}=${value}:NoSchedule`),
    },
  ];
  return onRealCluster(
    {
      ...{ parts, stack: "dev", chart: oldestChart(), nodes: kinds, namespaces: [namespace], config },
      engine: () => findEngine(say),
    },
    async ({ rehearsal, cluster: { api } }) => {
      const outcome = await rehearsal.run("up");
      if (!outcome.succeeded)
        throw new Error(`the chart could not be installed: ${JSON.stringify(outcome).slice(0, 2000)}`);
      return readFrom(api);
    },
  );
}

async function readFrom(api: KubernetesApi): Promise<FromChart> {
  const inNamespace = `namespaces/${namespace}`;
  const [map, set, classes] = await Promise.all([
    api.send("GET", `/api/v1/${inNamespace}/configmaps/user-scheduler`),
    api.send("GET", `/apis/apps/v1/${inNamespace}/statefulsets/user-placeholder`),
    api.list("/apis/scheduling.k8s.io/v1/priorityclasses"),
  ]);
  const profile = at(parse(String(at(map, "data", "config.yaml"))), "profiles", 0) as SchedulerProfile;
  const like = specIn(set);
  const its = classes.filter(({ metadata: { name } }) => !name.startsWith("system-"));
  const placeholderPriority = String(like.priorityClassName);
  const priority = sure(
    its.find(({ metadata: { name } }) => name !== placeholderPriority),
    "priority for people",
  );
  return {
    ...{ profile, like, placeholderPriority, priority: priority.metadata.name },
    schedulerName: profile.schedulerName,
    priorities: its.map(copied),
  };
}

/** A PriorityClass as it was made: it has neither `spec` nor `status`. */
function copied(object: KubernetesObject): object {
  const { metadata, ...rest } = object;
  return { ...rest, metadata: { name: metadata.name } };
}
