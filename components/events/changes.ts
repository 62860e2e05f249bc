import { type Problem } from "../../settings/problems";
import { type Settings } from "../../settings/settings";
import { type Before } from "../../standing/recorded";
import { unprotect } from "../protection/losses";
import { hubOf } from "./hub";
import { keyOf } from "./keys";
import { plansOf } from "./together";

/** A protected pool cannot be deleted or replaced. This is refused here, because the engine would make the rest of the change first. */
export function poolsStay({ protect, events = [], ...settings }: Settings, { recorded }: Before): Problem[] {
  if (!protect) return [];
  const plans = plansOf(events, hubOf(settings));
  return [...recorded].flatMap(([resource, { type, outputs: was }]) => {
    const name = /^event-([a-z0-9]+)-pool$/.exec(resource)?.[1];
    if (type !== "azure-native:containerservice:AgentPool" || name === undefined) return [];
    const now = plans.find(([, { event }]) => event.name === name);
    if (now?.[1].nodes?.vmSize === was.vmSize) return [];
    const [key, does] = now === undefined ? ["binderhub:events", "delete"] : [keyOf(now[0], "vmSize"), "replace"];
    return [
      {
        key,
        rule: `would ${does} the pool of the event ${name}, but binderhub:protect is true. After its time it has no nodes, and costs nothing. ${unprotect}`,
      },
    ];
  });
}
