import { type Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

/** A Kubernetes cluster that a hub can be installed in: made by the stack, or there before it. */
export interface Cluster {
  /** Kubernetes provider for what runs in the cluster. */
  readonly provider: Provider;
  /** The cluster as a resource of the stack: what runs in it goes when it goes (`deletedWith`). Absent for one that stays. */
  readonly resource?: pulumi.Resource;
  /** Administrator's kubeconfig, a secret; absent where the user has it already. */
  readonly kubeconfig?: pulumi.Output<string>;
}
