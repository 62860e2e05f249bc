import { only } from "../../settings/only";
import { type Hours, joined, minutesIn, openings, type Span } from "./hours";

/** What decides whether a hub sleeps: the setting `binderhub:schedule`. */
export interface Schedule extends Hours {
  readonly warmUp: string;
  readonly finish: string;
}

/** Somebody woke the hub. Milliseconds since 1970, UTC. */
export interface Visit {
  readonly at: number;
  /** Until then it stays awake, if it would not be open longer by its schedule. */
  readonly until: number;
}

/** How a hub should be at a moment. */
export interface State {
  /** Whether people can launch. */
  readonly open: boolean;
  /** Since when nodes are held: while it is open, and a while before it opens. @default they are not */
  readonly warmSince?: number;
  /** Whether servers that still run are to be stopped. */
  readonly stopServers: boolean;
  /** Time in which it sleeps: the one now, or the next. */
  readonly sleep: Span;
}

const dayLong = 86_400_000;

/** Days in which most schedules open at least once. Only if one does not, more of them are looked through. */
const near = 8;

/** Longest time from one opening to the next that is looked through, in days: more than the dates that can be excepted. */
const horizon = 400;

/** How a hub should be now. Nothing but the arguments goes into it. @param now milliseconds since 1970, UTC */
export function stateAt(schedule: Schedule, now: number, visit?: Visit): State {
  const last = Math.max(now, visit?.until ?? now);
  const around = { from: now - dayLong * near, until: last + dayLong * near };
  const planned = openings(schedule, around);
  const woken = visit === undefined || visit.until <= visit.at ? [] : [{ from: visit.at, until: visit.until }];
  const spans = together([...planned, ...woken]);
  const before = minutesIn(schedule.warmUp) * 60_000;
  const warm = together([...planned.map((span) => ({ ...span, from: span.from - before })), ...woken]);
  const current = spans.find((span) => isIn(span, now));
  const from = current?.until ?? spans.findLast(({ until }) => until <= now)?.until ?? earlier(schedule, now);
  const next = spans.find((span) => span.from > Math.max(now, from - 1)) ?? later(schedule, Math.max(now, from));
  const warmSince = warm.find((span) => isIn(span, now))?.from;
  return {
    open: current !== undefined,
    ...only("warmSince", warmSince),
    stopServers: current === undefined && now >= from + minutesIn(schedule.finish) * 60_000,
    sleep: { from, until: next.from },
  };
}

const isIn = ({ from, until }: Span, now: number) => from <= now && now < until;

function together(spans: readonly Span[]): readonly Span[] {
  return joined([...spans].sort((one, other) => one.from - other.from));
}

function earlier(schedule: Hours, now: number): number {
  const from = now - dayLong * horizon;
  return openings(schedule, { from, until: now }).findLast(({ until }) => until <= now)?.until ?? from;
}

function later(schedule: Hours, end: number): Span {
  const until = end + dayLong * horizon;
  return openings(schedule, { from: end, until }).find(({ from }) => from > end) ?? { from: until, until };
}
