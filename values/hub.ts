import { type Settings } from "../settings";
import { builderValues } from "./builder";
import { type ChartValues } from "./chart-values";
import { composeValues } from "./compose";
import { exposureValues, type ExposureContext } from "./exposure";
import { limitValues } from "./limits";
import { cleanedNodes, poolValues } from "./pools";
import { type RegistryAccess, registryValues } from "./registry";
import { storageValues } from "./storage";
import { type Tokens, tokenValues } from "./tokens";
import { wallValues } from "./walls";

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
