import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as resources from "@pulumi/azure-native/resources";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "../../settings/refusal";
import { at } from "../../settings/untyped";
import { keep, keepTags, type StandingOf } from "../../standing";
import { type Cluster, providerOptions } from "./cluster";
import { entraKubeconfig } from "./entra-kubeconfig";
import { boundTo } from "./log-agent";
import { managedCluster, type ManagedClusterArgs, withWhatOthersWrote } from "./managed-cluster";

/** What {@link AksCluster} needs. */
export interface AksClusterArgs extends ManagedClusterArgs {
  /** What is known about it already, so that what Azure and others wrote is left alone. @default nothing is known */
  readonly standing?: StandingOf;
  /**
   * Makes the workspace for logs, given the resource group in which it is: `logs` needs it before the cluster. It answers `undefined` if no logs are
   * kept. @default none is made
   */
  readonly workspace?: (group: resources.ResourceGroup) => operationalinsights.Workspace | undefined;
}

/**
 * A resource group and in it an AKS cluster: managed identity, RBAC, no SSH, one system pool of fixed size, overlay network,
 * standard load balancer, patches applied by Azure. The role Contributor is enough, save for login with Entra ID.
 */
export class AksCluster extends pulumi.ComponentResource implements Cluster {
  /** Azure region. */
  readonly location: string;
  /** Name of the resource group. */
  readonly resourceGroup: string;
  /** The resource group. Everything in it is deleted with it. */
  readonly group: resources.ResourceGroup;
  /** The managed cluster, for `deletedWith`: what is deleted with it needs no delete of its own. */
  readonly resource: containerservice.ManagedCluster;
  /** Where logs are kept. `undefined` if none are. It is not deleted with the cluster. */
  readonly workspace: operationalinsights.Workspace | undefined;
  /** Object id of the identity with which nodes pull images. */
  readonly kubeletIdentity: pulumi.Output<string>;
  /** Administrator's kubeconfig: a secret. With Entra ID, everybody's, in which there is no credential. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Kubernetes provider for what runs in the cluster. */
  readonly provider: Provider;

  constructor(name: string, args: AksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:azure:AksCluster", name, { ...args, workspace: undefined }, opts);
    const [groupName, clusterName] = [`${name}-group`, `${name}-aks`];
    const before = args.standing?.(clusterName);
    const [askedGroup, askedCluster] = [resourceGroup(args), managedCluster(args)];
    const group = keep(askedGroup, args.standing?.(groupName), keepTags);
    const cluster = keep(askedCluster, before, withWhatOthersWrote);

    this.location = args.location;
    this.resourceGroup = args.resourceGroup;
    this.group = new resources.ResourceGroup(groupName, group.args, {
      parent: this,
      ignoreChanges: group.ignoreChanges,
    });
    this.workspace = args.workspace?.(this.group);
    this.resource = new containerservice.ManagedCluster(clusterName, boundTo(cluster.args, this.workspace?.id), {
      parent: this,
      dependsOn: this.group,
      ignoreChanges: cluster.ignoreChanges,
    });
    this.kubeconfig = (args.entraAccess === undefined ? adminKubeconfig : personsKubeconfig)(args, this.resource, this);
    this.provider = new Provider(
      `${name}-kubernetes`,
      { kubeconfig: this.kubeconfig, clusterIdentifier: this.resource.id, ...providerOptions },
      { parent: this, deletedWith: this.resource },
    );
    this.kubeletIdentity = pulumi.output(kubeletIdentityIn(before?.live) ?? identityOf(this.resource, args));
    this.registerOutputs({
      kubeconfig: this.kubeconfig,
      // Only after both are made: if a run was not completed, the next run asks again.
      asked: pulumi
        .all([this.group.id, this.resource.id])
        .apply(() => ({ [groupName]: askedGroup, [clusterName]: askedCluster })),
    });
  }
}

function resourceGroup({ resourceGroup: resourceGroupName, location, tags }: AksClusterArgs) {
  return { resourceGroupName, location, tags };
}

/** The identity with which the nodes of an existing cluster pull. It never changes, so it is known before anything is done. */
function kubeletIdentityIn(live: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const found = at(live, "identityProfile", "kubeletidentity", "objectId");
  return typeof found === "string" ? found : undefined;
}

/** The same for a cluster that is made in this run. */
function identityOf(cluster: containerservice.ManagedCluster, { clusterName }: AksClusterArgs): pulumi.Output<string> {
  return cluster.identityProfile.apply((profile) => {
    const found = profile?.kubeletidentity?.objectId;
    if (found === undefined) throw refusal(`Azure gave no identity for the nodes of the cluster ${clusterName}.`);
    return found;
  });
}

/** What AKS answers when it is asked for credentials. */
type Credentials = pulumi.Output<{ readonly kubeconfigs: readonly { readonly value: string }[] }>;

/** Decodes the administrator's kubeconfig. */
function adminKubeconfig(
  args: AksClusterArgs,
  cluster: pulumi.Resource,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  return decoded(
    args,
    containerservice.listManagedClusterAdminCredentialsOutput(
      { resourceGroupName: args.resourceGroup, resourceName: args.clusterName },
      { parent, dependsOn: [cluster] },
    ),
  );
}

/**
 * The kubeconfig for everybody who logs in with Entra ID. In a preview, the cluster may still be without. Then it is what AKS gives: a local account's,
 * which is not stored.
 */
function personsKubeconfig(
  args: AksClusterArgs,
  cluster: pulumi.Resource,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  return decoded(
    args,
    containerservice.listManagedClusterUserCredentialsOutput(
      { resourceGroupName: args.resourceGroup, resourceName: args.clusterName, format: "exec" },
      { parent, dependsOn: [cluster] },
    ),
  ).apply((text) => {
    const found = entraKubeconfig(text) ?? (pulumi.runtime.isDryRun() ? text : undefined);
    if (found !== undefined) return found;
    throw refusal(
      `The cluster ${args.clusterName} does not let people log in with Entra ID yet. Run 'pulumi up' again in a minute.`,
    );
  });
}

/** Azure does not mark credentials as secret, so they are marked here before they are decoded. */
function decoded({ clusterName }: AksClusterArgs, credentials: Credentials): pulumi.Output<string> {
  return pulumi.secret(credentials).apply(({ kubeconfigs }) => {
    const encoded = kubeconfigs[0]?.value;
    if (encoded === undefined) throw refusal(`Azure returned no kubeconfig for the cluster ${clusterName}.`);
    return Buffer.from(encoded, "base64").toString("utf8");
  });
}
