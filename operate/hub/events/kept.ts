import { type EventFacts, identityOf } from "../../../components/events/facts";
import { type Kept, stateKey } from "../../../components/events/names";
import { isRecord } from "../../../settings/untyped";

/** The image of an event, or why there is none yet. Times are ISO 8601, UTC. */
export type Prepared = { readonly at: string } & (
  { readonly commit: string; readonly image: string } | { readonly failure: string }
);

/** A time in which an event has room as on its day. */
export interface Rehearsal {
  readonly from: string;
  readonly until: string;
}

/** How people's launches went, as BinderHub saw them: components/events/python/figures.py. */
export interface EventFigures {
  /** Servers that started. */
  readonly launched: number;
  readonly failed: number;
  /** Launches that a quota refused. */
  readonly refused: number;
  /** Most servers at the same time. */
  readonly most: number;
  /** Seconds that each server took to start, from the click. */
  readonly waits: readonly number[];
}

/** What became of an event's nodes. */
export interface SeenNodes {
  /** Nodes of it that were ready when the job last looked. */
  readonly ready: number;
  /** When all of them were ready first. @default they were not yet */
  readonly readyAt?: string;
  /** Seconds that its nodes ran, all together. */
  readonly nodeSeconds: number;
  /** When the job last looked. */
  readonly at: string;
}

interface Kinds {
  readonly prepared: Prepared;
  readonly rehearsal: Rehearsal;
  readonly figures: EventFigures;
  readonly seen: SeenNodes;
}

type Data = Readonly<Record<string, string>>;

/** What is kept of an event. `undefined` if it is of another one, or nothing that is understood. */
export function keptOf<What extends Kept>(
  data: Data | undefined,
  event: EventFacts,
  what: What,
): Kinds[What] | undefined {
  try {
    const found: unknown = JSON.parse(data?.[stateKey(event.name, what)] ?? "");
    return isRecord(found) && found.of === identityOf(event) ? (found as unknown as Kinds[What]) : undefined;
  } catch {
    return undefined;
  }
}

/** As {@link keptOf} reads it. */
export function written<What extends Kept>(event: EventFacts, what: What, value: Kinds[What]): Data {
  return { [stateKey(event.name, what)]: JSON.stringify({ of: identityOf(event), ...value }) };
}
