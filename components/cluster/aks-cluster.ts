import * as containerservice from "@pulumi/azure-native/containerservice";
import * as resources from "@pulumi/azure-native/resources";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "../../settings/refusal";
import { at, isRecord } from "../../settings/untyped";
import {
  keep,
  keepTags,
  type StandingOf,
  withForeignEntries,
  withForeignItems,
  withForeignProperties,
} from "../../standing";
import { corePoolLabels } from "../pools/values";
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
  /** Kubernetes version of control plane and nodes, as `major.minor`. @default what AKS makes its default */
  readonly kubernetesVersion?: pulumi.Input<string>;
  /** What enforces NetworkPolicies. */
  readonly networkPolicy: "cilium" | "calico" | "none";
  /** Address ranges that may reach the API server. @default everybody, with credentials */
  readonly apiServerRanges?: readonly string[];
  /** Tags of resource group and cluster. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** What is known about it already, so that what Azure and others wrote is left alone. @default nothing is known */
  readonly standing?: StandingOf;
}

/**
 * A resource group and in it an AKS cluster: managed identity, RBAC, no SSH, one system pool of fixed size, overlay network,
 * standard load balancer, patches applied by Azure. The role Contributor is enough.
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
  /** Object id of the identity with which nodes pull images. */
  readonly kubeletIdentity: pulumi.Output<string>;
  /** Administrator's kubeconfig: a secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Kubernetes provider for what runs in the cluster. */
  readonly provider: Provider;

  constructor(name: string, args: AksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:azure:AksCluster", name, {}, opts);
    const [groupName, clusterName] = [`${name}-group`, `${name}-aks`];
    const before = args.standing?.(clusterName);
    const asked = { [groupName]: resourceGroup(args), [clusterName]: managedCluster(args) };
    const group = keep(resourceGroup(args), args.standing?.(groupName), keepTags);
    const cluster = keep(managedCluster(args), before, withWhatOthersWrote);

    this.location = args.location;
    this.resourceGroup = args.resourceGroup;
    this.group = new resources.ResourceGroup(groupName, group.args, {
      parent: this,
      ignoreChanges: group.ignoreChanges,
    });
    this.resource = new containerservice.ManagedCluster(clusterName, cluster.args, {
      parent: this,
      dependsOn: this.group,
      ignoreChanges: cluster.ignoreChanges,
    });
    this.kubeconfig = adminKubeconfig(args, this.resource, this);
    this.provider = new Provider(
      `${name}-kubernetes`,
      { kubeconfig: this.kubeconfig, clusterIdentifier: this.resource.id },
      { parent: this, deletedWith: this.resource },
    );
    this.kubeletIdentity = pulumi.output(kubeletIdentityIn(before?.live) ?? identityOf(this.resource, args));
    this.registerOutputs({
      kubeconfig: this.kubeconfig,
      // Only after both are made: if a run was not completed, the next run asks again.
      asked: pulumi.all([this.group.id, this.resource.id]).apply(() => asked),
    });
  }
}

function resourceGroup({ resourceGroup: resourceGroupName, location, tags }: AksClusterArgs) {
  return { resourceGroupName, location, tags };
}

/** The only pool that is part of the cluster resource. Every other pool is a resource of its own. */
const systemPool = "system";

function managedCluster(args: AksClusterArgs) {
  return {
    resourceName: args.clusterName,
    resourceGroupName: args.resourceGroup,
    nodeResourceGroup: args.nodeResourceGroup,
    location: args.location,
    dnsPrefix: args.dnsPrefix,
    ...(args.kubernetesVersion !== undefined && { kubernetesVersion: args.kubernetesVersion }),
    sku: { name: "Base", tier: "Free" },
    // Service principals fail in many institutions' directories; a managed identity needs no rights there.
    identity: { type: "SystemAssigned" as const },
    enableRBAC: true,
    agentPoolProfiles: [
      {
        name: systemPool,
        mode: "System",
        type: "VirtualMachineScaleSets",
        osType: "Linux",
        osSKU: "Ubuntu",
        vmSize: args.vmSize,
        count: args.nodeCount,
        nodeLabels: corePoolLabels,
        // Upgraded together with the control plane, as `az aks upgrade` does. Without it, only the control plane is upgraded.
        // https://github.com/Azure/azure-cli/blob/dev/src/azure-cli/azure/cli/command_modules/acs/custom.py `aks_upgrade`
        ...(args.kubernetesVersion !== undefined && { orchestratorVersion: args.kubernetesVersion }),
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

type ClusterArgs = ReturnType<typeof managedCluster>;
type Properties = Readonly<Record<string, unknown>>;

/**
 * What Azure Policy and people write into a cluster, and what a request without it might remove. Properties that make azure-native replace the
 * cluster are not in this list.
 */
const othersWrite = [
  ...(["aadProfile", "addonProfiles", "aiToolchainOperatorProfile", "apiServerAccessProfile"] as const),
  ...(["autoScalerProfile", "autoUpgradeProfile", "azureMonitorProfile", "bootstrapProfile"] as const),
  ...(["disableLocalAccounts", "httpProxyConfig", "ingressProfile", "metricsProfile"] as const),
  ...(["nodeProvisioningProfile", "nodeResourceGroupProfile", "oidcIssuerProfile", "podIdentityProfile"] as const),
  ...(["publicNetworkAccess", "securityProfile", "serviceMeshProfile", "storageProfile", "supportPlan"] as const),
  ...(["upgradeSettings", "workloadAutoScalerProfile"] as const),
] satisfies (keyof containerservice.ManagedClusterArgs)[];

/** The same of its network. */
const othersWriteOfNetwork = ["advancedNetworking", "loadBalancerProfile", "natGatewayProfile"];

/**
 * The request for a cluster that exists. It contains every pool as it is at the moment, and what others added. Azure lists all pools in the
 * cluster. A request that leaves out a pool, or has an old count, would change more than the settings ask for.
 * @see https://github.com/Azure/AKS/issues/1511
 */
function withWhatOthersWrote(asked: ClusterArgs, live: Properties, before: unknown): ClusterArgs {
  const [system, ...none] = asked.agentPoolProfiles;
  if (system === undefined || none.length > 0) throw new Error("a cluster is asked for with one pool");
  const pools = Array.isArray(live.agentPoolProfiles) ? live.agentPoolProfiles.filter(isRecord) : [];
  const profiles = pools.map((pool) =>
    pool.name === systemPool ? systemPoolAsIs(system, pool, systemPoolIn(before)) : (settable(pool) as typeof system),
  );
  const network = isRecord(live.networkProfile) ? live.networkProfile : {};
  return {
    ...withForeignProperties(keepTags(asked, live, before), othersWrite, live, before),
    networkProfile: withForeignProperties(asked.networkProfile, othersWriteOfNetwork, network, undefined),
    agentPoolProfiles: profiles,
  };
}

/**
 * The system pool as asked for, with what others wrote. It has its version because the other pools have theirs: AKS accepts the versions of all
 * pools, or of none.
 * @see https://github.com/Azure/azure-cli/issues/22807
 */
function systemPoolAsIs<Pool extends PoolMarks>(asked: Pool, live: Properties, before: unknown): Pool {
  const { orchestratorVersion } = live;
  return { orchestratorVersion, ...withWhatOthersWroteOfPool(asked, live, before) };
}

/** The system pool as the last run asked for it. */
function systemPoolIn(before: unknown): unknown {
  return isRecord(before) && Array.isArray(before.agentPoolProfiles) ? before.agentPoolProfiles[0] : undefined;
}

/** A pool as asked for, with labels, taints and tags that others gave it. */
function withForeignMarks<Pool extends PoolMarks>(asked: Pool, live: Properties, before: unknown): Pool {
  const was = isRecord(before) ? before : {};
  const nodeLabels = withForeignEntries(asked.nodeLabels, live.nodeLabels, was.nodeLabels);
  const nodeTaints = withForeignItems(asked.nodeTaints, live.nodeTaints, was.nodeTaints);
  const tags = withForeignEntries(asked.tags, live.tags, was.tags);
  return { ...asked, ...(nodeLabels && { nodeLabels }), ...(nodeTaints && { nodeTaints }), ...(tags && { tags }) };
}

/** A pool as asked for, with everything that others write into it: labels, taints, tags, upgrade settings, power state. */
export function withWhatOthersWroteOfPool<Pool extends PoolMarks>(
  asked: Pool,
  live: Properties,
  before: unknown,
): Pool {
  const others = ["powerState", "scaleDownMode", "upgradeSettings"];
  return withForeignProperties(withForeignMarks(asked, live, before), others, live, before);
}

interface PoolMarks {
  readonly nodeLabels?: Readonly<Record<string, string>>;
  readonly nodeTaints?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** Properties of a pool that Azure reports but does not accept: in `ManagedClusterAgentPoolProfileResponse`, not in `…Args`. */
const toldOnly = new Set(["currentOrchestratorVersion", "eTag", "nodeImageVersion", "provisioningState", "status"]);

function settable(pool: Properties): Properties {
  return Object.fromEntries(Object.entries(pool).filter(([name]) => !toldOnly.has(name)));
}

/** The identity with which the nodes of an existing cluster pull. It never changes, so it is known before anything is done. */
function kubeletIdentityIn(live: Properties | undefined): string | undefined {
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

/** Decodes the administrator's kubeconfig. Azure does not mark it as secret, so it is marked here before it is decoded. */
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
