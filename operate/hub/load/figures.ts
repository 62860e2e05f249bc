import { type Visit } from "./visits";

/** Times of several people, in seconds. Left out where nobody got there. */
export interface Times {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** What a load came to. */
export interface Figures {
  readonly launched: number;
  readonly failed: number;
  /** How many failed for each reason, the most frequent first. */
  readonly failures: readonly { readonly why: string; readonly count: number }[];
  /** Click to notebook server: of all, and of the first and the last tenth of those who clicked. */
  readonly notebook: { readonly all?: Times; readonly first?: Times; readonly last?: Times };
  /** Click to the first result of a cell. */
  readonly result: { readonly all?: Times; readonly first?: Times; readonly last?: Times };
}

/** The figures of visits. */
export function figuresOf(visits: readonly Visit[]): Figures {
  const inOrder = [...visits].sort((one, other) => one.clicked - other.clicked);
  const tenth = Math.ceil(inOrder.length / 10);
  const times = (key: "notebook" | "result") => ({
    ...only("all", timesOf(inOrder, key)),
    ...only("first", timesOf(inOrder.slice(0, tenth), key)),
    ...only("last", timesOf(inOrder.slice(-tenth), key)),
  });
  const failed = inOrder.flatMap(({ failure }) => (failure === undefined ? [] : [reasonIn(failure)]));
  return {
    launched: inOrder.length - failed.length,
    failed: failed.length,
    failures: [...new Set(failed)]
      .map((why) => ({ why, count: failed.filter((other) => other === why).length }))
      .sort((one, other) => other.count - one.count),
    notebook: times("notebook"),
    result: times("result"),
  };
}

/**
 * The smallest of the values that at least this part of them does not exceed (nearest rank). `undefined` if there are none.
 *
 * @param part from 0 to 1
 */
export function percentile(values: readonly number[], part: number): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}

/** The first line, with the names of single people, servers and moments left out. */
function reasonIn(failure: string): string {
  const [line = ""] = failure.trim().split("\n");
  return line
    .replace(/load--[0-9a-f]+-\d+/g, "…")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "…")
    .slice(0, 160);
}

function timesOf(visits: readonly Visit[], key: "notebook" | "result"): Times | undefined {
  const values = visits.flatMap(({ [key]: seconds }) => (seconds === undefined ? [] : [seconds]));
  const [median, p95, max] = [0.5, 0.95, 1].map((part) => percentile(values, part));
  return median === undefined || p95 === undefined || max === undefined ? undefined : { median, p95, max };
}

function only<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, Value>>);
}
