import { type Visit } from "../../../components/schedule/state";
import { type KeptState } from "./kept";

/** Whether people cannot launch, as the hub's pods decide it: components/schedule/python/asleep.py. @param now milliseconds since 1970, UTC */
export function asleepAt({ sleep }: Partial<KeptState>, visit: Visit | undefined, now: number): boolean {
  if (sleep === undefined || (visit !== undefined && now < visit.until)) return false;
  return Date.parse(sleep.from) <= now && now < Date.parse(sleep.until);
}
