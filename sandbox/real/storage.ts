import { at } from "../untyped";
import { type KubernetesApi, type KubernetesObject } from "./api";

const driver = "disk.csi.azure.com";

/**
 * The default storage class of AKS, and a stand-in for its driver. A claim gets its volume when the scheduler has chosen a node. When
 * the claim is deleted, the volume is deleted.
 *
 * @see https://learn.microsoft.com/azure/aks/azure-csi-driver-volume-provisioning for the class
 * @see https://github.com/kubernetes-csi/external-provisioner `shouldProvision`, for the annotation that it waits for
 */
export async function disks(api: KubernetesApi): Promise<{ readonly stop: () => void }> {
  await api.send("POST", "/apis/storage.k8s.io/v1/storageclasses", {
    metadata: { name: "default", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    provisioner: driver,
    reclaimPolicy: "Delete",
    volumeBindingMode: "WaitForFirstConsumer",
  });
  // The nodes are not real, so nothing can be attached to them. The real driver needs this, this one does not.
  await api.send("POST", "/apis/storage.k8s.io/v1/csidrivers", {
    metadata: { name: driver },
    spec: { attachRequired: false },
  });
  const watches = [
    api.watch("/api/v1/persistentvolumeclaims", ({ type, object }) => {
      if (type !== "DELETED" && isWaiting(object))
        void send(api, "POST", "/api/v1/persistentvolumes", volumeFor(object));
    }),
    api.watch("/api/v1/persistentvolumes", ({ type, object: { metadata, status } }) => {
      if (type !== "DELETED" && status?.phase === "Released")
        void send(api, "DELETE", `/api/v1/persistentvolumes/${metadata.name}`);
    }),
  ];
  return { stop: () => watches.forEach((watch) => watch.stop()) };
}

function isWaiting({ metadata, spec }: KubernetesObject): boolean {
  return spec?.volumeName === undefined && metadata.annotations?.["volume.kubernetes.io/selected-node"] !== undefined;
}

function volumeFor({ metadata: { name, namespace, uid }, spec }: KubernetesObject): object {
  return {
    metadata: { name: `pvc-${uid}`, annotations: { "pv.kubernetes.io/provisioned-by": driver } },
    spec: {
      storageClassName: spec?.storageClassName,
      capacity: at(spec, "resources", "requests"),
      accessModes: spec?.accessModes,
      persistentVolumeReclaimPolicy: "Delete",
      csi: { driver, volumeHandle: `pvc-${uid}` },
      claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", name, namespace, uid },
    },
  };
}

/** Sends a request. If the object is there already, or gone already, that is fine. */
async function send(api: KubernetesApi, method: "POST" | "DELETE", path: string, body?: object): Promise<void> {
  await api.send(method, path, body).catch(() => undefined);
}
