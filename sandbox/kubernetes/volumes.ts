import { at } from "../untyped";
import { CloudError, type Properties } from "../model";
import { clusterKey } from "./cluster";
import { clusterWide, object } from "./objects";

export const claimType = "kubernetes:core/v1:PersistentVolumeClaim";

/** Volume claims. They can grow if the storage class allows it, and never shrink. */
export const volumeClaim = object("persistentvolumeclaims", {
  forceNew: () => ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"],
  admit(inputs, scene, _key, now) {
    if (now !== undefined) mustBeAllowed(String(at(inputs, "metadata", "name")), now, inputs, clusterKey(scene));
    return { status: { phase: "Bound" } };
  },
});

/**
 * Volumes that somebody makes by hand. They belong to the whole cluster, and stay while a claim is bound to them. The storage behind them is not in it.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go for `forceNew`
 */
export const volume = clusterWide("persistentvolumes", {
  forceNew: () => ["spec.csi"],
  admit: () => ({ status: { phase: "Available" } }),
});

/** @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go for `ValidatePersistentVolumeClaimUpdate` */
function mustBeAllowed(name: string, now: Properties, inputs: Properties, cluster: string): void {
  const [before, after] = [now, inputs].map(bytes);
  if (before === undefined || after === undefined || before === after) return;
  if (after < before) {
    throw new CloudError(
      `PersistentVolumeClaim "${name}" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than status.capacity`,
    );
  }
  // The storage classes of kind and minikube do not have `allowVolumeExpansion`. Those of AKS do.
  // https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/admission/storage/persistentvolume/resize/admission.go
  if (cluster.startsWith("existing/")) {
    throw new CloudError(
      `persistentvolumeclaims "${name}" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize`,
    );
  }
}

const units: Readonly<Record<string, number>> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

function bytes(properties: Properties): number | undefined {
  const size = /^([\d.]+)([KMGT]i)?$/.exec(String(at(properties, "spec", "resources", "requests", "storage")));
  return size === null ? undefined : Number(size[1]) * (units[size[2] ?? ""] ?? 1);
}
