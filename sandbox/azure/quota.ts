import { at } from "../untyped";
import { type Properties, type Scene } from "../model";
import { ArmError } from "./errors";
import { tokens } from "./ids";
import { coresOf } from "./vm-sizes";
import { worldOf } from "./world";

/** Cores of a pool's nodes, with the nodes that an upgrade adds while it runs. */
function coresIn(pool: Properties, surge: number): number {
  return (Number(pool.count ?? 1) + surge) * coresOf(String(pool.vmSize));
}

/**
 * Refuses what needs more cores than the subscription has left. An upgrade also needs cores for its surge nodes.
 * @see https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/error-code-insufficientvcpuquota
 * @param id the pool's
 */
export function mustFitQuota(pool: Properties, { clouds }: Scene, id: string, upgrades = false): void {
  const { cores } = worldOf(clouds);
  const others = clouds.ofType(tokens.pool).filter(([other]) => other !== id);
  const used = others.reduce((sum, [, thing]) => sum + coresIn(thing.properties, 0), 0);
  const wanted = coresIn(pool, upgrades ? surgeOf(pool) : 0);
  if (used + wanted <= cores) return;
  throw new ArmError(
    400,
    "ErrCode_InsufficientVCPUQuota",
    `Insufficient regional vcpu quota left in this region. left regional vcpu quota ${cores - used}, requested quota ${wanted}. Surge nodes would also consume vcpu quota.`,
  );
}

/** Nodes that an upgrade adds: a number, or a percentage of the pool, rounded up. @default ten percent */
function surgeOf(pool: Properties): number {
  const given = at(pool, "upgradeSettings", "maxSurge");
  const asked = typeof given === "string" ? given : "10%";
  const [number, isPart] = [parseInt(asked, 10), asked.endsWith("%")];
  return isPart ? Math.ceil((Number(pool.count ?? 1) * number) / 100) : number;
}
