import { at } from "../untyped";
import { type Properties, type Scene } from "../model";
import { ArmError } from "./errors";
import { tokens } from "./ids";
import { coresOf } from "./vm-sizes";
import { type World, worldOf } from "./world";

/** What counts cores, its limit, and how an error names it. */
interface Quota {
  readonly limit: number;
  readonly name: string;
  readonly counts: (pool: Properties) => boolean;
}

const isSpot = (pool: Properties) => pool.scaleSetPriority === "Spot";

/** Cores of a pool's nodes, with those that an upgrade adds for its time. */
function coresIn(pool: Properties, surge: number): number {
  return (Number(pool.count ?? 1) + surge) * coresOf(String(pool.vmSize));
}

/**
 * Refuses what needs more cores than the subscription has left: of the region, of the size's family, or, for spot nodes, of all spot nodes. An
 * upgrade needs its surge nodes' cores as well.
 * @see https://learn.microsoft.com/azure/virtual-machines/quotas
 * @see https://learn.microsoft.com/azure/quotas/spot-quota
 * @see https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/error-code-insufficientvcpuquota
 * @param id the pool's
 */
export function mustFitQuota(pool: Properties, { clouds }: Scene, id: string, upgrades = false): void {
  const others = clouds.ofType(tokens.pool).filter(([other]) => other !== id);
  for (const { limit, name, counts } of quotasFor(pool, worldOf(clouds))) {
    const used = others
      .filter(([, { properties }]) => counts(properties))
      .reduce((sum, [, { properties }]) => sum + coresIn(properties, 0), 0);
    const wanted = coresIn(pool, upgrades ? surgeOf(pool) : 0);
    if (used + wanted <= limit) continue;
    throw new ArmError(
      400,
      "ErrCode_InsufficientVCPUQuota",
      `Insufficient vcpu quota requested ${wanted}, remaining ${limit - used} for ${name}. Surge nodes would also consume vcpu quota.`,
    );
  }
}

/** The quotas that a pool counts against. The wording of the family's was seen; that of the others is assumed. */
function quotasFor(pool: Properties, { cores, families, spotCores }: World): readonly Quota[] {
  if (isSpot(pool)) return [{ limit: spotCores ?? cores, name: "spot nodes", counts: isSpot }];
  const own = [...families].filter(([, { series }]) => series === seriesOf(pool));
  return [
    { limit: cores, name: "all families", counts: (other) => !isSpot(other) },
    ...own.map(([name, { cores: limit, series }]) => ({
      ...{ limit, name: `family ${name}` },
      counts: (other: Properties) => !isSpot(other) && seriesOf(other) === series,
    })),
  ];
}

/** `Ds_v5` for `Standard_D4s_v5`: sizes that differ only in their cores are of one family. */
function seriesOf({ vmSize }: Properties): string {
  return String(vmSize).replace(/^Standard_([A-Z]+)\d+/, "$1");
}

/** Nodes that an upgrade adds: a number, or a percentage of the pool, rounded up. @default ten percent */
function surgeOf(pool: Properties): number {
  const given = at(pool, "upgradeSettings", "maxSurge");
  const asked = typeof given === "string" ? given : "10%";
  const [number, isPart] = [parseInt(asked, 10), asked.endsWith("%")];
  return isPart ? Math.ceil((Number(pool.count ?? 1) * number) / 100) : number;
}
