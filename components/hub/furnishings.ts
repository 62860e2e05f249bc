import { type Settings } from "../../settings/settings";
import { composeValues } from "../chart/compose";
import { type Concept, type HubContext } from "../concept";
import { type Furnishing, type InNamespace } from "./binder-hub";

/** What all concepts make in the namespace before the release. Each sees the values of those before it, and adds to their lists. */
export function furnishings(
  concepts: readonly Concept[],
  settings: Settings,
  context: HubContext,
  inside: InNamespace,
): readonly Furnishing[] {
  return concepts.reduce<readonly Furnishing[]>((before, { inNamespace }) => {
    const values = composeValues([inside.values, ...before.map((one) => one.values)]);
    return [...before, ...(inNamespace?.(settings, context, { ...inside, values }) ?? [])];
  }, []);
}
