import { type ChartValues } from "../chart/chart-values";
import { composeValues } from "../chart/compose";
import { type Settings } from "../../settings/settings";
import { type Concept, type HubContext } from "../concept";

/** The chart's values: a layer of each concept, and last the user's extra values and secret values. */
export function hubValues(
  concepts: readonly Concept[],
  settings: Settings,
  context: HubContext,
): ChartValues & Readonly<Record<string, unknown>> {
  return composeValues(
    concepts.map(({ values }) => values?.(settings, context) ?? {}),
    settings.extraValues,
    context.secretValues ?? {},
  );
}
