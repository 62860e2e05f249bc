import type * as containerservice from "@pulumi/azure-native/containerservice";
import { at, isRecord } from "../../settings/untyped";
import { keepTags, withForeignItems, withForeignProperties } from "../../standing";
import { type EntraAccess } from "./entra-access";
import { logAgent, withoutLogAgent } from "./log-agent";
import { type NodeProxy } from "../network/nodes";
import { type PoolMarks, settable, withWhatOthersWroteOfPool } from "../pools/foreign";
import { corePoolLabels } from "../pools/values";
import type * as pulumi from "@pulumi/pulumi";

/** What a managed cluster needs. Names are plain strings: they must be known before anything exists. */
export interface ManagedClusterArgs {
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
  /** What Azure promises for the control plane, and its price. */
  readonly tier: "Free" | "Standard" | "Premium";
  /** Kubernetes versions that AKS takes by itself. @default `patch` if a version is set, else `stable` */
  readonly upgradeChannel?: "stable" | "patch" | "none";
  /** What enforces NetworkPolicies. */
  readonly networkPolicy: "cilium" | "calico" | "none";
  /** Address ranges that may reach the API server. @default everybody, with credentials */
  readonly apiServerRanges?: readonly string[];
  /** Login with Entra ID in place of local accounts. @default local accounts */
  readonly entraAccess?: EntraAccess;
  /** Proxy with which nodes pull images. @default none */
  readonly nodeProxy?: NodeProxy;
  /** Whether AKS's agent sends numbers to Azure's Prometheus. @default false */
  readonly metrics?: boolean;
  /** Whether AKS's agent collects logs. It needs a workspace for them. @default false */
  readonly logs?: boolean;
  /** Tags of resource group and cluster. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The only pool that is part of the cluster resource. Every other pool is a resource of its own. */
const systemPool = "system";

/** No labels and annotations of objects become labels of numbers. AKS answers with both texts. */
const noLabels = { kubeStateMetrics: { metricLabelsAllowlist: "", metricAnnotationsAllowList: "" } };

/** The request for a cluster that does not exist yet. */
export function managedCluster(args: ManagedClusterArgs) {
  return {
    resourceName: args.clusterName,
    resourceGroupName: args.resourceGroup,
    nodeResourceGroup: args.nodeResourceGroup,
    location: args.location,
    dnsPrefix: args.dnsPrefix,
    ...(args.kubernetesVersion !== undefined && { kubernetesVersion: args.kubernetesVersion }),
    sku: { name: "Base", tier: args.tier },
    // The tier alone gives no second year of support. To leave the tier, the plan must be named too.
    // https://learn.microsoft.com/azure/aks/long-term-support#enable-long-term-support
    supportPlan: args.tier === "Premium" ? "AKSLongTermSupport" : "KubernetesOfficial",
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
    ...(args.entraAccess && entraLogin(args.entraAccess)),
    ...(args.nodeProxy && { httpProxyConfig: args.nodeProxy }),
    ...(args.metrics === true && {
      azureMonitorProfile: {
        metrics: { ...noLabels, enabled: true },
      },
    }),
    ...(args.logs === true && { addonProfiles: logAgent }),
    tags: args.tags,
    autoUpgradeProfile: {
      // A version that is set stays until it is set anew. Without one, `patch` would stay on a minor version that has ended.
      // https://learn.microsoft.com/azure/aks/auto-upgrade-cluster
      upgradeChannel: args.upgradeChannel ?? (args.kubernetesVersion === undefined ? "stable" : "patch"),
      nodeOSUpgradeChannel: "NodeImage",
    },
  };
}

/**
 * Login with Entra ID alone. AKS takes the tenant of the subscription.
 * @see https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id
 * @see https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad
 */
function entraLogin({ adminGroups, azureRbac }: EntraAccess) {
  return {
    aadProfile: {
      managed: true,
      enableAzureRBAC: azureRbac,
      ...(adminGroups.length > 0 && { adminGroupObjectIDs: [...adminGroups] }),
    },
    disableLocalAccounts: true,
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
  ...(["publicNetworkAccess", "securityProfile", "serviceMeshProfile", "storageProfile"] as const),
  ...(["upgradeSettings", "workloadAutoScalerProfile"] as const),
] satisfies (keyof containerservice.ManagedClusterArgs)[];

/** The same for its network. */
const othersWriteOfNetwork = ["advancedNetworking", "loadBalancerProfile", "natGatewayProfile"];

/**
 * The request for a cluster that exists. It contains every pool as it is at the moment, and what others added. Azure lists all pools in the
 * cluster. A request that leaves out a pool, or has an old count, would change more than the settings ask for.
 * @see https://github.com/Azure/AKS/issues/1511
 */
export function withWhatOthersWrote(asked: ClusterArgs, live: Properties, before: unknown): ClusterArgs {
  const [system, ...none] = asked.agentPoolProfiles;
  if (system === undefined || none.length > 0) throw new Error("a cluster is asked for with one pool");
  const pools = Array.isArray(live.agentPoolProfiles) ? live.agentPoolProfiles.filter(isRecord) : [];
  const profiles = pools.map((pool) =>
    pool.name === systemPool ? systemPoolAsIs(system, pool, systemPoolIn(before)) : (settable(pool) as typeof system),
  );
  const network = isRecord(live.networkProfile) ? live.networkProfile : {};
  const all = withForeignProperties(keepTags(asked, live, before), othersWrite, live, before);
  return {
    ...all,
    ...(isSwitchedOff(asked, before) && { azureMonitorProfile: { metrics: { ...noLabels, enabled: false } } }),
    ...withoutLogAgent(asked, before, all.addonProfiles),
    ...(asked.aadProfile && {
      aadProfile: { ...all.aadProfile, ...withForeignGroups(asked.aadProfile, live, before) },
    }),
    ...(asked.httpProxyConfig && {
      httpProxyConfig: { ...all.httpProxyConfig, ...withForeignHosts(asked.httpProxyConfig, live, before) },
    }),
    networkProfile: withForeignProperties(asked.networkProfile, othersWriteOfNetwork, network, undefined),
    agentPoolProfiles: profiles,
  };
}

/** An agent that is no longer asked for must be switched off: without a word of it, AKS leaves it as it is (assumed). */
function isSwitchedOff(asked: ClusterArgs, before: unknown): boolean {
  return asked.azureMonitorProfile === undefined && at(before, "azureMonitorProfile", "metrics", "enabled") === true;
}

/**
 * Login with Entra ID as asked for, with groups of administrators that a policy added.
 * @see https://github.com/Azure/azure-policy/blob/master/built-in-policies/policyDefinitions/Kubernetes/AKS_AAD_AdminGroup_DINE.json
 */
function withForeignGroups(asked: NonNullable<ClusterArgs["aadProfile"]>, live: Properties, before: unknown) {
  const path = ["aadProfile", "adminGroupObjectIDs"] as const;
  const groups = withForeignItems(asked.adminGroupObjectIDs, at(live, ...path), at(before, ...path));
  return { ...asked, ...(groups !== undefined && { adminGroupObjectIDs: groups }) };
}

/**
 * The proxy as asked for, with hosts that AKS added to those that are reached without it.
 * @see https://github.com/hashicorp/terraform-provider-azurerm/pull/14177
 */
function withForeignHosts(asked: NodeProxy, live: Properties, before: unknown): NodeProxy {
  const path = ["httpProxyConfig", "noProxy"] as const;
  return { ...asked, noProxy: withForeignItems(asked.noProxy, at(live, ...path), at(before, ...path)) ?? [] };
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
