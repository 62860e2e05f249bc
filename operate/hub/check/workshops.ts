import { type EventFacts } from "../../../components/events/facts";
import { seenOf } from "../events/seen";
import { type EventSeen, statusOf } from "../events/status";
import { momentInWords } from "../../../components/schedule/words";
import { probe, well, wrong } from "./probe";

/** What is seen of each event, by its name. */
type Seen = Readonly<Record<string, EventSeen>>;

/** Who runs the hub should know of a workshop that will fail before its people do: scheduled checks are an alert. */
export const workshops = probe<Seen>({
  id: "workshops",
  group: "cluster",
  title: "Workshops have their image and their nodes in time",
  tried: ({ events = [] }) => `the image and the nodes of ${events.map(({ name }) => name).join(", ")}`,
  without: ({ events }) => (events === undefined ? "the hub has none" : undefined),
  seconds: 30,
  look: async (world) =>
    Object.fromEntries(
      await Promise.all(
        (world.facts.events ?? []).map(async (event) => [event.name, await seenOf(world, event, new Date())] as const),
      ),
    ),
  judge: (seen, facts, now) => {
    const events = facts.events ?? [];
    const found = events.flatMap((event) => {
      const one = seen[event.name];
      if (one === undefined) return [];
      return statusOf(event, one, facts, now.getTime()).wrong.map(({ saw, mend }) => ({
        saw: `${event.name}: ${saw}`,
        mend,
      }));
    });
    return found.length === 0
      ? well(nextOf(events, now.getTime()))
      : wrong(found.map(({ saw }) => saw).join("; "), [...new Set(found.map(({ mend }) => mend))].join("\n"));
  },
});

/** The next one that begins. */
function nextOf(events: readonly EventFacts[], now: number): string {
  const [next] = events
    .filter(({ times }) => Date.parse(times.end) > now)
    .sort((one, other) => one.times.start.localeCompare(other.times.start));
  return next === undefined
    ? "all are over"
    : `next is ${next.name}, on ${momentInWords(Date.parse(next.times.start), next.timeZone)}`;
}
