import { setTimeout as timeout } from "node:timers/promises";

/** The time, and waiting for it: what a test puts in its own hands. */
export interface Clock {
  /** Seconds since some moment. */
  now(): number;
  /** Waits so many seconds, or until the signal is aborted. It never fails. */
  wait(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** The computer's own. */
export const realClock: Clock = {
  now: () => performance.now() / 1000,
  wait: (seconds, signal) => timeout(seconds * 1000, undefined, { ...(signal && { signal }) }).catch(() => undefined),
};
