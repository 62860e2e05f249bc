import { type EventFacts, instantsOf } from "../../../components/events/facts";
import { longestRun } from "../../../components/events/names";
import { hasRoom, type Phase } from "../../../components/events/phase";
import { attempts } from "../attempts";
import { iso } from "../schedule/kept";
import { type Running } from "../schedule/pass";
import { stopAll } from "../schedule/stop-all";
import { keptOf, type SeenNodes, written } from "./kept";
import { type Moment, momentOf } from "./moment";
import { tidied } from "./tidy";

/** The Deployment that holds an event's nodes. */
export interface Holder {
  /** How many pods there should be. */
  readonly replicas: number;
  /** How many are ready: each has a node with the image. */
  readonly ready: number;
  /** Image that its pods pull: none before it is known. */
  readonly image: string;
}

/** What came of a try to have an event's image built. */
export type Preparation =
  | { readonly commit: string; readonly image: string }
  /** It failed: the build, the repository, or the server. */
  | { readonly failure: string }
  /** It is not done. Why, in a few words. */
  | { readonly goesOn: string };

/** What the job works on. */
export interface Ground {
  /** What is in the ConfigMap. `undefined` if nothing is yet. */
  kept(): Promise<Readonly<Record<string, string>> | undefined>;
  /** Writes keys of it. Those that are `null` are removed. */
  keep(data: Readonly<Record<string, string | null>>): Promise<void>;
  holder(event: EventFacts): Promise<Holder>;
  /** Sets how many pods there should be, and which image they pull. */
  setHolder(event: EventFacts, wanted: Partial<Pick<Holder, "replicas" | "image">>): Promise<void>;
  /** How many nodes of an event are ready. */
  readyNodes(event: EventFacts): Promise<number>;
  /** Servers of an event that run or start, and are not being stopped. */
  servers(event: EventFacts): Promise<readonly Running[]>;
  stop(server: Running): Promise<void>;
  /** Launches an event's repository once, and removes the server. What is not done after the time goes on in the hub. */
  prepare(event: EventFacts, seconds: number): Promise<Preparation>;
}

/** What came of one run of the job, a line each. */
export interface Pass {
  /** What was changed. */
  readonly did: readonly string[];
  /** What could not be done. */
  readonly failed: readonly string[];
}

/** Seconds for all that is built in one run. What is removed afterwards comes on top. */
const buildTime = 180;

/** Seconds of the job in which it begins to build. */
const beginsToBuild = longestRun - buildTime - 50;

/** Seconds of the job in which it begins to stop servers: the last one takes 20 at most. */
const stopping = longestRun - 50;

/** Seconds that one event's launch gets at least: an image that is there already needs no more. Assumed. */
const shortest = 60;

/** Milliseconds from one look at the nodes to the next that are counted at most: three runs. */
const longestLook = 15 * 60_000;

/**
 * Gives each event what it needs now, and takes away what it does not need. It looks at what is there, and not at what it did before: a run that was left
 * out, or done twice, changes nothing. What fails for one event does not keep another one from its room. Images are built last, because that takes long.
 *
 * @param now milliseconds since 1970, UTC
 * @param spent seconds since the job began
 */
export async function pass(
  events: readonly EventFacts[],
  ground: Ground,
  now: number,
  spent: () => number,
): Promise<Pass> {
  const { did, failed, attempt } = attempts();

  const read = await attempt("read what is kept of events", async () => ({ data: await ground.kept() }));
  const [isKnown, data] = [read !== undefined, read?.data];
  const moments = events.map((event) => ({ event, moment: momentOf(event, data, now) }));
  for (const { event, moment } of moments) {
    // What is not known may be a rehearsal.
    if (moment.needsRoom || moment.phase === "over" || isKnown)
      await attempt(`the room of ${event.name}`, () => room(event, moment));
  }
  for (const { event, moment } of moments)
    if (isKnown) await attempt(`the nodes of ${event.name}`, () => see(event, moment));
  for (const { event, moment } of moments) if (moment.isOver) await stopServers(event);
  if (isKnown) {
    await attempt("remove what is kept of events that are gone", async () => {
      const gone = tidied(events, data, now);
      if (gone.length === 0) return;
      await ground.keep(Object.fromEntries(gone.map((key) => [key, null])));
      did.push(`removed ${gone.join(", ")}`);
    });
    if (spent() < beginsToBuild) await prepare();
  }
  return { did, failed };

  /** As many pods as it needs, which pull its image. */
  async function room(event: EventFacts, { needsRoom, image }: Moment) {
    const holder = await ground.holder(event);
    const replicas = needsRoom ? event.holders : 0;
    const wanted = {
      ...(holder.replicas !== replicas && { replicas }),
      ...(needsRoom && image !== undefined && image !== holder.image && { image }),
    };
    if (Object.keys(wanted).length === 0) return;
    await ground.setHolder(event, wanted);
    if ("replicas" in wanted)
      did.push(
        `${event.name}: ${replicas === 0 ? "let go of its nodes" : `holds ${replicas === 1 ? "1 node" : `${replicas} nodes`}`}`,
      );
    if ("image" in wanted) did.push(`${event.name}: its nodes pull ${wanted.image ?? ""}`);
  }

  async function stopServers(event: EventFacts) {
    const servers = (await attempt(`list the servers of ${event.name}`, () => ground.servers(event))) ?? [];
    const stop = (one: Running) =>
      attempt(`stop the server of ${one.user}`, async () => {
        await ground.stop(one);
        did.push(`${event.name}: stopped the server of ${one.user}`);
      });
    const left = await stopAll(servers, stop, () => spent() >= stopping);
    if (left > 0) did.push(`${event.name}: left ${left} servers for the next run`);
  }

  /** Looks how many nodes it has, and counts their time. */
  async function see(event: EventFacts, { needsRoom, phase }: Moment) {
    const before = keptOf(data, event, "seen");
    const ready = await ground.readyNodes(event);
    if (!needsRoom && ready === 0 && (before?.ready ?? 0) === 0) return;
    await ground.keep(written(event, "seen", seenNow(before, { ready, now, isAll: isAll(event, ready, phase) })));
  }

  /** Several get their time in turns: first those that were not tried, or longest ago. */
  async function prepare() {
    const unbuilt = moments
      .filter(({ moment }) => moment.wantsImage)
      .sort((one, other) => one.moment.tried - other.moment.tried || startOf(one.event) - startOf(other.event))
      .slice(0, Math.floor(buildTime / shortest));
    for (const { event } of unbuilt) {
      await attempt(`the image of ${event.name}`, async () => {
        const came = await ground.prepare(event, Math.floor(buildTime / unbuilt.length));
        if ("goesOn" in came) return void did.push(`${event.name}: its image is not there yet: ${came.goesOn}`);
        // Somebody may have fixed a commit by hand meanwhile.
        const meanwhile = keptOf(await ground.kept(), event, "prepared");
        if (meanwhile !== undefined && "commit" in meanwhile) return;
        await ground.keep(written(event, "prepared", { ...came, at: iso(now) }));
        if ("failure" in came) throw new Error(came.failure);
        did.push(`${event.name}: fixed ${came.commit}, as ${came.image}`);
      });
    }
  }
}

/** Whether all of an event's nodes are there, on its day. Those of a rehearsal are gone by then. */
function isAll({ pool, holders }: EventFacts, ready: number, phase: Phase): boolean {
  return hasRoom(phase) && ready >= (pool?.nodes ?? holders);
}

function seenNow(
  before: SeenNodes | undefined,
  { ready, now, isAll: all }: { readonly ready: number; readonly now: number; readonly isAll: boolean },
): SeenNodes {
  const since = before === undefined ? 0 : Math.max(0, now - Date.parse(before.at));
  const readyAt = before?.readyAt ?? (all ? iso(now) : undefined);
  return {
    ready,
    ...(readyAt !== undefined && { readyAt }),
    nodeSeconds: (before?.nodeSeconds ?? 0) + Math.round((ready * Math.min(since, longestLook)) / 1000),
    at: iso(now),
  };
}

function startOf(event: EventFacts): number {
  return instantsOf(event).start;
}
