import { type EventObject } from "../objects";
import { blotted } from "./blot";
import { type LogLine } from "./lines";

/** When an event was last seen. Those that a controller makes in the newer way have another time. */
export function timeOf({ lastTimestamp, eventTime, firstTimestamp, metadata }: EventObject): Date {
  // `eventTime` has microseconds, and is a Date all the same.
  const time = lastTimestamp ?? eventTime ?? firstTimestamp ?? metadata.creationTimestamp;
  return time === undefined ? new Date(0) : new Date(time);
}

/** Events of pods with these names, the oldest first. Kubernetes keeps events for an hour, also those of pods that are gone. */
export function eventsOf(events: readonly EventObject[], pods: ReadonlySet<string>): readonly EventObject[] {
  return events
    .filter(({ involvedObject: { kind, name } }) => kind === "Pod" && name !== undefined && pods.has(name))
    .sort((a, b) => timeOf(a).getTime() - timeOf(b).getTime());
}

/** An event as a line. */
export function eventLine(event: EventObject): LogLine {
  const { reason, message, type, count = 1, involvedObject } = event;
  return {
    at: timeOf(event).toISOString(),
    from: "kubernetes",
    ...(type === "Warning" && { level: "W" }),
    text: blotted(
      `${involvedObject.name ?? ""}: ${reason ?? ""}: ${message ?? ""}${count > 1 ? ` (${count} times)` : ""}`,
    ),
  };
}
