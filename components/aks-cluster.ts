import * as containerservice from "@pulumi/azure-native/containerservice";
import * as resources from "@pulumi/azure-native/resources";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "../settings/refusal";
import { corePoolLabels } from "../values/pools";
import { type Cluster } from "./cluster";

/** What {@link AksCluster} needs. Names are plain strings: they must be known before anything exists. */
export interface AksClusterArgs {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Resource group to make. */
  readonly resourceGroup: string;
  /** Resource group that AKS itself makes for nodes, disks and addresses. */
  readonly nodeResourceGroup: string;
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Prefix of the API server's host name. */
  readonly dnsPrefix: string;
  /** Nodes in the system pool. */
  readonly nodeCount: pulumi.Input<number>;
  /** VM size of the nodes. */
  readonly vmSize: pulumi.Input<string>;
  /** Kubernetes version as `major.minor`. @default what AKS makes its default */
  readonly kubernetesVersion?: pulumi.Input<string>;
  /** What enforces NetworkPolicies. */
  readonly networkPolicy: "cilium" | "calico" | "none";
  /** Address ranges that may reach the API server. @default everybody, with credentials */
  readonly apiServerRanges?: readonly string[];
  /** Tags of resource group and cluster. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A resource group and in it an AKS cluster: managed identity, RBAC, no SSH, one system pool of fixed size, overlay network,
 * standard load balancer, patches applied by Azure. Contributor rights suffice.
 */
export class AksCluster extends pulumi.ComponentResource implements Cluster {
  /** Name of the resource group. */
  readonly resourceGroup: string;
  /** The resource group: what stands in it goes when it goes. */
  readonly group: resources.ResourceGroup;
  /** The managed cluster: what goes away with it needs no deleting of its own (`deletedWith`). */
  readonly resource: containerservice.ManagedCluster;
  /** Object id of the identity with which nodes pull images. */
  readonly kubeletIdentity: pulumi.Output<string>;
  /** Administrator's kubeconfig: a secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Kubernetes provider for what runs in the cluster. */
  readonly provider: Provider;

  constructor(name: string, args: AksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:azure:AksCluster", name, {}, opts);
    this.resourceGroup = args.resourceGroup;
    this.group = new resources.ResourceGroup(
      `${name}-group`,
      { resourceGroupName: args.resourceGroup, location: args.location, tags: args.tags },
      { parent: this },
    );
    this.resource = new containerservice.ManagedCluster(`${name}-aks`, managedCluster(args), {
      parent: this,
      dependsOn: this.group,
      // Left to Azure, the version moves by itself; one that is set has to get through.
      ignoreChanges: args.kubernetesVersion === undefined ? ["kubernetesVersion"] : [],
    });
    this.kubeconfig = adminKubeconfig(args, this.resource, this);
    this.provider = new Provider(
      `${name}-kubernetes`,
      { kubeconfig: this.kubeconfig, clusterIdentifier: this.resource.id },
      { parent: this, deletedWith: this.resource },
    );
    this.kubeletIdentity = this.resource.identityProfile.apply((profile) => profile?.kubeletidentity?.objectId ?? "");
    this.registerOutputs({ kubeconfig: this.kubeconfig });
  }
}

function managedCluster(args: AksClusterArgs): containerservice.ManagedClusterArgs {
  return {
    resourceName: args.clusterName,
    resourceGroupName: args.resourceGroup,
    nodeResourceGroup: args.nodeResourceGroup,
    location: args.location,
    dnsPrefix: args.dnsPrefix,
    kubernetesVersion: args.kubernetesVersion,
    sku: { name: "Base", tier: "Free" },
    // Service principals fail in many institutions' directories; a managed identity needs no rights there.
    identity: { type: "SystemAssigned" },
    enableRBAC: true,
    agentPoolProfiles: [
      {
        name: "system",
        mode: "System",
        type: "VirtualMachineScaleSets",
        osType: "Linux",
        osSKU: "Ubuntu",
        vmSize: args.vmSize,
        count: args.nodeCount,
        nodeLabels: corePoolLabels,
        upgradeSettings: { maxSurge: "1" },
      },
    ],
    networkProfile: {
      networkPlugin: "azure",
      networkPluginMode: "overlay",
      networkDataplane: args.networkPolicy === "cilium" ? "cilium" : "azure",
      networkPolicy: args.networkPolicy,
      loadBalancerSku: "standard",
      outboundType: "loadBalancer",
    },
    ...(args.apiServerRanges && { apiServerAccessProfile: { authorizedIPRanges: [...args.apiServerRanges] } }),
    tags: args.tags,
    autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
  };
}

/** Decodes the administrator's kubeconfig. What Azure returns carries no secret mark: it gets one before it is looked into. */
function adminKubeconfig(
  args: AksClusterArgs,
  cluster: pulumi.Resource,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const credentials = containerservice.listManagedClusterAdminCredentialsOutput(
    { resourceGroupName: args.resourceGroup, resourceName: args.clusterName },
    { parent, dependsOn: [cluster] },
  );
  return pulumi.secret(credentials).apply(({ kubeconfigs }) => {
    const encoded = kubeconfigs[0]?.value;
    if (encoded === undefined) {
      throw refusal(`Azure returned no administrator's kubeconfig for the cluster ${args.clusterName}.`);
    }
    return Buffer.from(encoded, "base64").toString("utf8");
  });
}
