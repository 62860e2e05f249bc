import { type AzurePlace } from "../cluster/settings";
import { type FactsSettings } from "./facts-of";
import { hubOf } from "./hub";
import { eventTaint, poolOf } from "./nodes";
import { plansOf } from "./together";

/** Pools of nodes, and the taints of each that other pools have not. */
export interface EventPools {
  readonly pools: AzurePlace["pools"];
  readonly taints: Readonly<Record<string, readonly string[]>>;
}

/** A pool for each event. It has no nodes but in the event's time: then pods hold as many as it needs, and the autoscaler makes one more if one fails. */
export function eventPools({ events = [], ...settings }: Omit<FactsSettings, "cost" | "namespace">): EventPools {
  const all = plansOf(events, hubOf(settings)).flatMap(([, { event, nodes }]) =>
    nodes === undefined ? [] : [{ name: event.name, nodes }],
  );
  return {
    pools: Object.fromEntries(
      all.map(({ name, nodes }) => [name, { ...poolOf(nodes), min: 0, max: nodes.count + nodes.spare }]),
    ),
    taints: Object.fromEntries(all.map(({ name }) => [name, [taintOf(name)]])),
  };
}

/** As AKS writes it. */
function taintOf(name: string): string {
  const { key, value, effect } = eventTaint(name);
  return `${key}=${value}:${effect}`;
}
