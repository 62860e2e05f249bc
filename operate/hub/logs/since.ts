import { CannotLook } from "../cannot-look";

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a time such as `90s`, `30m`, `1h` or `2d`. @throws CannotLook if it is none */
export function secondsOf(since: string): number {
  const [, number, unit = ""] = /^(\d{1,6})([smhd])$/.exec(since.trim()) ?? [];
  const seconds = Number(number) * (units[unit] ?? NaN);
  if (seconds > 0) return seconds;
  throw new CannotLook(`--since ${since} is no time: write 30m, 1h or 2d.`);
}

/** A time in words: `2 hours`. */
export function timeInWords(seconds: number): string {
  const [unit, name] = (
    [
      [86_400, "day"],
      [3600, "hour"],
      [60, "minute"],
    ] as const
  ).find(([length]) => seconds % length === 0 && seconds >= length) ?? [1, "second"];
  const count = seconds / unit;
  return count === 1 ? name : `${count} ${name}s`;
}
