import { bill } from "../cost/bill";
import { type Billed, type Month } from "../cost/billed";
import { isTimeZone } from "../schedule/time-zone";
import { diskBilled } from "../pools/bill";
import { planNames } from "./hub";
import { type EventPlan } from "./plan";
import { plansOf } from "./together";
import { type Span } from "../schedule/hours";
import { paidSpan } from "./times";

const hour = 3_600_000;

/** The part of a month's bill to which events belong. */
const part = "events";

/** Units of a meter: nothing in a month without the event, and this much in its own. */
const only = (most: number): Month => ({ least: 0, likely: 0, most });

/**
 * What events add to a month: their nodes, with the spare ones, and what their servers send. Most months have no event, so `least` and `likely` have
 * nothing of them. `most` has of each thing what the month uses in which events use most of it. Months are those of UTC, as Azure's are.
 */
export const eventsBill = bill(["events", "cost", ...planNames], ({ events = [], cost, ...hub }) => {
  const plans = plansOf(
    events.filter(({ timeZone }) => isTimeZone(timeZone)),
    // A bill is asked only of a cluster that the stack makes.
    { ...hub, platform: "azure" },
  );
  const months = new Map<string, Map<string, number>>();
  for (const [, plan] of plans) {
    for (const [month, share] of shareOfMonths(paidSpan(plan.times))) {
      const meters = months.get(month) ?? new Map<string, number>();
      for (const { meter, units } of billedOf(plan, cost.traffic)) {
        meters.set(meter, (meters.get(meter) ?? 0) + units.most * share);
      }
      months.set(month, meters);
    }
  }
  const all = new Map<string, number>();
  for (const meters of months.values()) {
    for (const [meter, units] of meters) all.set(meter, Math.max(all.get(meter) ?? 0, units));
  }
  return [...all].map(([meter, units]): Billed => ({ part, meter, units: only(units) }));
});

/** Everything of one event that Azure bills: `likely` without the spare nodes, `most` with them. Nothing on a cluster that is not the stack's. */
export function billedOf({ event, times, nodes }: EventPlan, traffic: number): readonly Billed[] {
  if (nodes === undefined) return [];
  const { from, until } = paidSpan(times);
  const hours = (until - from) / hour;
  const units: Month = {
    least: nodes.count * hours,
    likely: nodes.count * hours,
    most: (nodes.count + nodes.spare) * hours,
  };
  const sent = event.people * ((times.gone - times.start) / hour) * traffic;
  const out: Month = { least: 0, likely: sent, most: sent };
  return [
    { part, meter: `vm/${nodes.vmSize}`, units },
    { ...diskBilled(nodes.vmSize, units), part },
    { part, meter: "traffic", units: out },
    { part, meter: "balancer-data", units: out },
  ];
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
