import { isRecord } from "../untyped";
import { type Clouds, type Thing } from "../clouds";
import { type Properties } from "../model";
import { removeCluster } from "./clusters";
import { tokens } from "./ids";
import { poolId } from "./pools";
import { poolShape } from "./pool-shape";
import { power } from "./power";
import { minorOf } from "./versions";
import { worldOf } from "./world";

// What Azure and people do between two runs of the program.

/** The autoscaler has other nodes than before. @see https://learn.microsoft.com/azure/aks/cluster-autoscaler-overview */
export function autoscalerMoved(clouds: Clouds, pool: string, count: number): void {
  clouds.edit(idOf(clouds, tokens.pool, pool), { count });
}

/** Azure has put a new image on the nodes of every pool. @see https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image */
export function nodeImageUpgraded(clouds: Clouds, nodeImageVersion = "AKSUbuntu-2204gen2containerd-202511.11.0"): void {
  for (const [id] of clouds.ofType(tokens.pool)) clouds.edit(id, { nodeImageVersion });
}

/**
 * Azure has upgraded every cluster, control plane and nodes, to the next patch version, as the channel `patch` does. If the program
 * asked for a minor version, cluster and pools now show the patch version instead.
 * @see https://github.com/Azure/AKS/issues/3573 for the cluster, and https://github.com/Azure/AKS/issues/4127 for the pools
 */
export function patchVersionMoved(clouds: Clouds): void {
  upgrade(clouds, (version) => version.replace(/\d+$/, (patch) => String(Number(patch) + 1)));
}

/** Azure has upgraded every cluster to the next minor version, as the channels `stable` and `rapid` do, or when a version is no longer supported. */
export function minorUpgraded(clouds: Clouds): void {
  upgrade(clouds, (version) => `1.${minorOf(version) + 1}.1`);
}

function upgrade(clouds: Clouds, next: (version: string) => string): void {
  for (const [cluster, { properties }] of clouds.ofType(tokens.cluster)) {
    const version = next(String(properties.currentKubernetesVersion));
    clouds.edit(cluster, { kubernetesVersion: version, currentKubernetesVersion: version });
    for (const [pool] of clouds.ofType(tokens.pool)) {
      if (pool.startsWith(`${cluster}/`)) {
        clouds.edit(pool, { orchestratorVersion: version, currentOrchestratorVersion: version });
      }
    }
  }
}

/** A person stopped every cluster. */
export function clustersStopped(clouds: Clouds): void {
  for (const [id] of clouds.ofType(tokens.cluster)) power(clouds, id, "Stopped");
}

/** The same clusters run again. */
export function clustersStarted(clouds: Clouds): void {
  for (const [id] of clouds.ofType(tokens.cluster)) power(clouds, id, "Running");
}

/**
 * A policy of the subscription adds a tag to everything that is there (a remediation), and to every request from now on.
 * @see https://learn.microsoft.com/azure/governance/policy/tutorials/govern-tags
 * @param type token of the only type that the policy is for @default all types that have tags
 */
export function policyAddedTag(clouds: Clouds, key: string, value: string, type?: string): void {
  if (type === undefined) worldOf(clouds).policyTags.set(key, value);
  for (const [id, thing] of clouds.all()) {
    if (isTaggable(thing) && (type === undefined || thing.type === type)) personTagged(clouds, id, key, value);
  }
}

/** Somebody has deleted something in the portal. @param what its id, the end of its id, or its type's token */
export function personDeleted(clouds: Clouds, what: string): void {
  const id = find(clouds, what);
  if (clouds.get(id)?.type === tokens.cluster) removeCluster(clouds, id);
  else clouds.remove(id);
}

/** Somebody has given a pool other nodes than before. */
export function personResized(clouds: Clouds, pool: string, count: number): void {
  clouds.edit(idOf(clouds, tokens.pool, pool), { count });
}

/** Somebody has set a tag, or removed it. @param what its id, the end of its id, or its type's token */
export function personTagged(clouds: Clouds, what: string, key: string, value: string | undefined): void {
  const id = find(clouds, what);
  const { tags } = clouds.get(id)?.properties ?? {};
  const others = Object.entries(isRecord(tags) ? tags : {}).filter(([name]) => name !== key);
  clouds.edit(id, { tags: { ...Object.fromEntries(others), ...(value !== undefined && { [key]: value }) } });
}

/** Somebody, a policy, or Azure itself has changed properties. @param what its id, the end of its id, or its type's token */
export function personEdited(clouds: Clouds, what: string, changes: Properties): void {
  clouds.edit(find(clouds, what), changes);
}

/** Somebody has made a node pool in a cluster. @returns its id */
export function personAddedPool(clouds: Clouds, name: string, properties: Properties): string {
  const [cluster, { properties: made }] = onlyOf(clouds, tokens.cluster);
  const version = String(made.currentKubernetesVersion);
  const versions = { orchestratorVersion: version, currentOrchestratorVersion: version };
  const id = poolId(cluster, name);
  clouds.put(id, { type: tokens.pool, properties: poolShape(name, properties, versions, made.networkProfile) });
  return id;
}

/** Somebody has given somebody a role on a resource. @returns its id */
export function personGaveRole(clouds: Clouds, what: string, properties: Properties): string {
  const id = `${find(clouds, what)}/providers/Microsoft.Authorization/roleAssignments/theirs`;
  clouds.put(id, { type: tokens.assignment, properties });
  return id;
}

/**
 * Somebody has planned when Azure may bring AKS's own weekly releases to a cluster. The plan is a resource below the cluster.
 * @see https://learn.microsoft.com/azure/aks/planned-maintenance
 * @returns its id
 */
export function personPlannedMaintenance(clouds: Clouds, properties: Properties): string {
  const [cluster] = onlyOf(clouds, tokens.cluster);
  const id = `${cluster}/maintenanceConfigurations/default`;
  clouds.put(id, { type: "azure-native:containerservice:MaintenanceConfiguration", properties });
  return id;
}

function onlyOf(clouds: Clouds, type: string): [string, Thing] {
  const [found] = clouds.ofType(type);
  if (found === undefined) throw new Error(`nothing in the clouds is a ${type}`);
  return found;
}

function find(clouds: Clouds, what: string): string {
  const found = clouds.all().find(([id, { type }]) => id === what || type === what || id.endsWith(`/${what}`));
  if (found === undefined) throw new Error(`nothing in the clouds is called ${what}`);
  return found[0];
}

function idOf(clouds: Clouds, type: string, name: string): string {
  const found = clouds.ofType(type).find(([id]) => id.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`nothing in the clouds is a ${type} called ${name}`);
  return found[0];
}

/** Whether a resource can have tags. Role assignments and DNS records cannot. */
function isTaggable({ type }: Thing): boolean {
  const taggable = [tokens.group, tokens.cluster, tokens.pool, tokens.address, tokens.registry, tokens.storageAccount];
  return taggable.some((token) => token === type);
}
