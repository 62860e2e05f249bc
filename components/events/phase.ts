import { type EventTimes } from "./times";

/**
 * Where an event stands. Its image is built while it is `preparing`, and its nodes are there while it is `warming`, `open` or `leaving`. Of one that is `over`,
 * nothing is left but its figures.
 */
export type Phase = "planned" | "preparing" | "warming" | "open" | "leaving" | "over";

/** Where an event stands at a moment. @param now milliseconds since 1970, UTC */
export function phaseAt({ prepare, nodesUp, start, end, gone }: EventTimes, now: number): Phase {
  if (now < prepare) return "planned";
  if (now < nodesUp) return "preparing";
  if (now < start) return "warming";
  if (now < end) return "open";
  return now < gone ? "leaving" : "over";
}

/** Whether an event has room of its own: its nodes, its quota, and servers that no rule of idleness ends. */
export function hasRoom(phase: Phase): boolean {
  return phase === "warming" || phase === "open" || phase === "leaving";
}
