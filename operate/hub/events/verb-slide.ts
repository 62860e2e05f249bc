import { writeFileSync } from "node:fs";
import { type EventFacts } from "../../../components/events/facts";
import { CannotLook } from "../cannot-look";
import { type Outcome } from "../desk";
import { type EventDesk, linkOf, saying } from "./desk";
import { slidePage } from "./slide";

/** Writes a slide with an event's link. */
export function slideVerb(desk: EventDesk, event: EventFacts, file: string | undefined): Outcome {
  if (file === undefined)
    throw new CannotLook(
      `Where is the slide to be written? npm run hub -- event slide ${event.name} --file slide.html`,
    );
  const { title, startInWords, people } = event;
  const link = linkOf(desk.guest.facts, event);
  writeFileSync(file, slidePage({ title, startInWords, link, people }));
  saying(desk)(`${file} has the link ${link}: open it in a browser, full screen.`);
  return { code: 0, result: { event: event.name, file, link } };
}
