import { setMaxListeners } from "node:events";
import { messageOf } from "../../../sandbox/error-message";
import { type Clock } from "../clock";

/** What came of one person's click. Times in seconds. */
export interface Visit {
  /** From the start of the load to the click. */
  readonly clicked: number;
  /** From the click to the notebook server. */
  readonly notebook?: number;
  /** From the click to the first result of a cell. */
  readonly result?: number;
  /** Why there was no notebook, or no result. */
  readonly failure?: string;
}

/** One person, and what is done with them. */
export interface Visitor {
  /** Launches, and runs a cell. It may throw, which is a failure. */
  come(person: number): Promise<Omit<Visit, "clicked">>;
  /** Removes what the person has, whether or not they got it. */
  leave(person: number): Promise<void>;
}

/** A load while it goes on. */
export interface Going {
  readonly clicked: number;
  /** Visits that have come to a notebook or to a failure, in this order. */
  readonly visits: readonly Visit[];
  /** People who have a notebook now. */
  readonly present: number;
  /** Why nobody comes any more. */
  readonly stopped?: string;
}

/** How people come. */
export interface Coming extends Visitor {
  /** Seconds at which they come, the first one first. */
  readonly times: readonly number[];
  /** Seconds that they stay. */
  readonly stay: number;
  readonly clock: Clock;
  /** Aborted: nobody new comes, and everybody leaves. */
  readonly signal: AbortSignal;
  readonly onChange?: (going: Going) => void;
}

/** Lets people come, stay and leave. When it ends, everybody has left, however it ends. */
export async function receive({ times, stay, clock, signal, onChange, ...visitor }: Coming): Promise<Going> {
  const ending = new AbortController();
  // Everybody who stays listens.
  setMaxListeners(0, ending.signal);
  const visits: Visit[] = [];
  let [clicked, present] = [0, 0];
  let stopped: string | undefined;
  const began = clock.now();
  const stop = (why: string) => {
    stopped ??= why;
    ending.abort();
  };
  const going = (): Going => ({ clicked, visits, present, ...(stopped !== undefined && { stopped }) });
  const changed = () => onChange?.(going());
  const visit = async (person: number) => {
    const click = clock.now() - began;
    clicked++;
    changed();
    const came = await visitor.come(person).catch((error: unknown) => ({ failure: messageOf(error) }));
    // Those who were interrupted on their way say nothing of the hub.
    if (!signal.aborted || came.failure === undefined) visits.push({ clicked: click, ...came });
    if (failsTooOften(visits)) stop("more than a third of the last ten launches failed");
    const isThere = came.failure === undefined;
    if (isThere) present++;
    changed();
    if (isThere) await clock.wait(stay, ending.signal);
    await visitor.leave(person);
    if (isThere) present--;
    changed();
  };
  const interrupted = () => stop("interrupted");
  signal.addEventListener("abort", interrupted);
  if (signal.aborted) interrupted();
  const all: Promise<void>[] = [];
  for (const [person, time] of times.entries()) {
    await clock.wait(Math.max(0, began + time - clock.now()), ending.signal);
    if (ending.signal.aborted) break;
    all.push(visit(person));
  }
  await Promise.all(all);
  signal.removeEventListener("abort", interrupted);
  return going();
}

/** Whether so many of the last launches failed that more of them tell nothing new. */
export function failsTooOften(visits: readonly Visit[]): boolean {
  return visits.slice(-10).filter(({ failure }) => failure !== undefined).length > 10 / 3;
}
