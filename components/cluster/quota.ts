import { pathKey, type Problem } from "../../settings/problems";
import { at } from "../../settings/untyped";
import { after, commandOf, type Step } from "../../settings/steps";
import { type Asked } from "../../settings/settings";
import { versions } from "../../settings/versions";
import { coresOf } from "./settings";
import { architectureOf, familyOf } from "./vm-sizes";

type Azure = Asked["azure"];

/** What counts cores: a region's total, that of spot nodes, or one family of sizes; by the name that `az vm list-usage` gives it. */
interface Quota {
  readonly name: string;
  readonly limit: number;
  /** Path of the setting that says so. */
  readonly path: readonly [string, ...string[]];
}

/** Nodes of a pool at its most, and those that an upgrade adds. */
interface Share {
  readonly path: readonly [string, ...string[]];
  readonly vmSize: string;
  readonly least: number;
  readonly nodes: number;
  readonly surge: number;
  readonly spot: boolean;
}

/** The name of the quota of all cores in a region, spot ones apart. */
const regional = "cores";

/** The name of the quota of spot nodes' cores, of whatever family. @see https://learn.microsoft.com/azure/quotas/spot-quota */
export const spotQuota = "lowPriorityCores";

/**
 * What is wrong where the pools at their most, with the node that an upgrade adds to each, need more cores than the settings say there are. Spot
 * pools count apart, and have no such node: the program does not ask for one.
 *
 * @param isWrong whether something else would be wrong with such a cluster
 * @see https://learn.microsoft.com/azure/virtual-machines/quotas
 * @see https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/error-code-insufficientvcpuquota for upgrades
 */
export function quotaProblems(
  { azure, location }: Pick<Asked, "azure" | "location">,
  isWrong: (azure: Azure) => boolean,
): Problem[] {
  const quotas = quotasOf(azure);
  const nameless = quotas.length === 0 ? [] : sharesOf(azure).filter(({ vmSize }) => coresOf(vmSize) === undefined);
  if (nameless.length > 0) {
    const keys = quotas.map(({ path }) => path.join(".")).join(" and ");
    const mend = commandOf(quotas.map(({ path }) => ({ path })));
    const rule = `must be a size whose name tells its cores, or ${keys} cannot be checked`;
    return nameless.map(({ path, vmSize }) => ({ key: pathKey([...path, "vmSize"]), value: vmSize, rule, mend }));
  }
  const broken = exceeded(azure);
  if (broken.length === 0) return [];
  const { path, value, rule, steps } = mendOf(azure, broken, isWrong);
  const sums = broken.map((quota) => inWords(quota, sharesOf(azure))).join("; ");
  const told = `'az vm list-usage --location ${location}' tells what Azure gives`;
  return [{ key: pathKey(path), value, rule: `${rule}: ${sums}. ${told}`, mend: commandOf(steps) }];
}

/** The quotas that a cluster would exceed. */
export function exceeded(azure: Azure): readonly Quota[] {
  const shares = sharesOf(azure);
  return quotasOf(azure).filter((quota) => total(quota, shares) > quota.limit);
}

/** Cores of the region's quota that a cluster needs at its most, with the nodes that an upgrade adds. Cores of sizes that are not known do not count. */
export function coresNeeded(azure: Azure): number {
  return total({ name: regional, limit: Infinity, path: ["azure"] }, sharesOf(azure));
}

/** A quota that a cluster would exceed. */
export interface Shortage {
  /** Its name, as `az vm list-usage` prints it. */
  readonly name: string;
  /** Path of the setting that says how many cores there are. */
  readonly path: readonly [string, ...string[]];
  readonly limit: number;
  /** Cores that the cluster needs at its most. */
  readonly needed: number;
}

/** The quotas that a cluster would exceed, each with the cores that it needs. */
export function shortages(azure: Azure): readonly Shortage[] {
  const shares = sharesOf(azure);
  return exceeded(azure).map((quota) => ({ ...quota, needed: total(quota, shares) }));
}

/** Nodes of a cluster at its most, with those that an upgrade adds. */
export function nodesNeeded(azure: Azure): number {
  return sharesOf(azure).reduce((sum, { nodes, surge }) => sum + nodes + surge, 0);
}

/** Cores of one family that a cluster needs at its most, with the nodes that an upgrade adds. */
export function coresOfFamily(azure: Azure, family: string): number {
  return total({ name: family, limit: Infinity, path: ["azure"] }, sharesOf(azure));
}

/** Families in `azure.quotas` that no pool is of: perhaps a name is misspelt. */
export function unusedQuotas(azure: Azure): readonly string[] {
  const used = sharesOf(azure).map(({ vmSize }) => familyOf(vmSize)?.toLowerCase());
  return Object.keys(azure.quotas).filter((name) => name !== spotQuota && !used.includes(name.toLowerCase()));
}

/** Sizes whose family the program does not know, so that they count for the region only. */
export function familyless(azure: Azure): readonly string[] {
  return sharesOf(azure).flatMap(({ vmSize, spot }) => (spot || familyOf(vmSize) !== undefined ? [] : [vmSize]));
}

function quotasOf({ coreQuota, quotas }: Azure): readonly Quota[] {
  return [
    ...(coreQuota === undefined ? [] : [{ name: regional, limit: coreQuota, path: ["azure", "coreQuota"] as const }]),
    ...Object.entries(quotas).map(([name, limit]) => ({ name, limit, path: ["azure", "quotas", name] as const })),
  ].map((quota): Quota => ({ ...quota, path: [...quota.path] }));
}

function sharesOf({ nodeCount, vmSize, pools }: Azure): readonly Share[] {
  return [
    { path: ["azure"], vmSize, least: 1, nodes: nodeCount, surge: 1, spot: false },
    ...Object.entries(pools).map(([name, pool]): Share => {
      const { spot, min, max } = pool;
      return {
        path: ["azure", "pools", name],
        vmSize: pool.vmSize,
        least: Math.max(1, min),
        nodes: max,
        surge: spot ? 0 : 1,
        spot,
      };
    }),
  ];
}

function counts({ name }: Quota, { vmSize, spot }: Share): boolean {
  if (name === spotQuota || spot) return name === spotQuota && spot;
  return name === regional || familyOf(vmSize)?.toLowerCase() === name.toLowerCase();
}

function total(quota: Quota, shares: readonly Share[]): number {
  return shares
    .filter((share) => counts(quota, share))
    .reduce((sum, { nodes, surge, vmSize }) => sum + (nodes + surge) * (coresOf(vmSize) ?? 0), 0);
}

function inWords(quota: Quota, shares: readonly Share[]): string {
  const counted = shares.filter((share) => counts(quota, share));
  const terms = counted.map(({ nodes, surge, vmSize }) => {
    const size = `${vmSize} (${coresOf(vmSize) ?? 0} cores each)`;
    return surge === 0 ? `${nodes} × ${size}` : `(${nodes} + ${surge} for upgrades) × ${size}`;
  });
  const { name, limit, path } = quota;
  return `${terms.join(" + ")} = ${total(quota, shares)} cores of ${name === regional ? "the region" : name}, and ${path.join(".")} is ${limit}`;
}

/** The changes after which a cluster is within its quotas. */
export function stepsWithinQuota(azure: Azure, isWrong: (azure: Azure) => boolean): readonly Step[] {
  const broken = exceeded(azure);
  return broken.length === 0 ? [] : mendOf(azure, broken, isWrong).steps;
}

/** What to change, and the changes that do it: fewer nodes, a smaller size, or a higher quota where no cluster fits. */
function mendOf(azure: Azure, broken: readonly Quota[], isWrong: (azure: Azure) => boolean) {
  const counted = sharesOf(azure).filter((share) => broken.some((quota) => counts(quota, share)));
  const cores = ({ nodes, surge, vmSize }: Share) => (nodes + surge) * (coresOf(vmSize) ?? 0);
  const largestFirst = [...counted].sort((a, b) => a.path.length - b.path.length || cores(b) - cores(a));
  const withNodes = ({ path }: Share, nodes: number): Step => ({
    path: [...path, path.length === 1 ? "nodeCount" : "max"],
    value: nodes,
  });
  const fewer = largestFirst.flatMap((share) =>
    Array.from({ length: Math.max(0, share.nodes - share.least) }, (_, less) => [
      withNodes(share, share.nodes - 1 - less),
    ]),
  );
  const fewest = largestFirst.map((share) => withNodes(share, share.least));
  const smaller = largestFirst
    .filter(({ vmSize }) => architectureOf(vmSize) === "amd64" && !vmSize.startsWith("Standard_N"))
    .map(({ path }): Step => ({ path: [...path, "vmSize"], value: versions.vmSizes.is.small }));
  const enough = broken.map((quota): Step => ({ path: quota.path, value: total(quota, sharesOf(azure)) }));
  const candidates = [...fewer, ...smaller.map((step) => [step]), fewest, [...fewest, ...smaller], enough];
  const fits = (steps: readonly Step[]) => {
    const { azure: then } = after({ azure }, steps);
    return exceeded(then).length === 0 && !isWrong(then);
  };
  const steps = candidates.find(fits) ?? enough;
  const [{ path, value } = { path: ["azure"] as const, value: "" }] = steps;
  const kinds: Readonly<Record<string, string>> = {
    nodeCount: `can be at most ${value}`,
    max: `can be at most ${value}`,
    vmSize: "is too large",
  };
  const rule =
    kinds[path.at(-1) ?? ""] ??
    "is too little for this cluster: ask Azure for more ('az quota update'), then say here what it gives";
  return { path, steps, rule, value: String(at({ azure }, ...path)) };
}
