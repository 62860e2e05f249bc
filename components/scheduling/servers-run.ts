import { type Step } from "../../settings/steps";
import { at } from "../../settings/untyped";
import { coresOf } from "../cluster/settings";
import { architectureOf } from "../cluster/vm-sizes";
import { placesForBuilds } from "./builds-run";
import { type Hindrance, hindrance, placesFor, removals, setIn } from "./hindrance";
import { type Nodes } from "./nodes";
import { gpuResource, serverPod } from "./pods";
import { roomForServers } from "./room";
import { type Cluster, type Found, type Steps } from "./found";

const singleuser = "jupyterhub.singleuser";
const resource: Step["path"] = ["extraValues", "jupyterhub", "singleuser", "extraResource"];
const oneGpu: Step = { path: [...resource, "limits", gpuResource], value: 1 };

/** Extra values that say where servers run, and what they ask for. */
const where = [
  ...[`${singleuser}.nodeSelector`, `${singleuser}.extraNodeAffinity`, `${singleuser}.extraTolerations`],
  "jupyterhub.scheduling.userPods",
];
const amounts = [
  `${singleuser}.memory`,
  `${singleuser}.cpu`,
  "dind.resources",
  "pink.resources",
  "replicas",
  "resources",
];

/** Users' servers, which need one pool at least that takes them and has room for one. */
export function serversRun(cluster: Cluster): Found[] {
  const { settings, values, nodes } = cluster;
  const server = serverPod(values);
  const hindrances = nodes.map((pool) => hindrance(server, pool, values));
  if (hindrances.includes(undefined)) return [];
  const because = (...whys: readonly string[]) =>
    hindrances.filter((one) => one !== undefined).filter(({ why }) => whys.includes(why));
  const small = because("memory", "cpu");
  if (small.length > 0) return [tooLarge(cluster, small)];
  if (because("gpus").length > 0 || server.gpus > 0) {
    const most = Math.max(...nodes.map(({ room }) => room?.gpus ?? 0));
    const fewer: readonly Steps[] = most > 0 ? [[{ path: resource }, { ...oneGpu, value: most }]] : [];
    const rule = `asks for ${server.gpus} GPU${server.gpus === 1 ? "" : "s"} for every server, and no node for users has so many`;
    return [{ path: resource, rule, mends: [...fewer, ...removals([resource])] }];
  }
  const given = setIn(settings, where);
  const gpuPools = Object.entries(settings.azure.pools).filter(([, { role, gpu }]) => role === "user" && gpu);
  const [first] = gpuPools.map(([name]): Step["path"] => ["azure", "pools", name]);
  if (first !== undefined && given.length === 0) {
    const rule =
      "cannot be true for every pool for users: only servers that ask for a GPU run there, and none does. Let each server have one, or add a pool without";
    const without = gpuPools.map(([name]): Step => ({ path: ["azure", "pools", name] }));
    return [{ path: [...first, "gpu"], rule, mends: [[oneGpu], without] }];
  }
  const [path = ["azure", "pools"] as const] = given;
  return [
    {
      path,
      rule: "leaves users' servers without a node: no pool has such labels, or they do not tolerate its taints",
      mends: [...removals(given), [oneGpu]],
    },
  ];
}

/** A guarantee that no node has room for. */
function tooLarge({ settings, values }: Cluster, small: readonly Hindrance[]): Found {
  const server = serverPod(values);
  const given = setIn(settings, amounts);
  const lower = small.flatMap(({ free }): Steps[] => {
    const [memory, cpu] = [Math.floor(free?.memory ?? 0), Math.floor((free?.cpu ?? 0) / 10) / 100];
    if (memory < 1 || cpu <= 0) return [];
    return [
      [
        ...(server.memory > memory ? [{ path: ["limits", "userMemoryGuarantee"] as const, value: `${memory}M` }] : []),
        ...(server.cpu > cpu * 1000 ? [{ path: ["limits", "userCpuGuarantee"] as const, value: cpu }] : []),
      ],
    ];
  });
  const room = lower.sort((a, b) => a.length - b.length);
  const [step] = room[0] ?? [];
  const { why } = small[0] ?? { why: "memory" };
  const own: Step["path"] = step?.path ?? ["limits", why === "cpu" ? "userCpuGuarantee" : "userMemoryGuarantee"];
  const [path = own] = given;
  const rule = `${step === undefined ? "is too much" : `can be at most ${step.value}`}: no node for servers has more free, after what AKS, the hub and the build daemon ask for`;
  return { path, rule, mends: given.length > 0 ? [...removals(given), ...room] : room };
}

/** Azure may have no spot nodes to give, for days: then no server would have a place. @see https://learn.microsoft.com/azure/aks/spot-node-pool */
export function notOnlySpot({ values, nodes }: Cluster): Found[] {
  const places = placesFor(serverPod(values), nodes, values);
  const [first] = places;
  if (first === undefined || !places.every(({ spot }) => spot)) return [];
  const rule = "must be false for one pool for users: while Azure has no spot nodes to give, no server has a place";
  const path = (pool: string): Step["path"] => ["azure", "pools", pool, "spot"];
  return [{ path: path(first.pool), rule, mends: places.map(({ pool }) => [{ path: path(pool), value: false }]) }];
}

/** An image that was built on one architecture does not run on another: repo2docker builds for the daemon's. */
export function oneArchitecture(cluster: Cluster): Found[] {
  const servers = placesFor(serverPod(cluster.values), cluster.nodes, cluster.values);
  const all = [...new Set([...servers, ...placesForBuilds(cluster)])];
  const of = (architecture: string) => all.filter(({ vmSize }) => architectureOf(vmSize) === architecture);
  const [arm, amd] = [of("arm64"), of("amd64")];
  const [someArm, someAmd] = [arm[0], amd[0]];
  if (someArm === undefined || someAmd === undefined) return [];
  const change = (pools: readonly Nodes[], to: "s_v5" | "ps_v5") =>
    pools.map(({ key, vmSize }): Step => ({
      path: pathOf(key),
      value: `Standard_D${Math.max(2, coresOf(vmSize) ?? 2)}${to}`,
    }));
  // The system pool's size cannot be changed later.
  const mends = [change(arm, "s_v5"), change(amd, "ps_v5")].sort(
    (a, b) => Number(changesSystem(a)) - Number(changesSystem(b)),
  );
  const path = mends[0]?.[0]?.path ?? pathOf(someArm.key);
  const rule = `must have the architecture of the other nodes that build or run images: ${someArm.vmSize} is arm64, ${someAmd.vmSize} is amd64, and an image that is built on one does not run on the other`;
  return [{ path, rule, mends }];
}

/** Placeholders, of which each must run before a release is complete. */
export function placeholdersRun({ settings, values }: Cluster): Found[] {
  const { placeholders } = settings.scheduling;
  const room = roomForServers(settings.azure, values);
  if ("unknown" in room || at(values, "jupyterhub", "scheduling", "userPlaceholder", "replicas") !== placeholders)
    return [];
  const path = ["scheduling", "placeholders"] as const;
  const rule = `can be at most ${room.max}: more do not fit on the nodes for users at their most, and pulumi up waits until every one runs`;
  return placeholders > room.max ? [{ path, rule, mends: [[{ path, value: room.max }]] }] : [];
}

function changesSystem(steps: Steps): boolean {
  return steps.some(({ path }) => path.length === 2);
}

function pathOf(key: string): Step["path"] {
  const [group = "", ...rest] = key.replace("binderhub:", "").split(".");
  return [group, ...rest, "vmSize"];
}
