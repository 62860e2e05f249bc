import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import { type Home } from "../home";
import { type Pool } from "./settings";
import { keep, type StandingOf } from "../../standing";
import { poolShape } from "./values";
import { withWhatOthersWroteOfPool } from "./foreign";

/** What {@link NodePool} needs. Names are plain strings: they must be known before anything exists. */
export interface NodePoolArgs {
  /** Name of the pool. */
  readonly poolName: string;
  /** Resource group of the cluster. */
  readonly resourceGroup: string;
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Size, autoscaling, spot, zones. */
  readonly pool: Pool;
  /** Taints of its nodes beside those of all pools, as AKS writes them. @default none */
  readonly taints?: readonly string[];
  /** Kubernetes version of its nodes, as `major.minor`. @default the control plane's when the pool is made */
  readonly kubernetesVersion?: string;
  /** Tags of the pool. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** The cluster. The pool is deleted with it. */
  readonly cluster: pulumi.Resource;
  /** A pool that is changed before this one. @default none */
  readonly after?: pulumi.Resource;
  /** What is known about it already, so that what Azure and others wrote is left alone. @default nothing is known */
  readonly standing?: StandingOf;
}

/**
 * A node pool in addition to the system pool. It is a resource of its own, because AKS cannot add a pool to the list that a cluster was made with,
 * and because an edit of one pool in that list touches all of them.
 */
export class NodePool extends pulumi.ComponentResource {
  constructor(name: string, args: NodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:azure:NodePool", name, { ...args, cluster: undefined, after: undefined }, opts);
    const poolName = `${name}-pool`;
    const asked = agentPool(args);
    const kept = keep(asked, args.standing?.(poolName), withWhatOthersWrote);
    const pool = new containerservice.AgentPool(poolName, kept.args, {
      parent: this,
      dependsOn: args.after === undefined ? args.cluster : [args.cluster, args.after],
      deletedWith: args.cluster,
      // Another VM size needs a new pool with the same name, so the old one must be deleted first.
      deleteBeforeReplace: true,
      // Azure refuses to change these properties of an existing pool. The provider knows this about the size, but not about these.
      replaceOnChanges: ["scaleSetPriority", "availabilityZones"],
      ignoreChanges: kept.ignoreChanges,
    });
    this.registerOutputs({ asked: pool.id.apply(() => ({ [poolName]: asked })) });
  }
}

/**
 * The pools in the settings. New pools are made at the same time, which AKS allows. Existing pools are changed one after the other, so that an
 * upgrade never takes nodes from all pools at once.
 * @see https://github.com/Azure/AKS/issues/1913 for pools at a time
 * @param kind what the names of the resources begin with
 */
export function nodePools(
  {
    pools,
    ...place
  }: Pick<NodePoolArgs, "resourceGroup" | "clusterName" | "kubernetesVersion"> & {
    readonly pools: Readonly<Record<string, Pool>>;
  },
  {
    taints,
    ...shared
  }: Pick<NodePoolArgs, "tags" | "standing" | "cluster"> & {
    /** By pool. */
    readonly taints?: Readonly<Record<string, readonly string[]>>;
  },
  { prefix, parent }: Home = { prefix: "" },
  kind = "pool",
): void {
  const { resourceGroup, clusterName, kubernetesVersion } = place;
  let last: NodePool | undefined;
  for (const [poolName, pool] of Object.entries(pools)) {
    const name = `${prefix}${kind}-${poolName}`;
    const after = shared.standing?.(`${name}-pool`) === undefined ? undefined : last;
    const own = taints?.[poolName];
    const args = { resourceGroup, clusterName, kubernetesVersion, ...shared, poolName, pool, after };
    last = new NodePool(name, { ...args, ...(own && { taints: own }) }, { parent });
  }
}

function agentPool({ poolName, resourceGroup, clusterName, pool, taints = [], kubernetesVersion, tags }: NodePoolArgs) {
  const { nodeLabels, nodeTaints, enableAutoScaling } = poolShape(pool);
  return {
    agentPoolName: poolName,
    resourceGroupName: resourceGroup,
    resourceName: clusterName,
    mode: "User",
    type: "VirtualMachineScaleSets",
    osType: "Linux",
    osSKU: "Ubuntu",
    vmSize: pool.vmSize,
    count: pool.min,
    enableAutoScaling,
    ...(enableAutoScaling && { minCount: pool.min, maxCount: pool.max }),
    nodeLabels,
    nodeTaints: [...nodeTaints, ...taints],
    ...(kubernetesVersion !== undefined && { orchestratorVersion: kubernetesVersion }),
    ...(pool.zones && { availabilityZones: [...pool.zones] }),
    ...(pool.spot && { scaleSetPriority: "Spot", scaleSetEvictionPolicy: "Delete", spotMaxPrice: -1 }),
    ...(!pool.spot && { upgradeSettings: { maxSurge: "1" } }),
    // What is not said stays as AKS has it: it installs the driver. https://learn.microsoft.com/azure/aks/nvidia-gpu-operator
    ...(pool.gpuDriver && { gpuProfile: { driver: pool.gpuDriver === "azure" ? "Install" : "None" } }),
    ...(tags && { tags }),
  };
}

/** The request for a pool that exists. It has the autoscaler's number of nodes, or the nearest number in its range. */
function withWhatOthersWrote(
  asked: ReturnType<typeof agentPool>,
  live: Readonly<Record<string, unknown>>,
  before: unknown,
) {
  const { minCount, maxCount } = asked;
  const count =
    minCount === undefined || maxCount === undefined || typeof live.count !== "number"
      ? asked.count
      : Math.min(Math.max(live.count, minCount), maxCount);
  return { ...withWhatOthersWroteOfPool(asked, live, before), count };
}
