import { bill } from "../cost/bill";
import { atMost, type Billed, type Month, times as soMany } from "../cost/billed";
import { isTimeZone } from "../schedule/time-zone";
import { diskBilled } from "../pools/bill";
import { samplesOf } from "../monitoring/samples";
import { planNames } from "./hub";
import { type EventNodes } from "./nodes";
import { type EventPlan } from "./plan";
import { plansOf } from "./together";
import { type Span } from "../schedule/hours";
import { type EventTimes, paidSpan, removalInWords } from "./times";

const hour = 3_600_000;

/** The part of a month's bill to which events belong. */
const part = "events";

/**
 * What events add to a month: their nodes, with the spare ones, and what their servers send. Most months have no event, so `least` and `likely` have
 * nothing of them. `most` has of each thing what the month uses in which events use most of it. Months are those of UTC, as Azure's are.
 */
export const eventsBill = bill(
  ["events", "cost", "monitoring", ...planNames],
  ({ events = [], cost, monitoring, ...hub }) => {
    const plans = plansOf(
      events.filter(({ timeZone }) => isTimeZone(timeZone)),
      // A bill is asked only of a cluster that the stack makes.
      { ...hub, platform: "azure" },
    );
    const months = new Map<string, Map<string, number>>();
    for (const [, plan] of plans) {
      const billed = [...billedOf(plan, cost.traffic), ...(monitoring.type === "azure" ? readOf(plan) : [])];
      for (const [month, share] of shareOfMonths(paidSpan(plan.times, "most"))) {
        const meters = months.get(month) ?? new Map<string, number>();
        for (const { meter, units } of billed) meters.set(meter, (meters.get(meter) ?? 0) + units.most * share);
        months.set(month, meters);
      }
    }
    const all = new Map<string, number>();
    for (const meters of months.values()) {
      for (const [meter, units] of meters) all.set(meter, Math.max(all.get(meter) ?? 0, units));
    }
    return [...all].map(([meter, units]): Billed => ({ part, meter, units: atMost(units) }));
  },
  ({ events = [] }) =>
    events.length === 0 ? {} : { assumed: { events: removalInWords }, notCounted: ["rehearsals of events"] },
);

/** Everything of one event that Azure bills: `likely` without the spare nodes, `most` with them. Nothing on a cluster that is not the stack's. */
export function billedOf({ event, times, nodes }: EventPlan, traffic: number): readonly Billed[] {
  if (nodes === undefined) return [];
  const units = nodeHours(times, nodes);
  const out = soMany(serverHours(times), event.people * traffic);
  return [
    { part, meter: `vm/${nodes.vmSize}`, units },
    { ...diskBilled(nodes.vmSize, units), part },
    { part, meter: "traffic", units: out },
    { part, meter: "balancer-data", units: out },
  ];
}

/** What numbers are read of an event's nodes and servers. */
function readOf({ event, times, nodes }: EventPlan): readonly Billed[] {
  if (nodes === undefined) return [];
  const servers = atMost(event.people * serverHours(times).most);
  const units = samplesOf({ nodes: nodeHours(times, nodes), servers, mounted: servers });
  return [{ part, meter: "metrics-taken", units }];
}

function nodeHours(times: EventTimes, { count, spare }: EventNodes): Month {
  const { likely, most } = paidHours(times);
  return { least: count * likely, likely: count * likely, most: (count + spare) * most };
}

/** The hours of one person's server. People come to the start, may come as soon as there are nodes, and none is there when the nodes are gone. */
function serverHours(times: EventTimes): Month {
  return { least: 0, likely: (times.gone - times.start) / hour, most: paidHours(times).most };
}

function paidHours(times: EventTimes): Pick<Month, "likely" | "most"> {
  const hours = (how: "likely" | "most") => {
    const { from, until } = paidSpan(times, how);
    return (until - from) / hour;
  };
  return { likely: hours("likely"), most: hours("most") };
}

/** The calendar months of a span, UTC, each with the part of the span that is in it. */
export function shareOfMonths({ from, until }: Span): readonly (readonly [month: string, share: number])[] {
  const shares: (readonly [string, number])[] = [];
  for (let at = from; at < until;) {
    const day = new Date(at);
    const next = Math.min(until, Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1));
    shares.push([day.toISOString().slice(0, 7), (next - at) / (until - from)]);
    at = next;
  }
  return shares;
}
