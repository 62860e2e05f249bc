import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { composeValues } from "../chart/compose";
import { knownSize } from "../cluster/vm-sizes";
import { bytes } from "../limits/memory";
import { hindrance, type Hindrance } from "../scheduling/hindrance";
import { type Nodes, nodesOf } from "../scheduling/nodes";
import { isAdmitted } from "../scheduling/placing";
import { placingValues } from "../scheduling/placing-values";
import { gpuResource, type Pod, serverPod } from "../scheduling/pods";
import { roomForServers } from "../scheduling/room";
import { amountsOf } from "./amounts";
import { keyOf } from "./keys";
import { type Size } from "./settings";
import { poolLabel } from "../pools/values";

type Settings = Pick<Asked, "sizes" | "azure" | "limits" | "builder" | "scheduling" | "extraValues">;
type Pools = Settings["azure"]["pools"];

/** Nodes are named by their pool in Azure, and by labels and taints on a cluster that is there. */
export function placesAreNamed({ sizes = [], platform }: Pick<Asked, "sizes" | "platform">): Problem[] {
  return sizes.flatMap((size, index) => {
    const wrong = platform === "azure" ? (["nodeSelector", "tolerations"] as const) : (["pool"] as const);
    return wrong.flatMap((name) => {
      if (size[name] === undefined) return [];
      const key = keyOf(index, name);
      const rule =
        platform === "azure"
          ? "is for a cluster that is there: in Azure, pool names one of azure.pools"
          : "is for a cluster that the program makes: here, nodeSelector and tolerations say which nodes";
      return [{ key, rule, mend: removeCommand(key) }];
    });
  });
}

/** Each size needs a pool that is there, that takes its servers, and that has room for one, and for as many as may run at once. */
export function placesFit(settings: Settings): Problem[] {
  return (settings.sizes ?? []).flatMap((size, index) => {
    const wrong = wrongPool(size, index, settings.azure.pools);
    return wrong.length > 0 ? wrong : fits(size, index, settings);
  });
}

function wrongPool({ name, pool, gpu }: Size, index: number, pools: Pools): Problem[] {
  const key = keyOf(index, "pool");
  const users = Object.entries(pools).filter(([, { role }]) => role === "user");
  const [suitable] = users.filter(([, { gpu: has }]) => has === (gpu !== undefined)).map(([one]) => one);
  const another = suitable === undefined ? removeCommand(key) : setCommand(key, suitable);
  const gpuKey = keyOf(index, "gpu");
  if (pool === undefined) {
    if (gpu === undefined || users.some(([, { gpu: has }]) => has)) return [];
    const made = { role: "user", vmSize: "Standard_NC4as_T4_v3", gpu: true, min: 0, max: 1 };
    const mend = setCommand("binderhub:azure.pools.gpus", made);
    return [{ key: gpuKey, value: String(gpu), rule: "needs a pool with GPUs (azure.pools), and there is none", mend }];
  }
  const chosen = Object.hasOwn(pools, pool) ? pools[pool] : undefined;
  if (chosen === undefined) {
    const names = users.map(([one]) => one);
    const rule = `is none of azure.pools${names.length === 0 ? ", which has none for users" : `: those for users are ${names.join(", ")}`}`;
    return [{ key, value: pool, rule, mend: another }];
  }
  if (chosen.role !== "user") {
    return [{ key, value: pool, rule: "is a pool for builds: users' servers never run there", mend: another }];
  }
  if (chosen.gpu && gpu === undefined) {
    const rule = `is missing: the pool ${pool} has GPUs, and its nodes take only servers that ask for one`;
    return [{ key: gpuKey, rule, mend: setCommand(gpuKey, 1) }];
  }
  if (chosen.gpu || gpu === undefined) return [];
  const rule = `must be left out, or ${name} needs another pool: the nodes of ${pool} have no GPUs`;
  return [{ key: gpuKey, value: String(gpu), rule, mend: removeCommand(gpuKey) }];
}

function fits(size: Size, index: number, settings: Settings): Problem[] {
  const { memory, memoryGuarantee, cpu, cpuGuarantee } = amountsOf(size, settings.limits);
  // A guarantee over its limit is said elsewhere.
  if (bytes(memoryGuarantee) > bytes(memory) || cpuGuarantee > cpu) return [];
  const values = valuesOf(size, settings);
  const pod = serverPod(values);
  const taking = nodesOf(settings.azure).filter((nodes) => isAdmitted(pod, nodes));
  const hindrances = taking.map((nodes) => hindrance(pod, nodes, values));
  const why = hindrances.filter((one) => one !== undefined);
  if (taking.length === 0) return [];
  if (why.length === taking.length) return tooLarge(size, index, pod, why);
  return [...beyondANode(size, index, taking, settings), ...tooMany(size, index, values, settings)];
}

/** The chart's values as if all servers had the size. */
function valuesOf(size: Size, settings: Settings): unknown {
  const { memory, memoryGuarantee, cpu, cpuGuarantee } = amountsOf(size, settings.limits);
  const singleuser = {
    memory: { limit: memory, guarantee: memoryGuarantee },
    cpu: { limit: cpu, guarantee: cpuGuarantee },
    ...(size.gpu !== undefined && { extraResource: { limits: { [gpuResource]: size.gpu } } }),
    ...(size.pool !== undefined && { nodeSelector: poolLabel(size.pool) }),
  };
  return composeValues([placingValues(settings) as object], { jupyterhub: { singleuser } });
}

/** A server for which no node has room, after what AKS, the hub and the build daemon ask for. */
function tooLarge({ gpu }: Size, index: number, pod: Pod, why: readonly Hindrance[]): Problem[] {
  const where = why.map(({ nodes }) => nodes.pool).join(", ");
  if (gpu !== undefined && why.every((one) => one.why === "gpus")) {
    const most = Math.max(...why.map(({ nodes }) => nodes.room?.gpus ?? 0));
    const key = keyOf(index, "gpu");
    const mend = most > 0 ? setCommand(key, most) : removeCommand(key);
    return [{ key, value: String(gpu), rule: `can be at most ${most}: no node of ${where} has more GPUs`, mend }];
  }
  const roomy = [...why].sort((a, b) => (b.free?.memory ?? 0) - (a.free?.memory ?? 0));
  const { memory = 0, cpu = 0 } = roomy[0]?.free ?? {};
  const most = { memoryGuarantee: `${Math.floor(memory)}M`, cpuGuarantee: Math.floor(cpu / 10) / 100 };
  const free = `no node of ${where} has more free, after what AKS, the hub and the build daemon ask for`;
  return [
    ...(pod.memory > memory ? (["memoryGuarantee"] as const) : []),
    ...(pod.cpu > cpu ? (["cpuGuarantee"] as const) : []),
  ].map((name) => {
    const key = keyOf(index, name);
    return { key, rule: `can be at most ${most[name]}: ${free}`, mend: setCommand(key, most[name]) };
  });
}

/** More than a whole node has is more than a server can ever take. */
function beyondANode(size: Size, index: number, taking: readonly Nodes[], { limits }: Settings): Problem[] {
  const known = taking.map(({ vmSize }) => knownSize(vmSize)).filter((one) => one !== undefined);
  if (known.length < taking.length) return [];
  const { memory, cpu } = amountsOf(size, limits);
  const where = taking.map(({ pool }) => pool).join(", ");
  const most = { memory: Math.max(...known.map((one) => one.memory)), cpu: Math.max(...known.map((one) => one.cores)) };
  return [
    ...(size.memory !== undefined && bytes(memory) > most.memory * 1024 ** 3
      ? [{ name: "memory", value: memory, better: `${most.memory}G` }]
      : []),
    ...(size.cpu !== undefined && cpu > most.cpu ? [{ name: "cpu", value: String(cpu), better: most.cpu }] : []),
  ].map(({ name, value, better }) => {
    const key = keyOf(index, name);
    return {
      key,
      value,
      rule: `can be at most ${better}: no node of ${where} has more`,
      mend: setCommand(key, better),
    };
  });
}

/** So many servers at a time need nodes for them, with the pools at their largest. */
function tooMany({ atOnce }: Size, index: number, values: unknown, { azure }: Settings): Problem[] {
  const room = roomForServers(azure, values);
  if (atOnce === undefined || "unknown" in room || atOnce <= room.max) return [];
  const key = keyOf(index, "atOnce");
  const rule = `can be at most ${room.max}: its nodes have no room for more at a time, with the pool at its max`;
  return [{ key, value: String(atOnce), rule, mend: setCommand(key, room.max) }];
}
