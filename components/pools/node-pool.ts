import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
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
  /** Kubernetes version of its nodes, as `major.minor`. @default the control plane's when the pool is made */
  readonly kubernetesVersion?: string;
  /** Tags of the pool. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** The cluster, which takes the pool with it when it goes. */
  readonly cluster: pulumi.Resource;
  /** A pool that is changed before this one. @default none */
  readonly after?: pulumi.Resource;
  /** What is there already, so that what Azure and others wrote is left alone. @default nothing is known of it */
  readonly standing?: StandingOf;
}

/**
 * A node pool beside the system pool, as a resource of its own: AKS cannot add a pool to the ones that a cluster was made with, and
 * an edit of one there touches them all.
 */
export class NodePool extends pulumi.ComponentResource {
  constructor(name: string, args: NodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:azure:NodePool", name, {}, opts);
    const poolName = `${name}-pool`;
    const asked = agentPool(args);
    const kept = keep(asked, args.standing?.(poolName), withWhatOthersWrote);
    const pool = new containerservice.AgentPool(poolName, kept.args, {
      parent: this,
      dependsOn: args.after === undefined ? args.cluster : [args.cluster, args.after],
      deletedWith: args.cluster,
      // Another VM size means another pool, and it has to have the same name.
      deleteBeforeReplace: true,
      // Azure refuses to change these of a pool that exists, and the provider does not know it of them as it does of the size.
      replaceOnChanges: ["scaleSetPriority", "availabilityZones"],
      ignoreChanges: kept.ignoreChanges,
    });
    this.registerOutputs({ asked: pool.id.apply(() => ({ [poolName]: asked })) });
  }
}

/**
 * The pools that the settings name. New ones are made side by side, as AKS allows; those that are there are changed one after the
 * other, so that never all of them at a time lose nodes to an upgrade.
 * @see https://github.com/Azure/AKS/issues/1913 for pools at a time
 */
export function nodePools(
  {
    pools,
    ...place
  }: Pick<NodePoolArgs, "resourceGroup" | "clusterName" | "kubernetesVersion"> & {
    readonly pools: Readonly<Record<string, Pool>>;
  },
  shared: Pick<NodePoolArgs, "tags" | "standing" | "cluster">,
): void {
  const { resourceGroup, clusterName, kubernetesVersion } = place;
  let last: NodePool | undefined;
  for (const [poolName, pool] of Object.entries(pools)) {
    const name = `pool-${poolName}`;
    const after = shared.standing?.(`${name}-pool`) === undefined ? undefined : last;
    last = new NodePool(name, { resourceGroup, clusterName, kubernetesVersion, ...shared, poolName, pool, after });
  }
}

function agentPool({ poolName, resourceGroup, clusterName, pool, kubernetesVersion, tags }: NodePoolArgs) {
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
    nodeTaints: [...nodeTaints],
    ...(kubernetesVersion !== undefined && { orchestratorVersion: kubernetesVersion }),
    ...(pool.zones && { availabilityZones: [...pool.zones] }),
    ...(pool.spot && { scaleSetPriority: "Spot", scaleSetEvictionPolicy: "Delete", spotMaxPrice: -1 }),
    ...(!pool.spot && { upgradeSettings: { maxSurge: "1" } }),
    ...(tags && { tags }),
  };
}

/** The request for a pool that is there: with as many nodes as the autoscaler has given it, as far as its range allows. */
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
