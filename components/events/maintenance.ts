import { type Maintenance } from "../maintenance/settings";
import { minutesOfDay } from "../schedule/hours";
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
