import { only } from "../../settings/only";
import { type Settings } from "../../settings/settings";
import { priceOf, priceTable } from "../cost/prices";
import { minutesIn } from "../schedule/hours";
import { momentInWords } from "../schedule/words";
import { billedOf } from "./bill";
import { type EventFacts } from "./facts";
import { holderCount } from "./holder";
import { hubOf, type HubSettings } from "./hub";
import { type EventPlan } from "./plan";
import { priceOfEvent } from "./price";
import { paidSpan } from "./times";
import { plansOf } from "./together";

/** What {@link eventFacts} looks at. */
export type FactsSettings = HubSettings & Pick<Settings, "cost" | "namespace" | "events">;

/** The facts of all events. `undefined` if there are none. */
export function eventFacts({ events, ...settings }: FactsSettings): readonly EventFacts[] | undefined {
  return events && plansOf(events, hubOf(settings)).map(([, plan]) => factsOfEvent(plan, settings));
}

/** The facts of an event. */
export function factsOfEvent(plan: EventPlan, settings: Omit<FactsSettings, "events">): EventFacts {
  const { event, times, nodes } = plan;
  const { name, title = name, repository, ref, urlPath, people, arriveWithin, timeZone } = event;
  return {
    ...{ name, title, repository, ref, ...only("urlPath", urlPath), people },
    places: Math.max(people, nodes?.seats ?? 0),
    arriveWithin: minutesIn(arriveWithin) * 60,
    timeZone,
    times: Object.fromEntries(
      Object.entries(times).map(([moment, instant]: [string, number]) => [moment, new Date(instant).toISOString()]),
    ) as unknown as EventFacts["times"],
    startInWords: momentInWords(times.start, timeZone),
    holders: holderCount(plan),
    ...(nodes && { pool: { vmSize: nodes.vmSize, nodes: nodes.count, spare: nodes.spare, each: nodes.each } }),
    ...only("price", priceFacts(plan, settings)),
  };
}

/** What an event was expected to cost. `undefined` if nothing of it is billed, or something has no price. */
function priceFacts(
  plan: EventPlan,
  { place, cost }: Pick<FactsSettings, "place" | "cost">,
): EventFacts["price"] | undefined {
  if (place.platform !== "azure" || plan.nodes === undefined) return undefined;
  const { location } = place;
  const { currency, likely, most, missing } = priceOfEvent(plan, { cost, location });
  if (missing.length > 0) return undefined;
  const { from, until } = paidSpan(plan.times, "likely");
  const hours = plan.nodes.count * ((until - from) / 3_600_000);
  const ofNodes = billedOf(plan, 0)
    .filter(({ units }) => units.likely > 0)
    .reduce(
      (sum, { meter, units }) => sum + units.likely * (priceOf(meter, location, cost.prices, priceTable()) ?? 0),
      0,
    );
  return { currency, likely, most, nodeHour: ofNodes / hours };
}
