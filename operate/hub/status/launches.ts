import { attemptsIn, type Why } from "../logs/attempts";
import { type Entry } from "../logs/entries";

/** The launches of the last hour. */
export interface Launches {
  readonly succeeded: number;
  readonly failed: number;
  /** People who closed the page before it was ready. */
  readonly left: number;
  /** Why launches failed, the most frequent first. */
  readonly reasons: readonly { readonly why: Why; readonly count: number }[];
  /** Seconds in which half of the servers were there, counted from the end of the build. */
  readonly median?: number;
  /** Seconds in which 95 of 100 servers were there. */
  readonly p95?: number;
  /** Since when BinderHub's log goes, if that is less than an hour. */
  readonly since?: string;
}

const hour = 3_600_000;

/**
 * Counts the launches that ended within the last hour.
 *
 * @param started when each of BinderHub's pods started: what was before is in no log
 */
export function launchesIn(entries: readonly Entry[], now: Date, started: readonly Date[]): Launches {
  const from = now.getTime() - hour;
  const attempts = attemptsIn(entries).filter(({ ended }) => ended.getTime() >= from);
  const failures = attempts.filter(({ outcome }) => outcome === "failed");
  const seconds = attempts.flatMap((one) => one.seconds ?? []);
  const [median, p95] = [percentile(seconds, 50), percentile(seconds, 95)];
  const first = Math.min(...started.map((one) => one.getTime()));
  return {
    succeeded: attempts.filter(({ outcome }) => outcome === "launched").length,
    failed: failures.length,
    left: attempts.filter(({ outcome }) => outcome === "left").length,
    reasons: counted(failures.map(({ why }) => why ?? "other")),
    ...(median !== undefined && { median }),
    ...(p95 !== undefined && { p95 }),
    ...(Number.isFinite(first) && first > from && { since: new Date(first).toISOString() }),
  };
}

/** The smallest of some numbers that so many in a hundred do not exceed. `undefined` if there are none. */
export function percentile(numbers: readonly number[], hundredths: number): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((hundredths / 100) * sorted.length) - 1)];
}

function counted(whys: readonly Why[]): { why: Why; count: number }[] {
  return [...new Set(whys)]
    .map((why) => ({ why, count: whys.filter((one) => one === why).length }))
    .sort((a, b) => b.count - a.count);
}
