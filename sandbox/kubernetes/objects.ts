import { at } from "../untyped";
import { CloudError, type Properties, type ResourceModel, type Scene } from "../model";
import { clusterFor, clusterKey, keyIn, metadata, namespaceKey, takesUnreachableForGone } from "./cluster";
import { beginDeletion, isBeingDeleted, settle } from "./deletion";
import { isAutonamed } from "./names";

/** What the API server and the provider check, besides names and namespaces. */
interface Rules {
  /** Inputs whose change replaces the object, besides its name and namespace, given the provider's configuration. @default none */
  readonly forceNew?: (provider: Properties) => readonly string[];
  /** Refuses what is not allowed, given what is there. Returns what the cloud adds. @default allows everything, adds nothing */
  readonly admit?: (inputs: Properties, scene: Scene, key: string, now: Properties | undefined) => Properties;
}

/**
 * How objects in a namespace behave.
 *
 * @param plural name of the kind, as in the API server's messages
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go for `forceNew`
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go for `Diff`: with the same name, the old one is deleted first
 */
export function object(plural: string, { forceNew = () => [], admit = () => ({}) }: Rules = {}): ResourceModel {
  return {
    replaceOn: (provider) => ["metadata.name", "metadata.namespace", ...forceNew(provider)],
    deleteBeforeReplace: (inputs) => !isAutonamed(inputs),
    id: (inputs) => `${metadata(inputs, "namespace") ?? "default"}/${metadata(inputs, "name") ?? ""}`,
    key: keyIn(plural),
    create(inputs, scene, key) {
      const cluster = clusterFor("make", scene);
      const name = metadata(inputs, "name") ?? "";
      mustAdmitContent(
        scene,
        cluster,
        metadata(inputs, "namespace") ?? "default",
        `${plural} "${name}" is forbidden: `,
      );
      mustNotExist(scene, key, plural, name);
      return admit(inputs, scene, key, undefined);
    },
    update(inputs, scene, key) {
      clusterFor("make", scene);
      const now = scene.clouds.get(key);
      if (now === undefined) throw new CloudError(`${plural} "${metadata(inputs, "name") ?? ""}" not found`);
      return admit(inputs, scene, key, now.properties);
    },
    remove,
    found,
  };
}

/** How objects behave that are in no namespace. */
export function clusterWide(plural: string, { forceNew = () => [], admit = () => ({}) }: Rules = {}): ResourceModel {
  return {
    replaceOn: (provider) => ["metadata.name", ...forceNew(provider)],
    deleteBeforeReplace: (inputs) => !isAutonamed(inputs),
    id: (inputs) => metadata(inputs, "name") ?? "",
    key: (id, scene) => `${clusterKey(scene)}/${plural}/${id}`,
    create(inputs, scene, key) {
      clusterFor("make", scene);
      mustNotExist(scene, key, plural, metadata(inputs, "name") ?? "");
      return admit(inputs, scene, key, undefined);
    },
    update(inputs, scene, key) {
      clusterFor("make", scene);
      return admit(inputs, scene, key, scene.clouds.get(key)?.properties);
    },
    remove,
    found,
  };
}

/** Deletes an object, and waits until it is gone, unless its annotation says not to wait. */
export function remove(scene: Scene, key: string): void {
  if (takesUnreachableForGone(scene)) return;
  clusterFor("delete", scene);
  const { clouds } = scene;
  const skips = at(clouds.get(key)?.properties, "metadata", "annotations", "pulumi.com/skipAwait") === "true";
  // https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/await/await.go for `Deletion`
  if (!beginDeletion(clouds, key) && !skips) throw new CloudError("timed out waiting for the condition");
  settle(clouds);
}

/** Checks that the cluster can be reached. A read then finds what was made. */
export function found(scene: Scene): undefined {
  if (takesUnreachableForGone(scene)) return undefined;
  clusterFor("read", scene);
  settle(scene.clouds);
  return undefined;
}

/**
 * @param what the beginning of the message if the object is refused
 * @see https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle/admission.go
 */
export function mustAdmitContent({ clouds }: Scene, cluster: string, namespace: string, what: string): void {
  settle(clouds);
  // Every cluster has them: pkg/controlplane/controller/systemnamespaces of Kubernetes.
  if (["default", "kube-system"].includes(namespace)) return;
  const thing = clouds.get(namespaceKey(cluster, namespace));
  if (thing === undefined) throw new CloudError(`namespaces "${namespace}" not found`);
  if (isBeingDeleted(thing)) {
    throw new CloudError(
      `${what}unable to create new content in namespace ${namespace} because it is being terminated`,
    );
  }
}

/** @see https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go for `Create` */
export function mustNotExist({ clouds }: Scene, key: string, plural: string, name: string): void {
  settle(clouds);
  const thing = clouds.get(key);
  if (thing === undefined) return;
  throw new CloudError(`${isBeingDeleted(thing) ? "object is being deleted: " : ""}${plural} "${name}" already exists`);
}
