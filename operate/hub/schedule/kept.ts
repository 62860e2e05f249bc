import { type Visit } from "../../../components/schedule/state";
import { isRecord } from "../../../settings/untyped";

/** What the job keeps for BinderHub, for JupyterHub, for `npm run hub` and for its own next run. Times are ISO 8601, UTC. */
export interface KeptState {
  /** Time in which the hub sleeps: the one now, or the next. */
  readonly sleep: { readonly from: string; readonly until: string };
  /** The end of it, as people read it. */
  readonly opens: string;
  readonly wakeOnVisit: boolean;
  /** Whether nodes are held while the hub is awake. If not, it has none before people launch. */
  readonly holds: boolean;
  /** Since when nodes have been held that are not ready yet. @default none are missing */
  readonly missingSince?: string;
  /** Seconds for which nodes have been missing that the schedule holds. */
  readonly lateSeconds: number;
  /** The wake-up that is under way: since when, and who began it. @default none is */
  readonly wakes?: Wake;
  /** The last wake-up that was done. */
  readonly lastWake?: Wake & { readonly seconds: number };
  /** Seconds that the last wake-up took until a node was ready. */
  readonly wakeSeconds?: number;
  /** When the schedule was last applied, and nothing failed. */
  readonly done?: string;
}

/** A wake-up. */
export interface Wake {
  readonly since: string;
  readonly by: "visit" | "schedule";
}

export const iso = (instant: number): string => new Date(instant).toISOString().replace(/\.\d+Z$/, "Z");

/** The state of before. Another version of the program may have written it, or a person: then it is as if there were none. */
export function stateIn(data: Readonly<Record<string, string>> | undefined): Partial<KeptState> {
  const found = parsed(data?.state);
  return isRecord(found) ? found : {};
}

/** Who woke the hub. `undefined` if nobody did. */
export function visitIn(data: Readonly<Record<string, string>> | undefined): Visit | undefined {
  const found = parsed(data?.visit);
  if (!isRecord(found)) return undefined;
  const [at, until] = [found.at, found.until].map((time) => (typeof time === "string" ? Date.parse(time) : NaN));
  return at === undefined || until === undefined || Number.isNaN(at) || Number.isNaN(until) ? undefined : { at, until };
}

/** As {@link visitIn} reads it. */
export function writtenVisit({ at, until }: Visit): string {
  return JSON.stringify({ at: iso(at), until: iso(until) });
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
