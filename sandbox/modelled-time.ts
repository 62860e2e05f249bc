import { type EngineEvent } from "@pulumi/pulumi/automation";
import { type Verb } from "./rehearsal";
import { type Schedule, schedule } from "./schedule";
import { resourcesIn } from "./state";
import { tasksOfDestroy, tasksOfUp } from "./timetable";

/**
 * How long an operation would take for real. `undefined` where it did nothing that takes time, and where an `up` deletes as well:
 * how that mixes with the rest is not modelled.
 *
 * @param state the one that an `up` left, or that a `destroy` found
 * @param events what the engine reported
 */
export function modelledTime(verb: Verb, state: unknown, events: readonly EngineEvent[]): Schedule | undefined {
  const tasks = tasksOf(verb, state, events);
  const found = tasks === undefined ? undefined : schedule(tasks);
  return found === undefined || found.makespan === 0 ? undefined : found;
}

function tasksOf(verb: Verb, state: unknown, events: readonly EngineEvent[]) {
  switch (verb) {
    case "up": {
      const operations = operationsIn(events);
      const isSimple = [...operations.values()].every((op) => ["create", "update", "same", "read"].includes(op));
      const isWork = [...operations.values()].some((op) => op === "create" || op === "update");
      return isSimple && isWork ? tasksOfUp(resourcesIn(state), operations) : undefined;
    }
    case "destroy":
      return tasksOfDestroy(resourcesIn(state));
    case "preview":
    case "refresh":
      return undefined;
  }
}

/** What was done to each resource, by URN. */
function operationsIn(events: readonly EngineEvent[]): Map<string, string> {
  return new Map(
    events.flatMap(({ resourcePreEvent }) =>
      resourcePreEvent === undefined ? [] : [[resourcePreEvent.metadata.urn, resourcePreEvent.metadata.op]],
    ),
  );
}
