import { type Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

/** A Kubernetes cluster for a hub: made by the stack, or there before it. */
export interface Cluster {
  /** Kubernetes provider for what runs in the cluster. */
  readonly provider: Provider;
  /** The cluster as a resource of the stack, for `deletedWith`: what runs in it is deleted with it. Absent if the stack did not make it. */
  readonly resource?: pulumi.CustomResource;
  /** Kubeconfig, a secret: the administrator's, or, with Entra ID, everybody's. Absent if the user has it already. */
  readonly kubeconfig?: pulumi.Output<string>;
}

/**
 * How the provider treats what is in the cluster. It changes a ConfigMap in place, as pods do that mount it. By default, it would delete it and make
 * another.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go `forceNewProperties`
 */
export const providerOptions = { enableConfigMapMutable: true } as const;
