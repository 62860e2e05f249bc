import { type painter } from "../show";
import { type Entry } from "./entries";

/** A line of a log, as it is shown. */
export interface LogLine {
  readonly at: string;
  /** Who said it: a pod, or `kubernetes` for an event. */
  readonly from: string;
  readonly level?: string;
  readonly text: string;
}

/** What somebody said, as lines. */
export function linesOf(from: string, entries: readonly Entry[]): readonly LogLine[] {
  return entries.map(({ at, level, text }) => ({
    at: at.toISOString(),
    from,
    ...(level !== undefined && { level }),
    text,
  }));
}

/** The newest lines, the oldest of them first. */
export function newest(lines: readonly LogLine[], count: number | undefined): readonly LogLine[] {
  const sorted = [...lines].sort((a, b) => a.at.localeCompare(b.at));
  return count === undefined ? sorted : sorted.slice(-count);
}

/** Lines for a person: times in UTC, without the day where all are of one day. Errors are red and warnings yellow. */
export function linesInWords(lines: readonly LogLine[], paint: ReturnType<typeof painter>): string {
  const days = new Set(lines.map(({ at }) => at.slice(0, 10)));
  const widest = Math.max(0, ...lines.map(({ from }) => from.length));
  return lines
    .map(({ at, from, level, text }) => {
      const time = days.size > 1 ? at.slice(5, 19).replace("T", " ") : at.slice(11, 19);
      const said = level === "E" || level === "C" ? paint("red", text) : level === "W" ? paint("yellow", text) : text;
      return `${paint("dim", `${time}Z ${from.padEnd(widest)}`)}  ${said}`;
    })
    .join("\n");
}
