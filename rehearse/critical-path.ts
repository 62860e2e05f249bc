import { nameAndType } from "../sandbox/events";
import { dependenciesOf, type StateResource } from "../sandbox/state";

/** A resource on a path, and how long it takes to make. */
export interface Step {
  /** Last part of its type: `ManagedCluster`. */
  readonly type: string;
  readonly seconds: number;
}

/** Resources that are made one after the other. Those that take no time are left out. */
export interface Path {
  readonly seconds: number;
  readonly steps: readonly Step[];
}

const nothing: Path = { seconds: 0, steps: [] };

/**
 * What an `up` spends its time on: the longest path through the dependencies.
 *
 * @param resources the state after an `up` that made all of them
 */
export function criticalPath(resources: readonly StateResource[]): Path {
  return longest([...pathsTo(resources).values()]);
}

/**
 * The longest path that ends with each resource, by URN. A resource begins when everything is there that it depends on, as the engine
 * has recorded it. Any number of resources can be made at the same time.
 *
 * @param resources in the order of a state: each comes after what it depends on
 */
export function pathsTo(resources: readonly StateResource[]): ReadonlyMap<string, Path> {
  const paths = new Map<string, Path>();
  for (const resource of resources) {
    const before = longest(dependenciesOf(resource).flatMap((urn) => paths.get(urn) ?? []));
    const step = { type: nameAndType(resource.urn).type, seconds: secondsFor(resource) };
    const path = { seconds: before.seconds + step.seconds, steps: [...before.steps, step] };
    paths.set(resource.urn, step.seconds === 0 ? before : path);
  }
  return paths;
}

function longest(paths: readonly Path[]): Path {
  return paths.reduce((some, other) => (other.seconds > some.seconds ? other : some), nothing);
}

function secondsFor({ type, custom, external }: StateResource): number {
  // Components, providers and random values are in Pulumi's state only.
  if (!custom || /^(pulumi|random):/.test(type)) return 0;
  return external ? smallThing : secondsToMake(type);
}

/** Seconds that it takes to make a resource of a type that is in a cloud. */
export function secondsToMake(type: string): number {
  return times[type]?.seconds ?? smallThing;
}

/** Seconds for an object in Kubernetes, or for reading something that is there. Assumed. */
const smallThing = 1;

/** A time, and the log that shows it. It is one case, not an average. On another day Azure may take three times as long. */
interface Time {
  readonly seconds: number;
  readonly source: string;
}

/** By resource type. */
export const times: Readonly<Record<string, Time>> = {
  "azure-native:resources:ResourceGroup": {
    seconds: 1,
    source:
      "https://github.com/baoduy/hbd.astro-paper/blob/10e5416aa9e630bd1b45c7b0f52e091a26618806/src/content/blog/az-03-pulumi-private-aks-hub-vnet-development.md",
  },
  "azure-native:containerservice:ManagedCluster": {
    seconds: 274,
    source: "https://github.com/tusharshahrs/pulumi-home/tree/main/azure-ts-aks-managed-profile",
  },
  // Two pools at the same time. The log ends at this number, before they are ready: so it takes at least this long.
  "azure-native:containerservice:AgentPool": {
    seconds: 160,
    source: "https://github.com/agones-dev/agones/pull/2165",
  },
  "azure-native:network:PublicIPAddress": {
    seconds: 4,
    source:
      "https://github.com/baoduy/hbd.astro-paper/blob/10e5416aa9e630bd1b45c7b0f52e091a26618806/src/content/blog/az-03-pulumi-private-aks-hub-vnet-development.md",
  },
  "azure-native:containerregistry:Registry": {
    seconds: 17,
    source: "https://github.com/turbot/steampipe-plugin-azure/pull/196",
  },
  "azure-native:authorization:RoleAssignment": {
    seconds: 27,
    source: "https://github.com/csirkepaprikas/M12_KafkaStreams_PYTHON_AZURE",
  },
  "azure-native:keyvault:Vault": { seconds: 30, source: "assumed" },
  "azure-native:keyvault:Key": { seconds: 2, source: "assumed" },
  "azure-native:storage:StorageAccount": { seconds: 20, source: "assumed" },
  // JupyterHub's chart on a cluster in OpenStack.
  "kubernetes:helm.sh/v3:Release": {
    seconds: 84,
    source: "https://www.zonca.dev/posts/2026-04-22-deploy-jupyterhub-openstack-magnum-tofu",
  },
  // An image to pull, and a volume to make.
  "kubernetes:apps/v1:Deployment": { seconds: 20, source: "assumed" },
};
