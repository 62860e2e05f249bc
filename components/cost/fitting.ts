import { type Problem } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { type Step } from "../../settings/steps";
import { knownSize } from "../cluster/vm-sizes";
import { type Bill } from "./bill";
import { type Costly, estimate } from "./estimate";
import { type PriceTable } from "./prices";

type Azure = Costly["azure"];
type Pool = Asked["azure"]["pools"][string];

/** What clusters are judged by. */
export interface Judges {
  readonly bills: readonly Bill[];
  readonly table: PriceTable;
  /** What is wrong with settings, by the rules of the other concepts. */
  readonly faults: (settings: Costly) => readonly Problem[];
}

/** A cluster that costs less, what leads to it, and what a month of it could cost. */
export interface Smaller {
  readonly settings: Costly;
  readonly steps: readonly Step[];
  readonly most: number;
}

/**
 * A cluster that costs no more than the budget; if none is found, the smallest that was tried. Tried are, one after the other: pools that grow less;
 * fewer nodes that always run; fewer nodes in the system pool; the same with smaller nodes for users; the same without pools for builds, which then run
 * beside servers. The system pool keeps its size, which cannot be changed later. Nothing that is right becomes wrong.
 */
export function fitting(settings: Costly, budget: number, { bills, table, faults }: Judges): Smaller {
  const now = estimate(settings, bills, table);
  const most = (azure: Azure): number => {
    const { total, missing } = estimate({ ...settings, azure }, bills, table);
    // What has no price would seem to cost nothing.
    return missing.every((meter) => now.missing.includes(meter)) ? total.most : Infinity;
  };
  const wrong = new Set(faults(settings).map(({ key }) => key));
  const isSound = (azure: Azure) => faults({ ...settings, azure }).every(({ key }) => wrong.has(key));
  const made = (azure: Azure): Smaller => ({
    settings: { ...settings, azure },
    steps: stepsTo(azure, settings.azure),
    most: most(azure),
  });
  /** The first cluster on the way to the fewest nodes that is within the budget, or the last that is sound. */
  const walked = (start: Azure): Smaller => {
    let azure = start;
    for (const way of ways) {
      const { turns, after } = way(azure);
      if (turns === 0) continue;
      const last = isSound(after(turns)) ? turns : firstOf(turns, (turn) => !isSound(after(turn))) - 1;
      if (most(after(last)) <= budget) return made(after(firstOf(last, (turn) => most(after(turn)) <= budget)));
      azure = after(last);
    }
    return made(azure);
  };
  const tried = shapes(settings.azure).map((azure) => ({ azure, floor: most(fewest(azure)) }));
  const byFloor = [...tried].sort((a, b) => a.floor - b.floor);
  let smallest = made(settings.azure);
  for (const { azure, floor } of [...tried.filter((one) => one.floor <= budget), ...byFloor]) {
    if (floor >= smallest.most || (azure !== settings.azure && !isSound(azure))) continue;
    const end = walked(azure);
    if (end.most <= budget) return end;
    if (end.most < smallest.most) smallest = end;
  }
  return smallest;
}

/** A way to fewer nodes: after no turn all are there, and with each turn they are fewer. */
type Way = (azure: Azure) => { readonly turns: number; readonly after: (turn: number) => Azure };

/** Ways to fewer nodes, to be gone one after the other. Pools keep their proportions. */
const ways: readonly Way[] = [
  poolsTo(({ min }) => Math.max(1, min)),
  poolsTo(() => 1),
  (azure) => ({ turns: azure.nodeCount - 1, after: (turn) => ({ ...azure, nodeCount: azure.nodeCount - turn }) }),
];

/** The cluster at the end of all ways. */
function fewest(azure: Azure): Azure {
  return ways.reduce((now, way) => {
    const { turns, after } = way(now);
    return after(turns);
  }, azure);
}

function poolsTo(least: (pool: Pool) => number): Way {
  return (azure) => {
    const spare = (pool: Pool) => Math.max(0, pool.max - least(pool));
    const turns = Math.max(0, ...Object.values(azure.pools).map(spare));
    const less = (pool: Pool, turn: number): Pool => {
      const max = pool.max - Math.floor((spare(pool) * turn) / Math.max(1, turns));
      return { ...pool, max, min: Math.min(pool.min, max) };
    };
    return { turns, after: (turn) => withPools(azure, (pool) => less(pool, turn)) };
  };
}

/** The first turn for which something holds that holds for all later ones, and for the last. It halves: a pool may have 1000 nodes. */
function firstOf(last: number, holds: (turn: number) => boolean): number {
  let [from, to] = [0, last];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return to;
}

/** The cluster as it is, and with smaller and smaller nodes for users; then the same without pools for builds. */
function shapes(azure: Azure): readonly Azure[] {
  const others = Object.entries(azure.pools).filter(([, { role }]) => role !== "build");
  const without = { ...azure, pools: Object.fromEntries(others) };
  const isSame = others.length === Object.keys(azure.pools).length;
  return [...withSmallerNodes(azure), ...(isSame ? [] : withSmallerNodes(without))];
}

function withSmallerNodes(azure: Azure): readonly Azure[] {
  const smaller = withPools(azure, (pool) =>
    pool.role === "user" ? { ...pool, vmSize: halfOf(pool.vmSize) ?? pool.vmSize } : pool,
  );
  const isSame = Object.entries(azure.pools).every(([name, { vmSize }]) => smaller.pools[name]?.vmSize === vmSize);
  return isSame ? [azure] : [azure, ...withSmallerNodes(smaller)];
}

/** The size of the same family with half of the cores. `undefined` if there is none. */
function halfOf(vmSize: string): string | undefined {
  const half = vmSize.replace(/\d+/, (cores) => String(Number(cores) / 2));
  const family = knownSize(half)?.family;
  return family !== undefined && family === knownSize(vmSize)?.family ? half : undefined;
}

function withPools(azure: Azure, change: (pool: Pool) => Pool): Azure {
  return {
    ...azure,
    pools: Object.fromEntries(Object.entries(azure.pools).map(([name, pool]) => [name, change(pool)])),
  };
}

/** The changes that make a cluster another one. */
function stepsTo(azure: Azure, was: Azure): readonly Step[] {
  const inPools = Object.entries(was.pools).flatMap(([name, pool]): Step[] => {
    const [path, now] = [["azure", "pools", name] as const, azure.pools[name]];
    if (now === undefined) return [{ path }];
    return (["vmSize", "min", "max"] as const).flatMap((field) =>
      now[field] === pool[field] ? [] : [{ path: [...path, field], value: now[field] }],
    );
  });
  const { nodeCount } = azure;
  return nodeCount === was.nodeCount ? inPools : [...inPools, { path: ["azure", "nodeCount"], value: nodeCount }];
}
