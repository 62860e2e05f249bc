import { type EventFacts } from "../../../components/events/facts";
import { isRecord } from "../../../settings/untyped";
import { keptOf, type Rehearsal } from "./kept";

/** Whether an event is rehearsed at a moment. @param now milliseconds since 1970, UTC */
export function isRehearsed(
  event: EventFacts,
  data: Readonly<Record<string, string>> | undefined,
  now: number,
): boolean {
  const rehearsal = keptOf(data, event, "rehearsal");
  return rehearsal !== undefined && Date.parse(rehearsal.from) <= now && now < Date.parse(rehearsal.until);
}

/** A rehearsal that is written in a key, of whichever event. `undefined` if it is none. */
export function rehearsalIn(text: string | undefined): Rehearsal | undefined {
  try {
    const found: unknown = JSON.parse(text ?? "");
    if (!isRecord(found) || typeof found.from !== "string" || typeof found.until !== "string") return undefined;
    const isDated = [found.from, found.until].every((time) => !Number.isNaN(Date.parse(time)));
    return !isDated ? undefined : { from: found.from, until: found.until };
  } catch {
    return undefined;
  }
}
