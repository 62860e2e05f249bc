import { bills } from "../components/concepts";
import { coresNeeded } from "../components/cluster/quota";
import { type Costly, estimate, type Estimate } from "../components/cost/estimate";
import { placingValues } from "../components/scheduling/placing-values";
import { nodesOf } from "../components/scheduling/nodes";
import { serverPod } from "../components/scheduling/pods";
import { freeOf, roomForServers } from "../components/scheduling/room";
import { report } from "../settings/problems";
import { sure } from "../settings/refusal";
import { versions } from "../settings/versions";
import { parseSettings } from "../stack/parse";
import { asTexts } from "../stack/raw";

/** A hub for a number of people, with everything that follows from its settings. */
export interface HubFor {
  readonly people: number;
  readonly settings: Costly;
  readonly estimate: Estimate;
  /** Of the system pool, and of the pool for users at its most. */
  readonly nodes: { readonly system: number; readonly users: number };
  /** Cores of Azure's quota that all nodes need, with those of an upgrade. */
  readonly cores: number;
  /** What a node of the pool for users runs out of first. */
  readonly endsFirst: "memory" | "cores" | "pods";
  /** Servers on a full node. */
  readonly perNode: number;
}

/** What each person's server has in the tables. */
export const eachServer = { userMemory: "2G", userMemoryGuarantee: "512M", userCpu: 1, userCpuGuarantee: 0.1 };

/** Sizes that are tried for users' nodes. */
const sizes = [versions.vmSizes.is.small, versions.vmSizes.is.medium, versions.vmSizes.is.large, "Standard_D16s_v5"];

/** A hub that has room for so many people at a time: of the sizes of nodes, the smallest of which ten are enough, else the largest. */
export function hubFor(people: number): HubFor {
  const hubs = sizes.map((vmSize) => hubWith(people, vmSize));
  const found = hubs.find(({ nodes }) => nodes.users <= 10) ?? hubs.at(-1);
  return sure(found, "size of nodes");
}

function hubWith(people: number, vmSize: string): HubFor {
  const { small, medium } = versions.vmSizes.is;
  const isSmall = people <= 50;
  const system = isSmall ? { nodeCount: 1, vmSize: small } : { nodeCount: 2, vmSize: medium };
  const builds = isSmall ? {} : { builds: { role: "build", vmSize: medium, min: 0, max: people > 500 ? 3 : 1 } };
  const withNodes = (max: number) =>
    costly({
      azure: {
        ...{ resourceGroup: "hub", clusterName: "hub", ...system },
        // AKS advises ten nodes at most for the tier Free.
        tier: isSmall ? "Free" : "Standard",
        pools: { users: { role: "user", vmSize, min: 1, max }, ...builds },
      },
      exposure: { type: "singleHost", dnsLabel: "hub", https: { email: "hub@example.org" } },
      registry: { type: "azure", name: "hubimages", prefix: "hub", sku: isSmall ? "Basic" : "Standard" },
      limits: { ...eachServer, totalQuota: people },
      cost: { people },
    });
  const roomWith = (max: number) => {
    const settings = withNodes(max);
    const room = roomForServers(settings.azure, placingValues(settings));
    return "unknown" in room ? 0 : room.max;
  };
  const perNode = roomWith(1);
  const users = Math.ceil(people / perNode);
  const settings = withNodes(users);
  const values = placingValues(settings);
  const pool = nodesOf(settings.azure).find((nodes) => nodes.pool === "users");
  const [free] = pool === undefined ? [] : freeOf(pool, 1, values);
  const server = serverPod(values);
  const fits = (["memory", "cpu", "pods"] as const).map((what) => [what, (free?.[what] ?? 0) / server[what]] as const);
  const [first] = [...fits].sort(([, a], [, b]) => a - b).map(([what]) => what);
  return {
    ...{ people, settings, estimate: estimate(settings, bills), perNode },
    nodes: { system: system.nodeCount, users },
    cores: coresNeeded(settings.azure),
    endsFirst: first === "cpu" ? "cores" : (first ?? "memory"),
  };
}

export function costly(groups: Readonly<Record<string, unknown>>): Costly {
  const values = Object.fromEntries(Object.entries(groups).map(([name, value]) => [`binderhub:${name}`, value]));
  const all = asTexts({ "azure-native:location": "westeurope", ...values });
  const { settings, problems } = parseSettings({ values: all, secretKeys: [] }, () => undefined, "/");
  if (settings?.place.platform !== "azure") throw new Error(report(problems));
  return { ...settings, azure: settings.place, location: settings.place.location };
}
