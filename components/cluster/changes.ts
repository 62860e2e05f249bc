import { locationKey, subscriptionKey } from "../../settings/keys";
import { setCommand, shellWord, type Problem } from "../../settings/problems";
import { type Settings } from "../../settings/settings";
import { at, isRecord } from "../../settings/untyped";
import { type Live, poolsOf, type Properties } from "../../standing/live";
import { askedText, type Before, nameBefore, type Recorded, recordedText as text } from "../../standing/recorded";
import { budgetIsThere } from "../cost/changes";
import { derivedDnsPrefix, derivedNodeResourceGroup } from "./derived";
import { versionRules } from "./kubernetes-versions";
import { type AzurePlace, type ExistingPlace } from "./settings";

/**
 * Changes of the cluster that cannot be made in one `pulumi up`. They are refused before anything is touched, because the state has everything that
 * is needed to find them. Pure.
 *
 * No cluster is replaced. azure-native deletes a resource with a name of its own before it makes the new one. With the cluster, its Kubernetes
 * provider is deleted, but the release must still be deleted with this provider. So the engine stops half-way.
 * @see https://github.com/pulumi/pulumi/issues/14650
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go `deleteBeforeReplace` in `Diff`
 */
export function clusterStays(settings: Settings, before: Before): Problem[] {
  return settings.place.platform === "azure"
    ? [...aksStays(settings.place, settings.protect, before), ...entraStays(settings.place, before)]
    : contextStays(settings.place, settings.protect, before);
}

/** Changes that would make it another stack. If there is one, other changes are not looked at. */
export function moves(settings: Settings, before: Before): Problem[] {
  return [...platformStays(settings, before), ...subscriptionStays(before)];
}

/** Changes that are refused because of what Azure has at the moment. Pure. */
export function liveRules(settings: Settings, recorded: Recorded, live: Live): Problem[] {
  const gone = clusterIsThere(settings, recorded, live);
  const cluster = live.get("cluster-aks");
  const asleep = clusterRuns(settings, cluster);
  return gone.length > 0 || asleep.length > 0 || settings.place.platform !== "azure"
    ? [...gone, ...asleep]
    : [
        ...versionRules(settings.place, poolsOf(cluster), cluster),
        ...localAccountsAreOn(settings.place, cluster),
        ...budgetIsThere(settings, recorded, live),
      ];
}

const anew = (protect: boolean) =>
  `To do it anyway, run ${protect ? "'pulumi state unprotect --all', " : ""}'pulumi destroy', then 'pulumi up'.`;

function platformStays({ place: { platform }, protect }: Settings, { recorded }: Before): Problem[] {
  const others = platform === "azure" ? "binderhub:existing:ExistingCluster" : "binderhub:azure:AksCluster";
  if (recorded.get("cluster")?.type !== others) return [];
  const key = "binderhub:platform";
  const was = platform === "azure" ? "existing" : "azure";
  const rule = `cannot change from ${was}: the hub would have to move to another cluster. Make another stack for it ('pulumi stack init'). ${anew(protect)}`;
  return [{ key, value: platform, rule, mend: setCommand(key, was) }];
}

/** The subscription. It is in the id of the cluster, which the Kubernetes provider has. */
function subscriptionStays({ recorded, subscription }: Before): Problem[] {
  const id = text(recorded, "cluster-kubernetes", "clusterIdentifier");
  const was = /^\/subscriptions\/([^/]+)\//.exec(id ?? "")?.[1];
  if (subscription === undefined || was === undefined || was === subscription) return [];
  const rule = `cannot change: the stack is in the subscription ${was}. Make another stack for this one ('pulumi stack init').`;
  return [{ key: subscriptionKey, value: subscription, rule, mend: setCommand(subscriptionKey, was) }];
}

/** A cluster that somebody deleted. The engine notices this only in a refresh, and cannot reach anything in the cluster. */
function clusterIsThere({ place: { platform } }: Settings, recorded: Recorded, live: Live): Problem[] {
  if (platform !== "azure" || !recorded.has("cluster-aks") || live.has("cluster-aks")) return [];
  const name = text(recorded, "cluster-aks", "name");
  return [
    {
      key: "binderhub:azure.clusterName",
      value: name,
      rule: "is in the stack's state, but not in Azure any more: somebody deleted it. Tell Pulumi with this command, then run 'pulumi up' again",
      mend: "PULUMI_K8S_DELETE_UNREACHABLE=true pulumi refresh",
    },
  ];
}

/**
 * A cluster that somebody stopped. Its API server does not answer, and AKS changes nothing in it: half of an `up` would be done.
 * @see https://learn.microsoft.com/azure/aks/start-stop-cluster
 */
function clusterRuns({ place, schedule }: Settings, cluster: Properties | undefined): Problem[] {
  if (place.platform !== "azure" || at(cluster, "powerState", "code") !== "Stopped") return [];
  const { resourceGroup, clusterName } = place;
  const why =
    schedule?.sleep === "cluster"
      ? "as the hub sleeps (schedule.sleep: cluster)"
      : "somebody ran 'az aks stop', or a program did";
  const rule = `is stopped: ${why}. Nothing in it can be seen or changed. This starts it, which takes some minutes; then run 'pulumi up' again`;
  const mend = `az aks start --resource-group ${shellWord(resourceGroup)} --name ${shellWord(clusterName)}`;
  return [{ key: "binderhub:azure.clusterName", value: clusterName, rule, mend }];
}

/** Properties that need a new cluster in AKS. @see https://learn.microsoft.com/rest/api/aks/managed-clusters/create-or-update */
function aksStays(azure: AzurePlace, protect: boolean, { recorded }: Before): Problem[] {
  if (!recorded.has("cluster-aks")) return [];
  const cluster = (...path: readonly (string | number)[]) => text(recorded, "cluster-aks", ...path);
  const system = poolsOf(recorded.get("cluster-aks")?.outputs).find(({ name }) => name === "system");
  const group = text(recorded, "cluster-group", "name");
  const size = typeof system?.vmSize === "string" ? system.vmSize : undefined;
  const policy = cluster("networkProfile", "networkPolicy") ?? "none";
  const { resourceGroup, clusterName, dnsPrefix, nodeResourceGroup, networkPolicy, vmSize } = azure;
  const [nodeGroup, groupOfNodes] = [derivedNodeResourceGroup(azure), cluster("nodeResourceGroup")];
  type Path = readonly (string | number)[];
  type Row = readonly [key: string, now: string, has: string | undefined, asked: Path, isSet?: boolean];
  const own = "binderhub:azure";
  const rows: readonly Row[] = [
    [locationKey, azure.location, cluster("location"), ["location"]],
    [`${own}.resourceGroup`, resourceGroup, group, ["resourceGroupName"]],
    [`${own}.clusterName`, clusterName, cluster("name"), ["resourceName"]],
    [`${own}.dnsPrefix`, derivedDnsPrefix(azure), cluster("dnsPrefix"), ["dnsPrefix"], dnsPrefix !== undefined],
    [`${own}.nodeResourceGroup`, nodeGroup, groupOfNodes, ["nodeResourceGroup"], nodeResourceGroup !== undefined],
    [`${own}.networkPolicy`, networkPolicy, policy, ["networkProfile", "networkPolicy"]],
    [`${own}.vmSize`, vmSize, size, ["agentPoolProfiles", 0, "vmSize"]],
  ];
  const changed = rows.flatMap(([key, now, has, path, isSet = true]) => {
    const was = has === undefined ? undefined : nameBefore(now, has, askedText(recorded, "cluster", ...path));
    return was === undefined ? [] : [{ key, now, was, isSet }];
  });
  // A name that follows from another name is not a change of its own.
  const told = changed.filter(({ isSet }) => isSet);
  return (told.length > 0 ? told : changed).map(({ key, now, was }) => ({
    key,
    value: now,
    rule: `cannot change from ${was}: Azure would make a new cluster, and delete everything in this one, also users' files and public addresses. ${anew(protect)}`,
    mend: setCommand(key, was),
  }));
}

/**
 * Login with Entra ID cannot be taken from a cluster. Only its groups and roles can change.
 * @see https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id "Limitations"
 */
function entraStays({ entraAccess }: AzurePlace, { recorded }: Before): Problem[] {
  const asked = Object.values(recorded.get("cluster")?.outputs.asked ?? {});
  const was = asked.map((one: unknown) => at(one, "aadProfile")).find(isRecord);
  if (entraAccess !== undefined || was === undefined) return [];
  const key = "binderhub:azure.entraAccess";
  const { adminGroupObjectIDs: adminGroups = [], enableAzureRBAC: azureRbac = false } = was;
  const rule = "cannot be left out any more: AKS does not take login with Entra ID from a cluster again";
  return [{ key, rule, mend: setCommand(key, { adminGroups, azureRbac }) }];
}

/**
 * Somebody, or a policy, closed the local accounts, so there is no administrator's credential for Pulumi.
 * @see https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad
 */
function localAccountsAreOn({ entraAccess }: AzurePlace, cluster: Properties | undefined): Problem[] {
  if (entraAccess !== undefined || cluster?.disableLocalAccounts !== true) return [];
  const groups = at(cluster, "aadProfile", "adminGroupObjectIDs");
  const key = "binderhub:azure.entraAccess";
  const rule = "is missing: somebody, or a policy, closed the cluster's local accounts, and Pulumi has no other login";
  const entra = Array.isArray(groups) && groups.length > 0 ? { adminGroups: groups as unknown } : { azureRbac: true };
  return [{ key, rule, mend: setCommand(key, entra) }];
}

/** An existing cluster is identified by its context. */
function contextStays({ context }: ExistingPlace, protect: boolean, { recorded }: Before): Problem[] {
  const was = text(recorded, "cluster-kubernetes", "clusterIdentifier");
  if (was === undefined || was === context) return [];
  const key = "binderhub:existing.context";
  const rule = `cannot change from ${was}: this is another cluster, and the hub would stay in the old one. Make another stack for it ('pulumi stack init'). ${anew(protect)}`;
  return [{ key, value: context, rule, mend: setCommand(key, was) }];
}
