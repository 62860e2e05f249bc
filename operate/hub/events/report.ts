import { type EventFigures } from "./kept";

/** What became of an event, for those who pay and those who plan the next one. */
export interface EventReport {
  readonly title: string;
  readonly name: string;
  readonly repository: string;
  /** What was launched of the repository. @default it is not known */
  readonly commit?: string;
  /** As people read it: `Thursday 4 March at 10:00 (Europe/Berlin)`. */
  readonly startInWords: string;
  /** People who were expected. */
  readonly people: number;
  /** How people's launches went. @default nothing was counted */
  readonly figures?: EventFigures;
  /** Seconds from the click until a notebook was there. @default nobody launched */
  readonly times?: { readonly median: number; readonly p95: number; readonly max: number };
  /** Its nodes. `readyAt` is when all were ready first: ISO 8601, UTC. @default it had none of its own */
  readonly nodes?: { readonly count: number; readonly hours: number; readonly readyAt?: string };
  /** What it cost until now, what was expected, and what it could have cost at most. @default nothing of it is billed, or a price is not known */
  readonly cost?: {
    readonly currency: string;
    readonly spent: number;
    readonly expected: number;
    readonly most: number;
  };
  /** When this was written: ISO 8601, UTC. */
  readonly at: string;
}
