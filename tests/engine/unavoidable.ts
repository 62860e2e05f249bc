import { durations, type Timed } from "../../sandbox/durations";

/** An operation on a resource type. */
type Step = readonly [Timed, type: string];

const group = "azure-native:resources:ResourceGroup";
const cluster = "azure-native:containerservice:ManagedCluster";
const pool = "azure-native:containerservice:AgentPool";
const address = "azure-native:network:PublicIPAddress";
const namespace = "kubernetes:core/v1:Namespace";
const wall = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const volume = "kubernetes:core/v1:PersistentVolumeClaim";
const deployment = "kubernetes:apps/v1:Deployment";
const release = "kubernetes:helm.sh/v3:Release";

/**
 * A cluster stands in a resource group. The addresses stand in the node resource group, which the cluster makes. BinderHub must be
 * told its hub's address, and its Services claim the addresses.
 */
const hub: readonly Step[] = [
  ["create", group],
  ["create", cluster],
  ["create", address],
  ["create", release],
];

/** A pool is added to a cluster that is there. The release need not wait for it. */
const pools: readonly Step[] = [
  ["create", group],
  ["create", cluster],
  ["create", pool],
];

/** A release is installed into a namespace. No build may run before the policy around builds is there: a rule of this project. */
const walledHub: readonly Step[] = [
  ["create", namespace],
  ["create", wall],
  ["create", release],
];

/** There is no hub before the registry that it pushes to: a rule of this project as well. The registry needs its volume. */
const hubWithRegistry: readonly Step[] = [
  ["create", namespace],
  ["create", volume],
  ["create", deployment],
  ["create", release],
];

/** Azure deletes what is in the cluster with the cluster; the group is ours to delete when the cluster is gone. */
const clusterGoes: readonly Step[] = [
  ["delete", cluster],
  ["delete", group],
];

/** The cluster stays: the release is uninstalled, as some of it stands outside of the namespace, and then the namespace goes. */
const hubGoes: readonly Step[] = [
  ["delete", release],
  ["delete", namespace],
];

/**
 * What has to happen one after the other, whatever program does it: written down from what Azure, Kubernetes and Helm ask for (and
 * from two rules of this project, which say so), and not read off the program, which is measured by it.
 */
export const unavoidable = {
  dev: { up: [hub], destroy: [clusterGoes] },
  prod: { up: [hub, pools], destroy: [clusterGoes] },
  local: { up: [walledHub, hubWithRegistry], destroy: [hubGoes] },
} as const;

/** Seconds that a chain takes. */
export function lengthOf(chain: readonly Step[]): number {
  return chain.reduce((sum, [operation, type]) => sum + (durations[type]?.[operation]?.seconds ?? NaN), 0);
}

/** Type of the resource that a chain ends with. */
export function endOf(chain: readonly Step[]): string {
  return chain.at(-1)?.[1] ?? "";
}
