import { stateMap } from "../../../components/schedule/names";
import { type Cluster } from "../cluster";
import { configMapIn } from "../config-map";
import { type NodeObject } from "../objects";
import { type Ground, type Running } from "./pass";

/** The chart's StatefulSet of placeholders. */
const placeholderName = "user-placeholder";

/** The cluster and the hub, as the schedule works on them. */
export function groundOf(cluster: Cluster, hub: HubServers): Ground {
  const { apps, core, namespace } = cluster;
  const number = (replicas: number) => [{ op: "add", path: "/spec/replicas", value: replicas }];
  return {
    kept: async () => (await configMapIn(cluster, stateMap, "read the state of the schedule"))?.data,
    keep: (data) => keep(cluster, data),
    async keeper(name) {
      const { spec, status } = await cluster.ask(
        "read a Deployment of the schedule",
        apps.readNamespacedDeployment({ name, namespace }),
      );
      return { replicas: spec?.replicas ?? 0, ready: status?.readyReplicas ?? 0 };
    },
    async scaleKeeper(name, replicas) {
      const asked = apps.patchNamespacedDeploymentScale({ name, namespace, body: number(replicas) });
      await cluster.ask("scale a Deployment of the schedule", asked);
    },
    async placeholders() {
      const asked = apps.readNamespacedStatefulSetScale({ name: placeholderName, namespace });
      return (await cluster.ask("read the number of placeholders", asked)).spec?.replicas ?? 0;
    },
    async scalePlaceholders(replicas) {
      const asked = apps.patchNamespacedStatefulSetScale({ name: placeholderName, namespace, body: number(replicas) });
      await cluster.ask("set the number of placeholders", asked);
    },
    readyNodes: async () => readyOf((await cluster.ask("list the nodes", core.listNode())).items),
    ...hub,
  };
}

/** Writes keys of the ConfigMap. Others, which BinderHub may write, stay. The first run makes it. */
export async function keep(cluster: Cluster, data: Readonly<Record<string, string>>): Promise<void> {
  const { core, namespace } = cluster;
  const what = "keep the state of the schedule";
  const found = await configMapIn(cluster, stateMap, "read the state of the schedule");
  if (found !== undefined) return cluster.changeMap(what, stateMap, data);
  const body: object = { metadata: { name: stateMap }, data };
  await cluster.ask(what, core.createNamespacedConfigMap({ namespace, body }));
}

const purpose = "hub.jupyter.org/node-purpose";

/** When each node for people or builds became ready, of those that are: milliseconds since 1970. Where no node is marked, all may be. */
export function readyOf(nodes: readonly NodeObject[]): readonly number[] {
  const marked = nodes.filter(({ metadata }) => /^(user|build)$/.test(metadata?.labels?.[purpose] ?? ""));
  const isMarked = nodes.some(({ metadata }) => metadata?.labels?.[purpose] !== undefined);
  return (isMarked ? marked : nodes).flatMap(({ status }) => {
    const ready = status?.conditions?.find(({ type }) => type === "Ready");
    return ready?.status === "True" && ready.lastTransitionTime !== undefined
      ? [new Date(ready.lastTransitionTime).getTime()]
      : [];
  });
}

/** People's servers, through JupyterHub's API. */
export interface HubServers {
  servers(): Promise<readonly Running[]>;
  stop(server: Running): Promise<void>;
}
