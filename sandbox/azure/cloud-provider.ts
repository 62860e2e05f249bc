import { at, isRecord } from "../untyped";
import { type Properties, type Scene } from "../model";

/**
 * Tags by which the cloud provider of a cluster knows addresses that it made, new names and old ones.
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/consts/consts.go for `ServiceTagKey`, `ClusterNameKey`
 */
const ownTags = {
  service: ["k8s-azure-service", "service"],
  cluster: ["k8s-azure-cluster-name", "kubernetes-cluster-name"],
} as const;

/**
 * The tags of an address that a Service claims. One that has a tag `service` is taken by the cloud provider for its own: it writes
 * its tags there, and would delete the address with the Service. One without is somebody's, and is left as it is.
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/provider/azure_loadbalancer.go for `serviceOwnsPublicIP`
 */
export function tagsByCloudProvider({ tags }: Properties, { clouds }: Scene, id: string): { tags?: Properties } {
  if (!isRecord(tags)) return {};
  const has = (names: readonly string[]) => names.some((name) => Object.hasOwn(tags, name));
  const claim = clouds.all().find(([, thing]) => at(thing.properties, "claims", id) === true);
  if (claim === undefined || !(has(ownTags.service) || has(ownTags.cluster))) return { tags };
  const [, namespace = "", name = ""] = /\/namespaces\/([^/]+)\/[^/]+\/(.+)$/.exec(claim[0]) ?? [];
  return { tags: { ...tags, [ownTags.service[0]]: `${namespace}/${name}`, [ownTags.cluster[0]]: "kubernetes" } };
}
