import { isDeepStrictEqual } from "node:util";
import { type Problem } from "../../settings/problems";
import { type Settings } from "../../settings/settings";
import { type Before } from "../../standing/recorded";
import { unprotect } from "../protection/losses";

/** A protected pool cannot be deleted or replaced. This is refused here, because the engine would make the rest of the change first. */
export function protectedPoolsStay({ place, protect }: Settings, { recorded }: Before): Problem[] {
  if (!protect || place.platform !== "azure") return [];
  return [...recorded].flatMap(([resource, { type, outputs: was }]) => {
    const name = /^pool-([a-z0-9]+)-pool$/.exec(resource)?.[1];
    if (type !== "azure-native:containerservice:AgentPool" || name === undefined) return [];
    const now = place.pools[name];
    const isSame =
      now !== undefined &&
      now.vmSize === was.vmSize &&
      now.spot === (was.scaleSetPriority === "Spot") &&
      isDeepStrictEqual(
        [...(now.zones ?? [])].sort(),
        [...((was.availabilityZones as string[] | undefined) ?? [])].sort(),
      );
    const rule = `would ${now === undefined ? "delete" : "replace"} the pool ${name} and stop the servers on it, but binderhub:protect is true. ${unprotect}`;
    return isSame ? [] : [{ key: `binderhub:azure.pools.${name}`, rule }];
  });
}
