import * as z from "zod";
import { text } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/**
 * Names that Azure's cloud provider in Kubernetes reads or writes on addresses and scale sets. It would treat an address with such a tag as the
 * address of a Service, change its tags, and delete it with the Service.
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/consts/consts.go ServiceTagKey, LegacyServiceTagKey,
 * ClusterNameKey, LegacyClusterNameKey, ServiceUsingDNSKey, LegacyServiceUsingDNSKey, CreatedByTag, OwnerServiceTagKey,
 * VMSetCIDRIPV4TagKey, VMSetCIDRIPV6TagKey
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/azure/azure_template.go
 * nodeLabelTagName, nodeTaintTagName, nodeResourcesTagName, nodeOptionsTagName
 *
 * `aks-managed-…` and the names without that prefix are what AKS itself was seen to put on scale sets.
 */
const kubernetesOwn =
  /^(service|k8s-azure-.*|kubernetes-cluster-name|kubernetes-dns-label-service|kubernetesNodeCIDRMaskIPV[46]|kubernetes\.io.*|k8s\.io.*|aks-managed-.*|creationSource|orchestrator|poolName|resourceNameSuffix)$/i;

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations */
const name = text(/^[^<>%&\\?/]{1,512}$/, "a tag's name: at most 512 characters, none of <>%&\\?/")
  .refine((tag) => !/^(microsoft|azure|windows)/i.test(tag), "another name: Azure reserves names that begin like this")
  .refine(
    (tag) => tag.toLowerCase() !== "environment",
    "left out: the program sets the tag environment, from the setting binderhub:environment",
  )
  .refine(
    (tag) => !kubernetesOwn.test(tag),
    "another name: Azure's cloud provider in the cluster treats resources with this tag as its own",
  );

/** The `binderhub:tags` group: tags of every Azure resource. */
export const tags = z
  .record(name, z.string({ error: "text" }).max(256, "at most 256 characters"), { error: "tags by name" })
  .default({})
  .meta({
    description: "Tags of every Azure resource. In production, `owner` and `costCenter` are required.",
    example: { owner: "ada" },
  });

declare module "../../settings/settings" {
  interface Settings {
    readonly tags: DeepReadonly<z.output<typeof tags>>;
  }
}
