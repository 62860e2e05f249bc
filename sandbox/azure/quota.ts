import { coresOf } from "../../settings/azure";
import { at } from "../../settings/untyped";
import { CloudError, type Properties, type Scene } from "../model";
import { tokens } from "./ids";

/** Cores of a pool, and of all pools within a cluster. */
function coresIn(properties: Properties): number {
  const inline = Array.isArray(properties.agentPoolProfiles) ? properties.agentPoolProfiles : [properties];
  return inline.reduce<number>(
    (sum, pool) => sum + Number(at(pool, "count") ?? 1) * (coresOf(String(at(pool, "vmSize"))) ?? 0),
    0,
  );
}

/** Refuses what needs more cores than the subscription has left. */
export function mustFitQuota(inputs: Properties, { clouds, quota }: Scene, id: string): void {
  const others = [...clouds.ofType(tokens.cluster), ...clouds.ofType(tokens.pool)].filter(([other]) => other !== id);
  const used = others.reduce((sum, [, thing]) => sum + coresIn(thing.properties), 0);
  const wanted = coresIn(inputs);
  if (used + wanted > quota.cores) {
    throw new CloudError(
      `Code="ErrCode_InsufficientVCPUQuota" Message="Insufficient regional vcpu quota left in this region. left regional vcpu quota ${quota.cores - used}, requested quota ${wanted}."`,
    );
  }
}
