import {
  type CoreV1Event,
  type V1ConfigMap,
  type V1ContainerStatus,
  type V1Node,
  type V1PersistentVolumeClaim,
  type V1Pod,
  type V1Secret,
} from "@kubernetes/client-node";

/** A class of the client's as what it holds: so it is made in tests too, where the client cannot be loaded. */
type Plain<Class> = Class extends Date
  ? Date
  : Class extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : Class extends object
      ? { readonly [Key in keyof Class]: Plain<Class[Key]> }
      : Class;

/** Kubernetes' objects, to be read. */
export type PodObject = Plain<V1Pod>;
export type ClaimObject = Plain<V1PersistentVolumeClaim>;
export type NodeObject = Plain<V1Node>;
export type SecretObject = Plain<V1Secret>;
export type ConfigMapObject = Plain<V1ConfigMap>;
export type EventObject = Plain<CoreV1Event>;
export type ContainerStatusObject = Plain<V1ContainerStatus>;
