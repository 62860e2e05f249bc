import { type Settings } from "../../settings/settings";
import { type Concept, type Made } from "../concept";

/** What a person gets from the stack: addresses, how to get at the cluster, what to do next, what stays behind. */
export function outputs(concepts: readonly Concept[], settings: Settings, made: Made): Record<string, unknown> {
  const left = concepts.flatMap(({ leaves }) => leaves?.(settings) ?? []);
  return {
    ...Object.fromEntries(concepts.flatMap((concept) => Object.entries(concept.outputs?.(settings, made) ?? {}))),
    // Also shown by the destroy itself.
    ...(left.length > 0 && { afterDestroy: `stays after a destroy, to be deleted by hand: ${left.join(", ")}` }),
  };
}
