import { type Settings } from "../../settings";
import { builderValues } from "../builder/values";
import { type ChartValues } from "../chart/chart-values";
import { composeValues } from "../chart/compose";
import { exposureValues, type ExposureContext } from "../address/values";
import { limitValues } from "../limits/values";
import { cleanedNodes, poolValues } from "../pools/values";
import { type RegistryAccess, registryValues } from "../registry/values";
import { storageValues } from "../storage/values";
import { type Tokens, tokenValues } from "../tokens/values";
import { wallValues } from "../walls/values";

/** What the values need besides the settings: what other resources give. */
export interface HubContext extends ExposureContext {
  readonly tokens: Tokens;
  /** How to get at the registry; `undefined` where images stay in the node's own Docker. */
  readonly registry: RegistryAccess | undefined;
  /** Layers of the options that have a component of their own. */
  readonly options: readonly ChartValues[];
}

/** The chart's values: one layer an option, and last the user's own. */
export function hubValues(settings: Settings, context: HubContext) {
  const { azure, existing, exposure, platform } = settings;
  return composeValues(
    [
      builderValues(settings.builder, platform === "azure" ? cleanedNodes(azure) : existing.nodeCount),
      tokenValues(context.tokens),
      registryValues(context.registry, settings.registry.prefix),
      exposureValues(exposure, context),
      storageValues(settings.storage),
      limitValues(settings.limits, settings.builder),
      poolValues(azure.pools, settings.scheduling),
      wallValues(settings),
      ...context.options,
    ],
    settings.extraValues,
  );
}
