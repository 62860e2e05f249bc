import { CloudError, type ProviderModel, type ResourceModel } from "../model";
import { type ChartOf, unknownChart } from "./charts";
import { clusterFor, takesUnreachableForGone } from "./cluster";
import { isAnotherCluster } from "./configuration";
import { named } from "./names";
import { namespace } from "./namespaces";
import { clusterWide, object } from "./objects";
import { servicePatch } from "./patches";
import { releases } from "./releases";
import { service } from "./services";
import { volume, volumeClaim } from "./volumes";

/** The endpoints of `kubernetes.default`. They are in every cluster, and nobody can make them. */
const apiServerEndpoints: ResourceModel = {
  replaceOn: [],
  id: () => "default/kubernetes",
  create() {
    throw new CloudError('endpointslices.discovery.k8s.io "kubernetes" already exists');
  },
  found(scene) {
    if (takesUnreachableForGone(scene)) return undefined;
    clusterFor("read", scene);
    return { metadata: { name: "kubernetes", namespace: "default" }, endpoints: [{ addresses: ["203.0.113.253"] }] };
  },
};

/**
 * Kubernetes and Helm, as far as their rules are known.
 *
 * @param chartOf the chart that a release installs @default charts of which nothing is known
 */
export function kubernetes(chartOf: ChartOf = unknownChart): ProviderModel {
  const release = releases(chartOf);
  return {
    name: "kubernetes",
    resources: {
      "kubernetes:core/v1:Namespace": namespace,
      "kubernetes:helm.sh/v3:Release": release,
      "kubernetes:core/v1:Service": service,
      "kubernetes:core/v1:ServicePatch": servicePatch,
      "kubernetes:core/v1:PersistentVolume": volume,
      "kubernetes:core/v1:PersistentVolumeClaim": volumeClaim,
      "kubernetes:apps/v1:Deployment": object("deployments.apps", { forceNew: () => ["spec.selector"] }),
      // The provider changes a Secret or a ConfigMap in place only where it is told to.
      "kubernetes:core/v1:Secret": object("secrets", {
        forceNew: ({ enableSecretMutable }) => (isTrue(enableSecretMutable) ? [] : ["type", "stringData", "data"]),
      }),
      "kubernetes:core/v1:ConfigMap": object("configmaps", {
        forceNew: ({ enableConfigMapMutable }) => (isTrue(enableConfigMapMutable) ? [] : ["binaryData", "data"]),
      }),
      "kubernetes:networking.k8s.io/v1:NetworkPolicy": object("networkpolicies.networking.k8s.io"),
      "kubernetes:rbac.authorization.k8s.io/v1:Role": object("roles.rbac.authorization.k8s.io"),
      "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": object("rolebindings.rbac.authorization.k8s.io", {
        forceNew: () => ["roleRef"],
      }),
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": clusterWide("clusterroles.rbac.authorization.k8s.io"),
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": clusterWide(
        "clusterrolebindings.rbac.authorization.k8s.io",
        { forceNew: () => ["roleRef"] },
      ),
      "kubernetes:core/v1:ServiceAccount": object("serviceaccounts"),
      "kubernetes:batch/v1:CronJob": object("cronjobs.batch"),
      "kubernetes:discovery.k8s.io/v1:EndpointSlice": apiServerEndpoints,
    },
    replacedBy: isAnotherCluster,
    complete: (model, inputs, about) => (model === release ? inputs : named(inputs, about)),
  };
}

/** A provider's configuration comes as text. */
function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
