import { nextStop } from "../../../components/schedule/cluster-hours";
import { momentInWords, hoursInWords } from "../../../components/schedule/words";
import { type ScheduleFacts } from "../../../components/schedule/facts";
import { maintenanceInWords } from "../../../components/schedule/maintenance-words";
import { stateMap } from "../../../components/schedule/names";
import { stateAt } from "../../../components/schedule/state";
import { type HubFacts } from "../../../components/operate/facts";
import { CannotLook } from "../cannot-look";
import { type Cluster } from "../cluster";
import { configMapIn } from "../config-map";
import { agoInWords } from "../check/kept-words";
import { asleepAt } from "./asleep";
import { keep } from "./ground";
import { type KeptState, stateIn, visitIn, writtenVisit } from "./kept";
import { saidOf } from "./pass";

/** What `npm run hub -- schedule` shows. Times are ISO 8601, UTC. */
export interface Shown {
  readonly hours: string;
  readonly maintenance?: string;
  readonly asleep: boolean;
  /** When it opens, if it is asleep. Else when it goes to sleep. */
  readonly next: string;
  /** Until when somebody woke it. @default nobody did */
  readonly wokenUntil?: string;
  readonly state: Partial<KeptState>;
}

/** The schedule of a hub. @throws CannotLook if it has none, or its job has not run yet */
export async function shownSchedule(cluster: Cluster, facts: HubFacts, now: Date): Promise<Shown> {
  const schedule = scheduleOf(facts);
  const data = (await configMapIn(cluster, stateMap, "read the state of the schedule"))?.data;
  const [state, visit] = [stateIn(data), visitIn(data)];
  const asleep = asleepAt(state, visit, now.getTime());
  const { maintenance } = schedule;
  if (state.sleep === undefined)
    throw new CannotLook(
      "The schedule's job has not run yet. It runs every five minutes: kubectl get jobs -l component=binder-schedule",
    );
  const woken = visit !== undefined && visit.until > now.getTime();
  const closes = Math.max(Date.parse(state.sleep.from), woken ? visit.until : 0);
  return {
    hours: hoursInWords(schedule),
    ...(maintenance && { maintenance: maintenanceInWords(maintenance) }),
    asleep,
    next: asleep ? state.sleep.until : new Date(closes).toISOString(),
    ...(woken && { wokenUntil: new Date(visit.until).toISOString() }),
    state,
  };
}

/** It as a person reads it. */
export function scheduleInWords(shown: Shown, { timeZone }: Pick<ScheduleFacts, "timeZone">, now: Date): string {
  const at = (time: string) => momentInWords(Date.parse(time), timeZone);
  const { lastWake, lateSeconds = 0, done, wakes } = shown.state;
  const age = done === undefined ? Infinity : (now.getTime() - Date.parse(done)) / 60_000;
  return [
    shown.asleep ? `Asleep. It opens on ${at(shown.next)}.` : `Awake. It goes to sleep on ${at(shown.next)}.`,
    ...(shown.wokenUntil === undefined ? [] : [`Somebody woke it, until ${at(shown.wokenUntil)}.`]),
    `${shown.hours.charAt(0).toUpperCase()}${shown.hours.slice(1)}.`,
    ...(shown.maintenance === undefined ? [] : [`Maintenance: ${shown.maintenance}.`]),
    ...(wakes === undefined ? [] : [`It is waking since ${at(wakes.since)}.`]),
    ...(lastWake === undefined
      ? []
      : [
          `Last wake-up: ${at(lastWake.since)}, by ${lastWake.by === "visit" ? "a visitor" : "the schedule"}; ${lastWake.seconds === 0 ? "nodes were there" : `the first node was ready after ${inMinutes(lastWake.seconds)}`}.`,
        ]),
    ...(lateSeconds === 0 ? [] : [`Nodes have been missing for ${inMinutes(lateSeconds)}.`]),
    done === undefined || age > 20
      ? `The job has not done its work ${done === undefined ? "yet" : `since ${at(done)}`}: kubectl logs -l component=binder-schedule --tail=20`
      : `The job did its work ${agoInWords(done, now)}.`,
  ].join("\n");
}

const inMinutes = (seconds: number) => (seconds < 90 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`);

/**
 * Wakes a hub for some time, as a visitor's click does. Nodes are held with the job's next run.
 *
 * @returns until when
 * @throws CannotLook if it has no schedule, or its cluster is stopped before
 */
export async function wake(cluster: Cluster, facts: HubFacts, seconds: number, now: Date): Promise<Date> {
  const schedule = scheduleOf(facts);
  const until = now.getTime() + seconds * 1000;
  const stop = schedule.sleep === "cluster" ? nextStop(schedule, schedule.maintenance, now.getTime()) : undefined;
  if (stop !== undefined && stop < until)
    throw new CannotLook(
      `The cluster is stopped on ${momentInWords(stop, schedule.timeZone)} (schedule.sleep: cluster), whether the hub is awake or not: wake it for less.`,
    );
  await keep(cluster, { visit: writtenVisit({ at: now.getTime(), until }) });
  return new Date(until);
}

/** Ends a wake-up: the hub is as its schedule says again. */
export async function sleep(cluster: Cluster, facts: HubFacts, now: Date): Promise<void> {
  const schedule = scheduleOf(facts);
  const data = (await configMapIn(cluster, stateMap, "read the state of the schedule"))?.data;
  const visit = visitIn(data);
  if (visit === undefined || visit.until <= now.getTime()) return;
  const ended = { at: visit.at, until: now.getTime() };
  // The pods go by the state, which the job writes only with its next run.
  const state = { ...stateIn(data), ...saidOf(schedule, stateAt(schedule, now.getTime(), ended)) };
  await keep(cluster, { visit: writtenVisit(ended), state: JSON.stringify(state) });
}

function scheduleOf({ schedule }: HubFacts): ScheduleFacts {
  if (schedule !== undefined) return schedule;
  throw new CannotLook("This hub is always open: it has no schedule (binderhub:schedule).");
}
