import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { type Cluster, providerOptions } from "./cluster";

/** What {@link ExistingCluster} needs. */
export interface ExistingClusterArgs {
  /** Full path of the kubeconfig file. The stack's state does not have its content. */
  readonly kubeconfig: string;
  /** Context in it. */
  readonly context: string;
}

/** A cluster that exists already, named by a context in a kubeconfig. The stack does not make or delete it. */
export class ExistingCluster extends pulumi.ComponentResource implements Cluster {
  readonly provider: Provider;

  constructor(name: string, args: ExistingClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:existing:ExistingCluster", name, args, opts);
    this.provider = new Provider(
      `${name}-kubernetes`,
      // The cluster is identified by its context, so that another path to the same kubeconfig, on another machine, does not replace the hub.
      {
        kubeconfig: args.kubeconfig,
        context: args.context,
        clusterIdentifier: args.context,
        ...providerOptions,
      },
      { parent: this },
    );
    this.registerOutputs({ context: args.context });
  }
}
