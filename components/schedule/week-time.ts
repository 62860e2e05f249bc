/** Minutes of a day. */
export const dayLong = 24 * 60;

/** A time of the week, as a workflow of Logic Apps has it. */
export interface WeekTime {
  /** English names of days. */
  readonly weekDays: readonly string[];
  readonly hours: readonly [number];
  readonly minutes: readonly [number];
}

/** Days of the week by their English names, Monday first. */
export const weekDays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/**
 * A time on each of some days.
 *
 * @param days of the week: 0 is Monday
 * @param minutes since midnight. They may be before it (less than 0), or on a later day (1440 and more)
 */
export function weekTime(days: readonly number[], minutes: number): WeekTime {
  const shift = Math.floor(minutes / dayLong);
  const inDay = minutes - shift * dayLong;
  const moved = days.map((day) => (((day + shift) % 7) + 7) % 7).sort((one, other) => one - other);
  return {
    weekDays: moved.map((day) => weekDays[day] ?? ""),
    ...{ hours: [Math.floor(inDay / 60)], minutes: [inDay % 60] },
  };
}

/** Minutes of a day as a clock shows them: `07:30`. */
export function clockTime(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
}
