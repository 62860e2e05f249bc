import { removeCommand } from "../../settings/problems";

/** The key of an event, or of one of its settings. */
export function keyOf(index: number, name?: string): string {
  return `binderhub:events[${index}]${name === undefined ? "" : `.${name}`}`;
}

/** The command that removes an event. An empty list is refused, so the last one goes with it. */
export function removal(index: number, count: number): string {
  return removeCommand(count === 1 ? "binderhub:events" : keyOf(index));
}
