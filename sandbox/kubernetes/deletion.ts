import { at } from "../untyped";
import { type Clouds, type Thing } from "../clouds";
import { type Properties } from "../model";

/**
 * Begins to delete an object. With a namespace, everything in it is deleted too. An object is gone when nothing holds it any more.
 *
 * @returns whether it is gone
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/namespace/deletion/namespaced_resources_deleter.go
 */
export function beginDeletion(clouds: Clouds, key: string): boolean {
  for (const [each, { properties }] of clouds.all()) {
    if (each !== key && !each.startsWith(`${key}/`)) continue;
    const marked = { ...(properties.metadata as Properties | undefined), deletionTimestamp: "2026-01-01T00:00:00Z" };
    const isNamespace = each === key && /\/namespaces\/[^/]+$/.test(key);
    clouds.edit(each, { metadata: marked, ...(isNamespace && { status: { phase: "Terminating" } }) });
  }
  settle(clouds);
  return clouds.get(key) === undefined;
}

/** Removes what is being deleted and is held by nothing. Kubernetes does this by itself when the last finalizer is gone. */
export function settle(clouds: Clouds): void {
  const free = clouds.all().filter(([key, thing]) => isBeingDeleted(thing) && !isHeld(clouds, key, thing));
  for (const [key] of free) clouds.remove(key);
  if (free.length > 0) settle(clouds);
}

/** Whether an object is being deleted. */
export function isBeingDeleted(thing: Thing | undefined): boolean {
  return at(thing?.properties, "metadata", "deletionTimestamp") !== undefined;
}

function isHeld(clouds: Clouds, key: string, { properties }: Thing): boolean {
  const finalizers = at(properties, "metadata", "finalizers");
  if (Array.isArray(finalizers) && finalizers.length > 0) return true;
  return clouds
    .all()
    .some(([other, thing]) => other.startsWith(`${key}/`) || mounts(other, thing, key) || isBound(other, thing, key));
}

/**
 * A claim stays while a pod uses it.
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection
 */
function mounts(key: string, { properties }: Thing, claim: string): boolean {
  const [namespace, name] = claim.split("/persistentvolumeclaims/");
  if (name === undefined || !key.startsWith(`${namespace ?? ""}/deployments.apps/`)) return false;
  const volumes = at(properties, "spec", "template", "spec", "volumes");
  return Array.isArray(volumes) && volumes.some((volume) => at(volume, "persistentVolumeClaim", "claimName") === name);
}

/**
 * A volume stays while a claim is bound to it.
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection
 */
function isBound(key: string, { properties }: Thing, volume: string): boolean {
  const [cluster = "", name] = volume.split("/persistentvolumes/");
  if (name === undefined || !key.startsWith(`${cluster}/namespaces/`)) return false;
  return key.includes("/persistentvolumeclaims/") && at(properties, "spec", "volumeName") === name;
}
