import { type Change } from "./preview";
import { type Server } from "./runs";

/**
 * What becomes of people's servers. `live`: they go on. `end`: they are stopped. `may`: nothing that is known says which.
 */
export type Fate = "live" | "may" | "end";

/** What a change means for people. */
export interface Consequence {
  /** What happens, as a sentence without a full stop. */
  readonly what: string;
  readonly fate: Fate;
  /** How many servers it is about. */
  readonly servers: number;
}

/** What all of it means for people. */
export interface Outlook {
  readonly consequences: readonly Consequence[];
  readonly fate: Fate;
  /** The servers that are stopped, or may be. */
  readonly ending: readonly Server[];
  /** Whether nobody reaches a server for some seconds. */
  readonly pause: boolean;
}

/** What a rule says of a change: what happens, to whose servers. */
interface Said {
  readonly what: string;
  readonly fate: Fate;
  /** The node pool whose servers it is about. @default all servers */
  readonly pool?: string;
  readonly pause?: boolean;
}

/**
 * What a preview means for people who have a server.
 *
 * @param keepsUsers whether the hub's database outlives its pod. With one in memory, a hub that starts anew knows nobody, and takes their servers from the proxy
 */
export function outlook(changes: readonly Change[], servers: readonly Server[], keepsUsers = true): Outlook {
  const said = merged(changes.flatMap((change) => saidOf(change, keepsUsers) ?? []));
  const of = ({ pool }: Said) =>
    servers.filter((one) => pool === undefined || one.pool === undefined || one.pool === pool);
  const ending = servers.filter((server) => said.some((one) => one.fate !== "live" && of(one).includes(server)));
  const hit = said.filter((one) => of(one).length > 0);
  return {
    consequences: said.map((one) => ({ what: one.what, fate: one.fate, servers: of(one).length })),
    fate: worst(hit.map(({ fate }) => fate)),
    ending,
    pause: said.some(({ pause }) => pause === true),
  };
}

/** Changes that mean the same are told once. What stops servers is told first. */
function merged(all: readonly Said[]): readonly Said[] {
  const fates: readonly Fate[] = ["end", "may", "live"];
  const once = new Map(all.map((one) => [one.what, one]));
  return [...once.values()].sort((a, b) => fates.indexOf(a.fate) - fates.indexOf(b.fate));
}

function worst(fates: readonly Fate[]): Fate {
  if (fates.includes("end")) return "end";
  return fates.includes("may") ? "may" : "live";
}

const lasting = "and the hub's database, with all users and tokens, is deleted with it";

function saidOf(change: Change, keepsUsers: boolean): Said | undefined {
  const { type, name, happening } = change;
  const isGone = happening === "replace" || happening === "delete";
  const verb = happening === "replace" ? "replaced" : "deleted";
  switch (type) {
    case "ManagedCluster":
      if (isGone) return { what: `The cluster is ${verb}, with all that is in it`, fate: "end" };
      return happening === "update" ? clusterChanged(change) : undefined;
    case "AgentPool":
      return poolChanged(change);
    case "Namespace":
      if (isGone) return { what: `The namespace is ${verb}: all servers are in it, ${lasting}`, fate: "end" };
      break;
    case "Release":
      if (name === "binderhub-release") return releaseChanged(happening, verb, keepsUsers);
      break;
    case "PublicIPAddress":
      if (isGone)
        return {
          what: "The hub gets another public address: nobody reaches a server until its name leads there",
          fate: "may",
        };
      break;
    case "PersistentVolumeClaim":
    case "PersistentVolume":
    case "FileShare":
    case "StorageAccount":
      if (isGone) return { what: `${type} ${name} is ${verb}: the files in it are lost`, fate: "may" };
      break;
  }
  return { what: others[happening], fate: "live" };
}

const others: Readonly<Record<Change["happening"], string>> = {
  create: "Something is added beside the hub",
  update: "Something beside the hub changes, such as a ConfigMap or a Secret",
  replace: "Something beside the hub is made anew",
  delete: "Something beside the hub is removed",
};

/**
 * A hub that starts anew leaves servers alone (`cleanup_servers`), finds them in its database, and tells the proxy where they are. The hub's volume is
 * part of the release, and is deleted with it.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/files/hub/jupyterhub_config.py `cleanup_servers`
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/app.py `init_spawners`
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/templates/hub/pvc.yaml
 */
function releaseChanged(happening: Change["happening"], verb: string, keepsUsers: boolean): Said {
  if (happening === "create") return { what: "The hub is installed", fate: "live" };
  if (happening !== "update")
    return { what: `The release is ${verb}: its servers are lost to the hub, ${lasting}`, fate: "end" };
  return keepsUsers
    ? { what: "The hub, its proxy and BinderHub start anew where they change", fate: "live", pause: true }
    : {
        what: "The hub starts anew and forgets all servers, because its database is in memory",
        fate: "end",
        pause: true,
      };
}

/**
 * Properties of a cluster for which AKS replaces nodes, or makes them anew.
 * @see https://learn.microsoft.com/azure/aks/upgrade-aks-cluster
 * @see https://learn.microsoft.com/azure/aks/upgrade-network-policy `all nodes are reimaged`
 * @see https://learn.microsoft.com/azure/aks/http-proxy#update-proxy-configurations
 */
const renewsNodes =
  /^(kubernetesVersion$|agentPoolProfiles\[\d+\]\.(orchestratorVersion|osSKU|vmSize)|networkProfile\.network(Policy|Dataplane|PluginMode)|httpProxyConfig)/;

/** Properties with which nodes go on as they are. */
const leavesNodes =
  /^(tags|sku|autoUpgradeProfile|autoScalerProfile|apiServerAccessProfile|aadProfile|oidcIssuerProfile|securityProfile|addonProfiles|azureMonitorProfile|metricsProfile|disableLocalAccounts|supportPlan|storageProfile|agentPoolProfiles\[\d+\]\.(maxCount|minCount|enableAutoScaling|tags|upgradeSettings))(\.|\[|$)/;

function clusterChanged({ changed }: Change): Said {
  const version = changed.includes("kubernetesVersion");
  if (changed.some((path) => renewsNodes.test(path)))
    return {
      what: version
        ? "Kubernetes is upgraded: first the API server, then the nodes are drained one after another, and servers on them end"
        : "AKS makes the nodes anew: they are drained one after another, and servers on them end",
      fate: "end",
    };
  return changed.every((path) => leavesNodes.test(path))
    ? { what: "Settings of the cluster change, and its nodes go on", fate: "live" }
    : { what: `Settings of the cluster change (${changed.join(", ")}): AKS may make nodes anew for it`, fate: "may" };
}

/**
 * A change of a pool. In an upgrade, AKS adds a node, drains one, and replaces it. Servers are pods that nothing makes again.
 * @see https://learn.microsoft.com/azure/aks/upgrade-aks-cluster#how-upgrades-work
 */
function poolChanged({ name, cloudName, happening, changed }: Change): Said {
  const pool = cloudName ?? /^pool-(.+)-pool$/.exec(name)?.[1] ?? name;
  if (happening === "create") return { what: `The node pool ${pool} is added`, fate: "live" };
  if (happening === "replace" || happening === "delete")
    return { what: `The node pool ${pool} is ${happening}d, and servers on it end`, fate: "end", pool };
  if (changed.some((path) => /^(orchestratorVersion|nodeImageVersion|osSKU|osDiskSizeGB|vmSize)/.test(path)))
    return {
      what: `The nodes of the pool ${pool} are upgraded: they are drained one after another, and servers on them end`,
      fate: "end",
      pool,
    };
  return changed.every((path) =>
    /^(tags|minCount|maxCount|enableAutoScaling|upgradeSettings|nodeLabels)(\.|\[|$)/.test(path),
  )
    ? { what: `Settings of the node pool ${pool} change, and its nodes go on`, fate: "live" }
    : {
        what: `Settings of the node pool ${pool} change (${changed.join(", ")}): AKS may remove nodes or make them anew`,
        fate: "may",
        pool,
      };
}
