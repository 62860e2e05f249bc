import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import { type Pool } from "../settings/pools";
import { poolShape } from "../values/pools";

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
  /** Tags of the pool. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** The cluster, which takes the pool with it when it goes. */
  readonly cluster: pulumi.Resource;
}

/**
 * A node pool beside the system pool, as a resource of its own: AKS cannot add a pool to the ones that a cluster was made with, and
 * an edit of one there touches them all.
 */
export class NodePool extends pulumi.ComponentResource {
  constructor(name: string, args: NodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:azure:NodePool", name, {}, opts);
    const { pool } = args;
    const { nodeLabels, nodeTaints, enableAutoScaling } = poolShape(pool);
    new containerservice.AgentPool(
      `${name}-pool`,
      {
        agentPoolName: args.poolName,
        resourceGroupName: args.resourceGroup,
        resourceName: args.clusterName,
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
        ...(pool.zones && { availabilityZones: [...pool.zones] }),
        ...(pool.spot && { scaleSetPriority: "Spot", scaleSetEvictionPolicy: "Delete", spotMaxPrice: -1 }),
        ...(!pool.spot && { upgradeSettings: { maxSurge: "1" } }),
        ...(args.tags && { tags: args.tags }),
      },
      {
        parent: this,
        dependsOn: args.cluster,
        deletedWith: args.cluster,
        // Another VM size means another pool, and it has to have the same name.
        deleteBeforeReplace: true,
        // Azure refuses to change these of a pool that exists, and the provider does not know it of them as it does of the size.
        replaceOnChanges: ["scaleSetPriority", "availabilityZones"],
        // How many nodes there are at the moment is the autoscaler's to say.
        ignoreChanges: enableAutoScaling ? ["count"] : [],
      },
    );
    this.registerOutputs();
  }
}
