import { removeItemCommand } from "../../settings/problems";

/** The key of an event, or of one of its settings. */
export function keyOf(index: number, name?: string): string {
  return `binderhub:events[${index}]${name === undefined ? "" : `.${name}`}`;
}

/** The command that removes an event. */
export function removal(index: number, count: number): string {
  return removeItemCommand("binderhub:events", index, count);
}
