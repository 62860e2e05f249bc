import { type EventFacts, instantsOf } from "../../../components/events/facts";
import { eventsMap } from "../../../components/events/names";
import { phaseAt } from "../../../components/events/phase";
import { askedSpec } from "../asked-repository";
import { CannotLook } from "../cannot-look";
import { type Outcome } from "../desk";
import { sayFailure, shownLaunch } from "../launch-verb";
import { Crowd } from "../load/crowd";
import { iso } from "../schedule/kept";
import { type EventDesk, linkOf, saying } from "./desk";
import { holderIn, readKept } from "./ground";
import { keptOf, written } from "./kept";
import { cameOf } from "./prepare";

/** Times that a launch is begun anew while its image is still built: each waits for ten minutes. */
const mostLaunches = 6;

/** An image, and its commit. */
export interface Image {
  readonly commit: string;
  readonly image: string;
}

/** Builds the image of an event now, and fixes its commit. */
export async function prepareVerb(desk: EventDesk, event: EventFacts): Promise<Outcome> {
  const { guest, now } = desk;
  const say = saying(desk);
  if (phaseAt(instantsOf(event), now().getTime()) === "over")
    throw new CannotLook(`${event.title} is over: nothing is built for it any more.`);
  const before = keptOf(await readKept(guest.cluster), event, "prepared");
  const wasAt = before !== undefined && "commit" in before ? before.commit : undefined;
  const built = await buildNow(desk, event);
  if (built === undefined) {
    if (!desk.cleanUp.signal.aborted)
      say(
        wasAt === undefined
          ? "Nothing is fixed yet. Mend the repository, and run this again."
          : `It stays at commit ${wasAt}.`,
      );
    return { code: 1, result: { event: event.name, ...(wasAt !== undefined && { commit: wasAt }) } };
  }
  await keepImage(desk, event, built);
  say(
    wasAt === undefined || wasAt === built.commit
      ? `Fixed: ${event.title} is at commit ${built.commit}. Later commits are not in it, until you run this again.`
      : `Fixed anew: ${event.title} is at commit ${built.commit}; it was at ${wasAt}.`,
  );
  const { replicas, image } = await holderIn(guest.cluster, event);
  if (replicas > 0 && image !== built.image) say("Its nodes pull the new image within five minutes.");
  say(`The link for people: ${linkOf(guest.facts, event)}`);
  const result = { event: event.name, ...built, ...(wasAt !== undefined && { before: wasAt }) };
  return { code: 0, result: { ...result, link: linkOf(guest.facts, event) } };
}

/** Builds an event's image, and shows how that goes. `undefined` if it fails, which is said. The server is removed at the end of the command. */
export async function buildNow(desk: EventDesk, event: EventFacts): Promise<Image | undefined> {
  const { guest, cleanUp, screen } = desk;
  const say = saying(desk);
  const spec = askedSpec(guest.facts, event.repository, event.ref);
  say(`Launching ${event.repository} at ${event.ref} once, so that its image is there.`);
  const crowd = await Crowd.gather({ guest, spec, people: 1, seconds: 0, cleanUp });
  for (let launches = 1; ; launches++) {
    const launched = await shownLaunch(desk, crowd);
    const came = cameOf(launched, cleanUp.signal.aborted);
    if ("image" in came) {
      await crowd.leave(0);
      return came;
    }
    if (cleanUp.signal.aborted) return undefined;
    if ("goesOn" in came && launches < mostLaunches) say("It is still built. Waiting on.");
    else {
      sayFailure(screen, "failure" in came ? { ...launched, failure: came.failure } : launched);
      return undefined;
    }
  }
}

/** Keeps what an event's image is: the job, the pages and the link take it from there. */
export async function keepImage({ guest, now }: EventDesk, event: EventFacts, image: Image): Promise<void> {
  const at = iso(now().getTime());
  const kept = written(event, "prepared", { commit: image.commit, image: image.image, at });
  await guest.cluster.changeMap("keep the image of an event", eventsMap, kept);
}
