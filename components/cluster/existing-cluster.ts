import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { type Cluster } from "./cluster";

/** What {@link ExistingCluster} needs. */
export interface ExistingClusterArgs {
  /** Full path of the kubeconfig file. Its content stays out of the stack's state. */
  readonly kubeconfig: string;
  /** Context in it. */
  readonly context: string;
}

/** A cluster that is there already, named by a kubeconfig's context. Nothing is made for it, and it stays when the stack goes. */
export class ExistingCluster extends pulumi.ComponentResource implements Cluster {
  readonly provider: Provider;

  constructor(name: string, args: ExistingClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:existing:ExistingCluster", name, {}, opts);
    this.provider = new Provider(
      `${name}-kubernetes`,
      // The context is what the cluster is known by: another machine's path to the same kubeconfig must not replace the hub.
      { kubeconfig: args.kubeconfig, context: args.context, clusterIdentifier: args.context },
      { parent: this },
    );
    this.registerOutputs({ context: args.context });
  }
}
