import { type Settings } from "../../settings/settings";
import { type Maintenance } from "../maintenance/settings";
import { minutesOfDay } from "../schedule/hours";
import { hubOf, type HubSettings } from "./hub";
import { plansOf } from "./together";
import { type EventTimes } from "./times";

/** Days on which AKS must change nothing, both ends included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/**
 * The days of an event's nodes, by the clock of the maintenance's window: AKS has no maintenance on those.
 * @see https://learn.microsoft.com/azure/aks/planned-maintenance `notAllowedDates`
 */
export function daysOf({ nodesUp, gone }: EventTimes, { utcOffset }: Pick<Maintenance, "utcOffset">): Days {
  const ahead = minutesOfDay(utcOffset.slice(1)) * (utcOffset.startsWith("-") ? -1 : 1) * 60_000;
  const day = (instant: number) => new Date(instant + ahead).toISOString().slice(0, 10);
  return { from: day(nodesUp), to: day(gone) };
}

/** When AKS may change nodes: never on the days of an event. Days that are over do no harm, and so the windows change with the settings alone. */
export function withoutEvents(
  maintenance: Maintenance,
  { events = [], ...settings }: HubSettings & Pick<Settings, "events">,
): Maintenance {
  const days = plansOf(events, hubOf(settings)).map(([, { times }]) => daysOf(times, maintenance));
  const never = [...(maintenance.never ?? []), ...days];
  return never.length === 0 ? maintenance : { ...maintenance, never };
}
