import { type EventFacts } from "../../../components/events/facts";
import { doorPath } from "../../../components/events/names";
import { type HubFacts } from "../../../components/operate/facts";
import { CannotLook } from "../cannot-look";
import { type Desk } from "../desk";
import { pageOf } from "../launch";

/** What `npm run hub -- event` works with. */
export interface EventDesk extends Desk {
  readonly now: () => Date;
}

/**
 * The event that is meant.
 *
 * @param what the command, for the message
 * @param name @default the only one
 * @throws CannotLook if it is not clear which one, or there is none
 */
export function chosenEvent({ events = [] }: Pick<HubFacts, "events">, what: string, name?: string): EventFacts {
  const [first, ...others] = events;
  if (first === undefined)
    throw new CannotLook(
      "This hub has no events. Write one into binderhub:events (docs/events.md shows how), and run pulumi up.",
    );
  const names = events.map((event) => event.name).join(", ");
  if (name === undefined) {
    if (others.length === 0) return first;
    throw new CannotLook(`Which event? npm run hub -- event ${what} NAME, with one of these names: ${names}.`);
  }
  const found = events.find((event) => event.name === name);
  if (found === undefined) throw new CannotLook(`There is no event ${name}. There are: ${names}.`);
  return found;
}

/** The link that people open. */
export function linkOf(facts: HubFacts, { name }: EventFacts): string {
  return `${pageOf(facts)}${doorPath(name)}`;
}

/** Says a line. */
export function saying({ screen }: Pick<Desk, "screen">): (line: string) => void {
  return (line) => void screen.out.write(`${line}\n`);
}
