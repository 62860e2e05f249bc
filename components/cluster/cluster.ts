import { type Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

/** A Kubernetes cluster for a hub: made by the stack, or there before it. */
export interface Cluster {
  /** Kubernetes provider for what runs in the cluster. */
  readonly provider: Provider;
  /** The cluster as a resource of the stack, for `deletedWith`: what runs in it is deleted with it. Absent if the stack did not make it. */
  readonly resource?: pulumi.Resource;
  /** Administrator's kubeconfig, a secret. Absent if the user has it already. */
  readonly kubeconfig?: pulumi.Output<string>;
}
