import { type ScheduleFacts } from "../../../components/schedule/facts";
import { keeperName, longestRun } from "../../../components/schedule/names";
import { type State, stateAt, type Visit } from "../../../components/schedule/state";
import { momentInWords } from "../../../components/schedule/words";
import { attempts } from "../attempts";
import { iso, type KeptState, stateIn, visitIn, type Wake, writtenVisit } from "./kept";
import { stopAll } from "./stop-all";

/** A server that runs. */
export interface Running {
  readonly user: string;
  /** Name of the server: empty for a person's only one. */
  readonly server: string;
}

/** What the schedule works on. */
export interface Ground {
  /** What is in the ConfigMap. `undefined` if there is none yet. */
  kept(): Promise<Readonly<Record<string, string>> | undefined>;
  /** Writes some keys of it, and makes it if there is none. */
  keep(data: Readonly<Record<string, string>>): Promise<void>;
  /** How many pods of a Deployment there should be, and are ready. */
  keeper(name: string): Promise<{ readonly replicas: number; readonly ready: number }>;
  scaleKeeper(name: string, replicas: number): Promise<void>;
  /** How many placeholders there should be. */
  placeholders(): Promise<number>;
  scalePlaceholders(replicas: number): Promise<void>;
  /** Milliseconds since 1970 at which each node for people or builds became ready, of those that are. */
  readyNodes(): Promise<readonly number[]>;
  servers(): Promise<readonly Running[]>;
  stop(server: Running): Promise<void>;
}

/** What came of applying the schedule once. */
export interface Pass {
  readonly state: State;
  /** What was changed, and what could not be, a line each. */
  readonly did: readonly string[];
  readonly failed: readonly string[];
}

/** Seconds of the job in which it begins to stop servers. What comes after takes 80 at most: the last stop, a look at the nodes, and the state, which is read and written. */
const stopping = longestRun - 90;

/** Minutes by which a hub that somebody woke stays awake longer, while people have servers. More than the job takes to come again. */
const longer = 15;

/**
 * Brings the hub into the state in which its schedule wants it. It looks at what is there, and not at what it did before: a run that was left out, or
 * done twice, changes nothing. What the pods read is written first, so that a hub opens even if the rest fails.
 *
 * @param now milliseconds since 1970, UTC
 * @param spent seconds since the job began
 */
export async function pass(schedule: ScheduleFacts, ground: Ground, now: number, spent: () => number): Promise<Pass> {
  const data = await ground.kept();
  const before = stateIn(data);
  const { did, failed, attempt } = attempts();

  const servers = await attempt("list the servers", () => ground.servers());
  let visit = visitIn(data);
  const goesOn = longerVisit(schedule, visit, servers ?? [], now);
  if (goesOn !== undefined) {
    visit = goesOn;
    await attempt("keep the hub awake", () => ground.keep({ visit: writtenVisit(goesOn) }));
    did.push(`people have servers: awake until ${iso(goesOn.until)}`);
  }
  const state = stateAt(schedule, now, visit);
  const told = { ...before, ...saidOf(schedule, state) };
  if (before.sleep?.from !== told.sleep.from || before.sleep.until !== told.sleep.until) {
    await attempt("say when the hub sleeps", async () => {
      await ground.keep({ state: JSON.stringify(told) });
      did.push(state.open ? `open until ${told.sleep.from}` : `asleep until ${told.sleep.until}`);
    });
  }

  const isWarm = state.warmSince !== undefined;
  let missing = 0;
  for (const [pool, min] of Object.entries(schedule.keepers)) {
    const name = keeperName(pool);
    const wanted = isWarm ? min : 0;
    await attempt(`hold the nodes of ${pool}`, async () => {
      const { replicas, ready } = await ground.keeper(name);
      missing += Math.max(0, wanted - ready);
      if (replicas === wanted) return;
      await ground.scaleKeeper(name, wanted);
      did.push(`${pool}: holds ${wanted} nodes`);
    });
  }
  if (schedule.placeholders > 0) {
    const wanted = isWarm ? schedule.placeholders : 0;
    await attempt("keep places free", async () => {
      if ((await ground.placeholders()) === wanted) return;
      await ground.scalePlaceholders(wanted);
      did.push(`keeps ${wanted} places free`);
    });
  }
  if (state.stopServers) {
    const stop = (one: Running) =>
      attempt(`stop the server of ${one.user}`, async () => {
        await ground.stop(one);
        did.push(`stopped the server of ${one.user}`);
      });
    const left = await stopAll(servers ?? [], stop, () => spent() >= stopping);
    if (left > 0) did.push(`left ${left} servers for the next run`);
  }
  const nodes = (isWarm ? await attempt("list the nodes", () => ground.readyNodes()) : undefined) ?? [];
  // Where nothing is held, nothing starts before people launch.
  const holds = Object.keys(schedule.keepers).length > 0 || schedule.placeholders > 0;
  const wakes = holds ? wakeOf(state, visit) : undefined;
  const missingSince = missing > 0 ? sinceWhen(before.missingSince, state, now) : undefined;
  const after: KeptState = {
    ...saidOf(schedule, state),
    holds,
    ...(missingSince !== undefined && { missingSince }),
    lateSeconds: missingSince === undefined ? 0 : Math.round((now - Date.parse(missingSince)) / 1000),
    ...doneWake(wakes, nodes, missing === 0, before),
    ...(failed.length === 0 ? { done: iso(now) } : before.done !== undefined && { done: before.done }),
  };
  await ground.keep({ state: JSON.stringify(after) });
  return { state, did, failed };
}

/** What the pods are told of the sleep. */
export function saidOf(schedule: ScheduleFacts, { sleep }: State): Pick<KeptState, "sleep" | "opens" | "wakeOnVisit"> {
  return {
    sleep: { from: iso(sleep.from), until: iso(sleep.until) },
    opens: momentInWords(sleep.until, schedule.timeZone),
    wakeOnVisit: schedule.wakeOnVisit,
  };
}

/** A visit that would end soon, while people who came through it have servers. */
function longerVisit(schedule: ScheduleFacts, visit: Visit | undefined, servers: readonly Running[], now: number) {
  if (visit === undefined || servers.length === 0 || now >= visit.until) return undefined;
  const until = now + longer * 60_000;
  // Nobody needs it while the hub is open by its schedule.
  return until > visit.until && !stateAt(schedule, now).open ? { at: visit.at, until } : undefined;
}

/** Since when nodes are missing. What was missing before they were held last, in a night of a job that was dead, says nothing. */
function sinceWhen(before: string | undefined, { warmSince = 0 }: State, now: number): string {
  return before !== undefined && Date.parse(before) >= warmSince ? before : iso(now);
}

/** The wake-up that is under way, or was. */
function wakeOf({ warmSince }: State, visit: Visit | undefined): Wake | undefined {
  if (warmSince === undefined) return undefined;
  return { since: iso(warmSince), by: warmSince === visit?.at ? "visit" : "schedule" };
}

/** A wake-up is done with the first node that became ready after it began. */
function doneWake(
  wakes: Wake | undefined,
  nodes: readonly number[],
  held: boolean,
  before: Partial<KeptState>,
): Pick<KeptState, "wakes" | "lastWake" | "wakeSeconds"> {
  const known = {
    ...(before.lastWake && { lastWake: before.lastWake }),
    ...(before.wakeSeconds !== undefined && { wakeSeconds: before.wakeSeconds }),
  };
  if (wakes === undefined || before.lastWake?.since === wakes.since) return known;
  const since = Date.parse(wakes.since);
  const first = Math.min(...nodes.filter((ready) => ready >= since));
  if (Number.isFinite(first)) {
    const seconds = Math.round((first - since) / 1000);
    return { lastWake: { ...wakes, seconds }, wakeSeconds: seconds };
  }
  // Nodes that were still there make no wake-up.
  if (nodes.length > 0 && held) return { ...known, lastWake: { ...wakes, seconds: 0 } };
  return { ...known, wakes };
}
