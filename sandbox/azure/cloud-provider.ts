import { at, isRecord } from "../untyped";
import { type Properties, type Scene } from "../model";

/**
 * Tags that mark the addresses that the cloud provider of a cluster made. The first of each pair is the new name, the second the old.
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/consts/consts.go for `ServiceTagKey`, `ClusterNameKey`
 */
const ownTags = {
  service: ["k8s-azure-service", "service"],
  cluster: ["k8s-azure-cluster-name", "kubernetes-cluster-name"],
} as const;

/**
 * The tags of an address that a Service uses. If the address has a tag `service`, the cloud provider treats the address as its own: it
 * writes its tags, and would delete the address with the Service. Without this tag, it changes nothing.
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
