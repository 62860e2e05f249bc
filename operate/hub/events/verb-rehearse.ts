import { type EventFacts, instantsOf } from "../../../components/events/facts";
import { eventsMap, stateKey } from "../../../components/events/names";
import { hasRoom, phaseAt } from "../../../components/events/phase";
import { money } from "../../../components/cost/shown";
import { momentInWords } from "../../../components/schedule/words";
import { isRecord } from "../../../settings/untyped";
import { confirmed, type Prompt } from "../../prompt";
import { CannotLook } from "../cannot-look";
import { type Outcome } from "../desk";
import { spanOf } from "../load/span";
import { loadVerb } from "../load/verb";
import { iso } from "../schedule/kept";
import { StatusLine } from "../status-line";
import { type EventDesk, saying } from "./desk";
import { holderIn, readKept } from "./ground";
import { keptOf, written } from "./kept";
import { jobLog } from "./status";
import { buildNow, type Image, keepImage } from "./verb-prepare";
import { waitingHolders } from "./seen";

/** What `event rehearse` is told. */
export interface RehearseFlags {
  /** @default as many as the event is for */
  readonly people?: number;
  readonly prompt: Prompt;
}

/** Seconds that nodes take: until the job comes, until Azure has made them, and until they have pulled the image. Assumed. */
const nodesTake = 15 * 60;

/**
 * Seconds after which the hub's pods have what is kept of the event: the kubelet brings it with its next look, once a minute, and a little later if it asks its
 * cache. Before, BinderHub would refuse people by the usual quota.
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
 */
const seenAfter = 120;

/** Seconds after which nodes are not waited for any more. */
const longestWait = 20 * 60;

/** Seconds that a rehearsal has room for longer than it should take. */
const slack = 10 * 60;

/** Seconds before an event's nodes are made in which no rehearsal begins: its nodes must be gone by then. */
const before = 3600;

/** Rehearses an event: with its own nodes, its own image, and as many people as come on the day, at the same rate. */
export async function rehearseVerb(desk: EventDesk, event: EventFacts, flags: RehearseFlags): Promise<Outcome> {
  const { guest, cleanUp, now } = desk;
  const say = saying(desk);
  const { people = event.people, prompt } = flags;
  if (!prompt.yes && prompt.input.isTTY !== true)
    throw new CannotLook("There is no terminal to ask whether it may begin. --yes goes on without a question.");
  const stay = event.arriveWithin + 60;
  const crowdTakes = event.arriveWithin + stay;
  const takes = nodesTake + crowdTakes + slack;
  mustBeFree(event, people, takes, now().getTime());
  const running = keptOf(await readKept(guest.cluster), event, "rehearsal");
  if (running !== undefined && Date.parse(running.until) > now().getTime())
    throw new CannotLook(
      `${event.title} is rehearsed just now, by somebody else or by a command that was killed. Its room is free again on ${momentInWords(Date.parse(running.until), event.timeZone)}.`,
    );

  say(planIn(event, { people, stay, takes }));
  if (!(await confirmed("Rehearse it now?", prompt))) {
    say("Nothing was begun.");
    return { code: 2, result: { event: event.name, stopped: "not wanted" } };
  }
  const image = await imageFor(desk, event);
  if (image === undefined) return { code: 1, result: { event: event.name, stopped: "its image could not be built" } };

  const from = iso(now().getTime());
  const room = (until: number) =>
    guest.cluster.changeMap(
      "keep the rehearsal of an event",
      eventsMap,
      written(event, "rehearsal", { from, until: iso(until) }),
    );
  const ended = cleanUp.owe("The room of the rehearsal", () => room(now().getTime()));
  await room(now().getTime() + takes * 1000);
  const seconds = await nodesReady(desk, event, image.image);
  if (seconds === undefined) {
    await ended();
    return { code: 1, result: { event: event.name, stopped: "its nodes were not ready" } };
  }
  say(
    `${event.holders === 1 ? "Its node has" : `All ${event.holders} nodes have`} the image, after ${spanOf(seconds)}.`,
  );
  // Nodes may have taken longer than they should.
  await room(now().getTime() + (crowdTakes + slack) * 1000);
  const within = event.arriveWithin;
  const loaded = await loadVerb(desk, {
    ...{ people, within, stay, repository: event.repository, ref: image.commit },
    prompt: { ...prompt, yes: true },
  });
  await ended();
  say("The rehearsal is over. The job lets its nodes go within five minutes, and Azure removes them about ten later.");
  const result = isRecord(loaded.result) ? loaded.result : {};
  return { code: loaded.code, result: { event: event.name, ...image, nodesReadyAfter: seconds, ...result } };
}

/** @throws CannotLook if it cannot be rehearsed now */
function mustBeFree(event: EventFacts, people: number, takes: number, now: number): void {
  const times = instantsOf(event);
  const phase = phaseAt(times, now);
  const up = momentInWords(times.nodesUp, event.timeZone);
  if (phase === "over") throw new CannotLook(`${event.title} is over: there is nothing to rehearse.`);
  if (hasRoom(phase))
    throw new CannotLook(
      `${event.title} has its room since ${up}: people of a rehearsal would take its places. Look at it instead: npm run hub -- event status ${event.name}`,
    );
  if (now + Math.max(before, takes) * 1000 > times.nodesUp)
    throw new CannotLook(
      `It is too late to rehearse ${event.title}: its own nodes are made on ${up}. A rehearsal must begin ${spanOf(Math.max(before, takes))} before that, so that its people and nodes are gone by then.`,
    );
  if (people > event.places)
    throw new CannotLook(
      `${event.title} has places for ${event.places} people, and not for ${people}: --people ${event.places}, or set more of binderhub:events' people.`,
    );
}

function planIn(
  { title, holders, pool, price, arriveWithin }: EventFacts,
  { people, stay, takes }: { readonly people: number; readonly stay: number; readonly takes: number },
): string {
  const cost = price === undefined ? undefined : (price.nodeHour * holders * takes) / 3600;
  return [
    `${title} is rehearsed, as on its day:`,
    pool === undefined
      ? `- ${holders} pods pull its image.`
      : `- ${holders === 1 ? `1 node of ${pool.vmSize} is made, and pulls` : `${holders} nodes of ${pool.vmSize} are made, and pull`} its image: about ${spanOf(nodesTake)}.`,
    `- ${people} people come within ${spanOf(arriveWithin)}; each runs a cell and stays ${spanOf(stay)}, so that all are there at the same time.`,
    "- Then everybody and all nodes are removed, also after Ctrl-C.",
    cost === undefined || price === undefined
      ? "It takes place on real nodes, which may cost money."
      : `It costs about ${money(cost)} ${price.currency}: ${spanOf(takes)} at most, at ${money(price.nodeHour)} ${price.currency} an hour for each node.`,
  ].join("\n");
}

/**
 * The event's image. If none is fixed yet, it is built. Long before the event, it is fixed for the rehearsal only: the event has what the repository is when
 * its own image is built.
 */
async function imageFor(desk: EventDesk, event: EventFacts): Promise<Image | undefined> {
  const { guest, cleanUp, now } = desk;
  const prepared = keptOf(await readKept(guest.cluster), event, "prepared");
  if (prepared !== undefined && "commit" in prepared) return prepared;
  const built = await buildNow(desk, event);
  if (built === undefined) return undefined;
  if (phaseAt(instantsOf(event), now().getTime()) === "planned") {
    const forget = { [stateKey(event.name, "prepared")]: null };
    cleanUp.owe("The commit that was fixed for the rehearsal", () =>
      guest.cluster.changeMap("forget the image of a rehearsal", eventsMap, forget),
    );
  }
  await keepImage(desk, event, built);
  return built;
}

/** Waits until all nodes have the image. Seconds that it took. `undefined` if it took too long, or was interrupted: then why is said. */
async function nodesReady(desk: EventDesk, event: EventFacts, image: string): Promise<number | undefined> {
  const { guest, cleanUp, clock, screen } = desk;
  const say = saying(desk);
  const status = new StatusLine(screen, clock);
  const began = clock.now();
  while (!cleanUp.signal.aborted) {
    const holder = await holderIn(guest.cluster, event);
    const passed = clock.now() - began;
    const isAsked = holder.replicas >= event.holders && holder.image === image;
    const isReady = isAsked && holder.ready >= event.holders;
    if (isReady && passed >= seenAfter) {
      status.clear();
      return passed;
    }
    if (passed > longestWait) {
      status.clear();
      say(`Not all nodes were ready after ${spanOf(passed)}, so nobody comes.`);
      if (!isAsked) say(`The job has not asked for them: ${jobLog(guest.facts)}`);
      for (const { pod, why } of await waitingHolders(guest, event)) say(`  ${pod}: ${why}`);
      return undefined;
    }
    status.show(
      isReady
        ? `${spanOf(passed)}: its nodes have the image, and the hub's pods learn of the rehearsal within two minutes`
        : isAsked
          ? `${spanOf(passed)}: ${holder.ready} of ${event.holders} nodes have the image`
          : `${spanOf(passed)}: the job comes within five minutes`,
    );
    await clock.wait(10, cleanUp.signal);
  }
  status.clear();
  return undefined;
}
