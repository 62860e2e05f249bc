import { type Clouds } from "../clouds";

/** What is true in the world around a stack. Tests and rehearsals set it. */
export interface World {
  /** Cores that the subscription may use in the region, without spot nodes. */
  cores: number;
  /** Cores that it may use of a family of VM sizes, by the family's name, with the series of these sizes: `Ds_v5`. @default as many as the region has */
  readonly families: Map<string, { readonly cores: number; readonly series: string }>;
  /** Cores that its spot nodes may have. @default as many as the region has */
  spotCores?: number;
  /** Kubeconfig of one real cluster, which Azure then gives for every cluster. @default clusters are simulated too */
  kubeconfig?: string;
  /** Names of container registries that others have. */
  readonly registryNames: Set<string>;
  /** Names of storage accounts that others have. */
  readonly storageNames: Set<string>;
  /** Domain name labels that others have in the region. */
  readonly dnsLabels: Set<string>;
  /** VM sizes that the region, or the subscription, does not have. */
  readonly sizesNotOffered: Set<string>;
  /** VM sizes that the region has no more of for the moment. */
  readonly sizesUsedUp: Set<string>;
  /** VM sizes that run out after the request was accepted, when the nodes are made. */
  readonly sizesThatRunOut: Set<string>;
  /** Ids of clusters to which something else writes when the next request comes. That request is refused. */
  readonly clustersWrittenTo: Set<string>;
  /** Tags that a policy of the subscription adds to everything that can have tags. */
  readonly policyTags: Map<string, string>;
  /** The day in this world. @default today */
  today?: Date;
  /** Whether a policy of the subscription refuses clusters that have local accounts. */
  localAccountsDenied: boolean;
  /** Whether a cluster accepts only one operation on its node pools at a time. AKS accepts requests for different pools. */
  oneOperationPerCluster: boolean;
}

const worlds = new WeakMap<Clouds, World>();

/** The world around the stack that has these clouds. */
export function worldOf(clouds: Clouds): World {
  const known = worlds.get(clouds);
  if (known !== undefined) return known;
  const world: World = {
    cores: 100,
    families: new Map(),
    registryNames: new Set(),
    storageNames: new Set(),
    dnsLabels: new Set(),
    sizesNotOffered: new Set(),
    sizesUsedUp: new Set(),
    sizesThatRunOut: new Set(),
    clustersWrittenTo: new Set(),
    policyTags: new Map(),
    localAccountsDenied: false,
    oneOperationPerCluster: false,
  };
  worlds.set(clouds, world);
  return world;
}
