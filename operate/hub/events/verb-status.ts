import { type EventFacts } from "../../../components/events/facts";
import { type Outcome } from "../desk";
import { painter } from "../show";
import { type EventDesk, saying } from "./desk";
import { seenOf } from "./seen";
import { statusOf } from "./status";
import { statusInWords } from "./status-words";

/** Shows where an event stands. Exit code 1 if something of it must be mended. */
export async function statusVerb(desk: EventDesk, event: EventFacts, json: boolean): Promise<Outcome> {
  const { guest, screen } = desk;
  const now = desk.now();
  const status = statusOf(event, await seenOf(guest, event, now), guest.facts, now.getTime());
  if (!json) saying(desk)(statusInWords(status, event, painter(screen)));
  return { code: status.wrong.length === 0 ? 0 : 1, result: status };
}
