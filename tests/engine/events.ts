import { type Outcome } from "../../sandbox/rehearsal";
import { nameOf } from "./state";

/**
 * What an operation did or would do, by the resource's name: `{ "cluster-aks": ["update"] }`. What stays the same is left out, and so is
 * what is only read.
 */
export function steps({ events }: Pick<Outcome, "events">): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { resourcePreEvent } of events) {
    if (resourcePreEvent === undefined || ["same", "read", "read-discard"].includes(resourcePreEvent.metadata.op))
      continue;
    const { urn, op } = resourcePreEvent.metadata;
    found[nameOf(urn)] = [...(found[nameOf(urn)] ?? []), op];
  }
  return found;
}

/** The same without components. The engine shows a component as updated when its arguments change, and does nothing with it. */
export function things(outcome: Pick<Outcome, "events">): Record<string, string[]> {
  const touched = components(outcome);
  return Object.fromEntries(Object.entries(steps(outcome)).filter(([name]) => !touched.includes(name)));
}

/** Names of the components that an operation touched. */
export function components({ events }: Pick<Outcome, "events">): string[] {
  const urns = events.flatMap(({ resourcePreEvent }) =>
    resourcePreEvent === undefined || resourcePreEvent.metadata.op === "same" ? [] : [resourcePreEvent.metadata.urn],
  );
  return urns.filter(isComponent).map(nameOf);
}

function isComponent(urn: string): boolean {
  // The project has the same name, and comes before the type of what is in no component.
  return /(::|\$)binderhub:[^:$][^$]*$/.test(urn);
}

/** Where in the order of events work on a resource began; -1 where it never did. */
export function beginning({ events }: Pick<Outcome, "events">, name: string): number {
  return events.findIndex(
    ({ resourcePreEvent }) => resourcePreEvent !== undefined && nameOf(resourcePreEvent.metadata.urn) === name,
  );
}

/** Where in the order of events a resource was ready; -1 where it never was. */
export function completion({ events }: Pick<Outcome, "events">, name: string): number {
  return events.findIndex(
    ({ resOutputsEvent }) => resOutputsEvent !== undefined && nameOf(resOutputsEvent.metadata.urn) === name,
  );
}

/** The errors that the engine reported. */
export function errors({ events }: Pick<Outcome, "events">): string[] {
  return events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error" ? [diagnosticEvent.message] : [],
  );
}

/** Whether an operation found nothing to do. */
export function isEmpty({ succeeded, changes }: Outcome): boolean {
  return succeeded && Object.keys(changes).join() === "same";
}
