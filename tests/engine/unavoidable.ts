import { secondsToMake } from "../../rehearse/critical-path";

const group = "azure-native:resources:ResourceGroup";
const cluster = "azure-native:containerservice:ManagedCluster";
const pool = "azure-native:containerservice:AgentPool";
const address = "azure-native:network:PublicIPAddress";
const namespace = "kubernetes:core/v1:Namespace";
const wall = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const volume = "kubernetes:core/v1:PersistentVolumeClaim";
const deployment = "kubernetes:apps/v1:Deployment";
const release = "kubernetes:helm.sh/v3:Release";
const patch = "kubernetes:core/v1:ServicePatch";

/** Types of resources of which each must be there before the next can be made. */
export type Chain = readonly string[];

/**
 * A cluster stands in a resource group. The addresses stand in the node resource group, which the cluster makes. BinderHub must be
 * told its hub's address, and its Services claim the addresses. The chart makes the Services, and cannot be told what the patches say.
 */
const hub: Chain = [group, cluster, address, release, patch];

/** A pool is added to a cluster that is there. The release need not wait for it. */
const pools: Chain = [group, cluster, pool];

/** A release is installed into a namespace. No build may run before the policy around builds is there: a rule of this project. */
const walledHub: Chain = [namespace, wall, release];

/** There is no hub before the registry that it pushes to: a rule of this project as well. The registry needs its volume. */
const hubWithRegistry: Chain = [namespace, volume, deployment, release];

/**
 * What has to be made one after the other, whatever program does it: written down from what Azure, Kubernetes and Helm ask for (and
 * from two rules of this project, which say so), and not read off the program, which is measured by it.
 */
export const unavoidable = {
  dev: [hub],
  prod: [hub, pools],
  local: [walledHub, hubWithRegistry],
} as const;

/** Seconds that a chain takes. */
export function lengthOf(chain: Chain): number {
  return chain.reduce((sum, type) => sum + secondsToMake(type), 0);
}

/** The longest of some chains. */
export function longestOf(chains: readonly Chain[]): Chain {
  return chains.reduce((some, other) => (lengthOf(other) > lengthOf(some) ? other : some));
}

/** Type of the resource that a chain ends with. */
export function endOf(chain: Chain): string {
  return chain.at(-1) ?? "";
}
