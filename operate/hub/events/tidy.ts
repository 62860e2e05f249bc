import { type EventFacts } from "../../../components/events/facts";
import { type Kept } from "../../../components/events/names";
import { rehearsalIn } from "./rehearsal";

const kinds: readonly Kept[] = ["prepared", "rehearsal", "figures", "seen"];

/** Milliseconds for which a rehearsal that is over is known. */
const remembered = 24 * 3_600_000;

/**
 * Keys of what is kept that nobody needs any more: those of events that there are no more, and rehearsals that were over a day ago. Keys of another form are
 * not ours.
 *
 * @param now milliseconds since 1970, UTC
 */
export function tidied(
  events: readonly Pick<EventFacts, "name">[],
  data: Readonly<Record<string, string>> = {},
  now: number,
): readonly string[] {
  return Object.keys(data).filter((key) => {
    const dot = key.lastIndexOf(".");
    const [name, kind] = [key.slice(0, dot), key.slice(dot + 1)];
    if (!kinds.some((one) => one === kind)) return false;
    if (!events.some((event) => event.name === name)) return true;
    if (kind !== "rehearsal") return false;
    const rehearsal = rehearsalIn(data[key]);
    return rehearsal === undefined || Date.parse(rehearsal.until) < now - remembered;
  });
}
