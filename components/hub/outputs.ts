import { type Settings } from "../../settings/settings";
import { type Concept, type Made } from "../concept";

/** The outputs of the stack: addresses, access to the cluster, what to do next, what stays after a destroy. */
export function outputs(concepts: readonly Concept[], settings: Settings, made: Made): Record<string, unknown> {
  const left = concepts.flatMap(({ leaves }) => leaves?.(settings) ?? []);
  return {
    ...Object.fromEntries(concepts.flatMap((concept) => Object.entries(concept.outputs?.(settings, made) ?? {}))),
    // `pulumi destroy` shows this output too.
    ...(left.length > 0 && { afterDestroy: `stays after a destroy, to be deleted by hand: ${left.join(", ")}` }),
  };
}
