import { type Cluster } from "./cluster";
import { type ConfigMapObject } from "./objects";

/** A ConfigMap of the hub's namespace by its name. `undefined` if there is none. @throws CannotLook if the cluster does not say */
export async function configMapIn(cluster: Cluster, name: string, what: string): Promise<ConfigMapObject | undefined> {
  const { core, namespace } = cluster;
  const asked = core.listNamespacedConfigMap({ namespace, fieldSelector: `metadata.name=${name}` });
  return (await cluster.ask(what, asked)).items[0];
}
