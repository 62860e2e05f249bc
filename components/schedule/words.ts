import { type Hours, upOf } from "./hours";

/** When a hub is open: `open Mon-Fri 07:30-19:00 (Europe/Berlin), asleep on 3 dates`. */
export function hoursInWords({ up, down, timeZone, except = [] }: Hours): string {
  const off = except.length === 0 ? "" : `, asleep on ${except.length} ${except.length === 1 ? "date" : "dates"}`;
  return `open ${up}-${down}${upOf(up).minutes >= minutes(down) ? " of the next day" : ""} (${timeZone})${off}`;
}

const minutes = (time: string) => upOf(`Mon ${time}`).minutes;

/** A moment as people read it: `Monday 30 November at 07:30 (Europe/Berlin)`. @param instant milliseconds since 1970, UTC */
export function momentInWords(instant: number, timeZone: string): string {
  const fields = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  const format = new Intl.DateTimeFormat("en-GB", { ...fields, hourCycle: "h23", timeZone });
  const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const [weekday, day, month] = (["weekday", "day", "month"] as const).map((name) => part.get(name) ?? "");
  return `${weekday} ${day} ${month} at ${part.get("hour")}:${part.get("minute")} (${timeZone})`;
}
