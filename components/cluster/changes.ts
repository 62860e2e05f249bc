import { isDeepStrictEqual } from "node:util";
import { type Settings } from "../../settings";
import { derivedDnsPrefix, derivedNodeResourceGroup } from "./derived";
import { setCommand, type Problem } from "../../settings/problems";
import { locationKey, subscriptionKey } from "../../settings/raw";
import { at } from "../../settings/untyped";
import { registryNames, registryVolume } from "../registry/names";
import { type Live, poolsOf } from "../../standing/live";
import { nodePortRules } from "../address/node-ports";
import { type Recorded } from "../../standing/recorded";
import { versionRules } from "./kubernetes-versions";

/** What there is before a run. */
export interface Before {
  readonly recorded: Recorded;
  /** The subscription of `azure-native:subscriptionId`. @default the one of the login */
  readonly subscription?: string;
}

/**
 * Changes that cannot be made in one `pulumi up`, and those that delete what cannot be got back and was not given up by name. They
 * are refused before anything is touched: all that they need is in the state. Pure.
 *
 * Why no cluster is replaced: azure-native deletes first whatever has a name of its own, and with the cluster its Kubernetes provider
 * goes, with which the release is still to be deleted. The engine then stops half-way.
 * @see https://github.com/pulumi/pulumi/issues/14650
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go `deleteBeforeReplace` in `Diff`
 */
export function changeRules(settings: Settings, before: Before): Problem[] {
  const moved = [...platformStays(settings, before), ...subscriptionStays(before)];
  return moved.length > 0
    ? moved
    : [
        ...clusterStays(settings, before),
        ...contextStays(settings, before),
        ...nodePortRules(settings, before.recorded),
        ...losses(settings, before),
        ...protectedPoolsStay(settings, before),
      ];
}

/** What is refused because of what Azure has at the moment. Pure. */
export function liveRules(settings: Settings, recorded: Recorded, live: Live): Problem[] {
  const gone = clusterIsThere(settings, recorded, live);
  const cluster = live.get("cluster-aks");
  return gone.length > 0 ? gone : versionRules(settings, poolsOf(cluster), cluster);
}

const text = (recorded: Recorded, name: string, ...path: readonly (string | number)[]): string | undefined => {
  const value = at(recorded.get(name)?.outputs, ...path);
  return typeof value === "string" ? value : undefined;
};

const anew = (protect: boolean) =>
  `To do it all the same: ${protect ? "'pulumi state unprotect --all', " : ""}'pulumi destroy', then 'pulumi up'.`;

function platformStays({ platform, protect }: Settings, { recorded }: Before): Problem[] {
  const others = platform === "azure" ? "binderhub:existing:ExistingCluster" : "binderhub:azure:AksCluster";
  if (![...recorded.values()].some(({ type }) => type === others)) return [];
  const key = "binderhub:platform";
  const was = platform === "azure" ? "existing" : "azure";
  const rule = `cannot change from ${was}: the hub would have to move to another cluster. Make another stack for it ('pulumi stack init'). ${anew(protect)}`;
  return [{ key, value: platform, rule, mend: setCommand(key, was) }];
}

/** The id of a cluster, by which its Kubernetes provider knows it, names the subscription. */
function subscriptionStays({ recorded, subscription }: Before): Problem[] {
  const id = text(recorded, "cluster-kubernetes", "clusterIdentifier");
  const was = /^\/subscriptions\/([^/]+)\//.exec(id ?? "")?.[1];
  if (subscription === undefined || was === undefined || was === subscription) return [];
  const rule = `cannot change: the stack is in the subscription ${was}. Make another stack for this one ('pulumi stack init').`;
  return [{ key: subscriptionKey, value: subscription, rule, mend: setCommand(subscriptionKey, was) }];
}

/** A cluster that somebody deleted: only a refresh tells the engine, and without the cluster it reaches nothing in it. */
function clusterIsThere({ platform }: Settings, recorded: Recorded, live: Live): Problem[] {
  if (platform !== "azure" || !recorded.has("cluster-aks") || live.has("cluster-aks")) return [];
  const name = text(recorded, "cluster-aks", "name");
  return [
    {
      key: "binderhub:azure.clusterName",
      value: name,
      rule: "is in the stack's state, but not in Azure any more: somebody deleted it. Tell Pulumi so, then run 'pulumi up' again",
      mend: "PULUMI_K8S_DELETE_UNREACHABLE=true pulumi refresh",
    },
  ];
}

/** What makes AKS a new cluster. @see https://learn.microsoft.com/rest/api/aks/managed-clusters/create-or-update */
function clusterStays(settings: Settings, { recorded }: Before): Problem[] {
  if (settings.platform !== "azure" || !recorded.has("cluster-aks")) return [];
  const { azure, location, protect } = settings;
  const cluster = (...path: readonly (string | number)[]) => text(recorded, "cluster-aks", ...path);
  const system = poolsOf(recorded.get("cluster-aks")?.outputs).find(({ name }) => name === "system");
  const rows: readonly (readonly [key: string, now: string, was: string | undefined, isSet: boolean])[] = [
    [locationKey, location, cluster("location"), true],
    ["binderhub:azure.resourceGroup", azure.resourceGroup, text(recorded, "cluster-group", "name"), true],
    ["binderhub:azure.clusterName", azure.clusterName, cluster("name"), true],
    ["binderhub:azure.dnsPrefix", derivedDnsPrefix(settings), cluster("dnsPrefix"), azure.dnsPrefix !== undefined],
    [
      "binderhub:azure.nodeResourceGroup",
      derivedNodeResourceGroup(settings),
      cluster("nodeResourceGroup"),
      azure.nodeResourceGroup !== undefined,
    ],
    ["binderhub:azure.networkPolicy", azure.networkPolicy, cluster("networkProfile", "networkPolicy") ?? "none", true],
    ["binderhub:azure.vmSize", azure.vmSize, typeof system?.vmSize === "string" ? system.vmSize : undefined, true],
  ];
  const changed = rows.filter(([, now, was]) => was !== undefined && !isSameName(now, was));
  // A name that follows from another one is no change of its own.
  const told = changed.filter(([, , , isSet]) => isSet);
  return (told.length > 0 ? told : changed).map(([key, now, was]) => ({
    key,
    value: now,
    rule: `cannot change from ${was ?? ""}: Azure would make a new cluster, and everything in this one would go, users' files and public addresses too. ${anew(protect)}`,
    mend: setCommand(key, was),
  }));
}

/** Azure's names and regions are the same whatever their case; some answers have regions with spaces. */
function isSameName(now: string, was: string): boolean {
  return now.replaceAll(" ", "").toLowerCase() === was.replaceAll(" ", "").toLowerCase();
}

/** The context is what an existing cluster is known by. */
function contextStays({ platform, kubernetes, protect }: Settings, { recorded }: Before): Problem[] {
  const was = text(recorded, "cluster-kubernetes", "clusterIdentifier");
  if (platform !== "existing" || was === undefined || kubernetes === undefined || was === kubernetes.context) return [];
  const key = "binderhub:existing.context";
  const rule = `cannot change from ${was}: that is another cluster, and the hub in the old one would stay behind. Make another stack for it ('pulumi stack init'). ${anew(protect)}`;
  return [{ key, value: kubernetes.context, rule, mend: setCommand(key, was) }];
}

/** What a change deletes for good, and what is lost with it: it must be named in `mayDelete` first. */
function losses(settings: Settings, { recorded }: Before): Problem[] {
  const { exposure, mayDelete, namespace, platform, protect, registry } = settings;
  const isHeld = exposure.type === "singleHost" && exposure.hold;
  const found: { readonly key: string; readonly value?: string; readonly thing: string; readonly lost: string }[] = [];
  const was = (name: string, ...path: readonly string[]) => text(recorded, name, ...path);

  const hub = was("binderhub-namespace", "metadata", "name");
  if (hub !== undefined && (isHeld || hub !== namespace)) {
    const [key, value] = isHeld ? ["binderhub:exposure.hold", "true"] : ["binderhub:namespace", namespace];
    found.push({ key, value, thing: `namespace/${hub}`, lost: "with the hub, who is known to it, and users' files" });
  }
  const images = was("registry-acr", "name");
  if (images !== undefined && !(registry.type === "azure" && isSameName(registry.name, images))) {
    const key = registry.type === "azure" ? "binderhub:registry.name" : "binderhub:registry.type";
    const value = registry.type === "azure" ? registry.name : registry.type;
    found.push({ key, value, thing: `registry/${images}`, lost: "with every image that was built" });
  }
  const inCluster = was("registry-in-cluster-namespace", "metadata", "name");
  if (inCluster !== undefined && registryNames(registry, namespace)?.inCluster?.namespace !== inCluster) {
    const key = registry.type === "inCluster" ? "binderhub:namespace" : "binderhub:registry.type";
    const value = registry.type === "inCluster" ? namespace : registry.type;
    found.push({ key, value, thing: `namespace/${inCluster}`, lost: "with every image that was built" });
  }
  const volume = was("registry-in-cluster-volume", "metadata", "name");
  if (volume !== undefined && registry.type === "inCluster" && registryVolume(registry.size) !== volume) {
    const lost = "with every image that was built: another size is another volume";
    found.push({ key: "binderhub:registry.size", value: registry.size, thing: `volume/${volume}`, lost });
  }
  const kept = platform !== "azure" ? [] : addressesOf(exposure.type);
  for (const name of ["binder", "proxy-public"]) {
    const address = was(`${name}-ip`, "name");
    if (address === undefined || kept.includes(name)) continue;
    const ip = was(`${name}-ip`, "ipAddress");
    const lost = `${ip === undefined ? "" : `${ip}, `}which Azure gives to somebody else`;
    found.push({ key: "binderhub:exposure.type", value: exposure.type, thing: `address/${address}`, lost });
  }
  return found
    .filter(({ thing }) => protect || !mayDelete.includes(thing))
    .map(({ key, value, thing, lost }, index) =>
      protect
        ? {
            key,
            value,
            rule: `would delete ${thing} (${lost}), and binderhub:protect is true. ${unprotect}`,
          }
        : {
            key,
            value,
            rule: `would delete ${thing} (${lost}). If that is what you want, say so by name`,
            mend: setCommand(`binderhub:mayDelete[${mayDelete.length + index}]`, thing),
          },
    );
}

/** A pool that is protected neither goes nor is made anew. Left to the engine, the rest of the change would be made first. */
function protectedPoolsStay({ azure, protect }: Settings, { recorded }: Before): Problem[] {
  if (!protect) return [];
  return [...recorded].flatMap(([resource, { type, outputs: was }]) => {
    if (type !== "azure-native:containerservice:AgentPool") return [];
    const name = resource.replace(/^pool-|-pool$/g, "");
    const now = azure.pools[name];
    const isSame =
      now !== undefined &&
      now.vmSize === was.vmSize &&
      now.spot === (was.scaleSetPriority === "Spot") &&
      isDeepStrictEqual(
        [...(now.zones ?? [])].sort(),
        [...((was.availabilityZones as string[] | undefined) ?? [])].sort(),
      );
    const rule = `would delete the pool ${name} with the servers on it, ${now === undefined ? "" : "to make it anew, "}and binderhub:protect is true. ${unprotect}`;
    return isSame ? [] : [{ key: `binderhub:azure.pools.${name}`, rule }];
  });
}

const unprotect =
  "First take the protection away: set this back, then 'pulumi config set binderhub:protect false' and 'pulumi up'";

/** The addresses that an exposure needs. */
function addressesOf(type: Settings["exposure"]["type"]): readonly string[] {
  return type === "loadBalancer" ? ["binder", "proxy-public"] : type === "singleHost" ? ["binder"] : [];
}
