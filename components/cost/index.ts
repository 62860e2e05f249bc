import { type Rule } from "../../settings/question";
import { type Concept } from "../concept";
import { type Bill } from "./bill";
import { estimate, hourAsleep } from "./estimate";
import { costRules, somebodyReads } from "./rules";
import { priceRule, priceWarning } from "./own-prices";
import { cost as group } from "./settings";
import { shown } from "./shown";

/** What a month costs, and what it may cost. @param bills what of the other concepts is billed @param rules their rules */
export const costOf = (bills: readonly Bill[], rules: readonly Rule[]) =>
  ({
    settings: {
      cost: group.prefault({}).meta({ description: "What a month may cost, and what the estimate of it assumes." }),
    },
    rules: [priceRule, ...costRules(bills, rules)],
    warnings: [somebodyReads, priceWarning(bills)],
    outputs(settings) {
      const { place } = settings;
      if (place.platform !== "azure") return {};
      const costly = { ...settings, azure: place, location: place.location };
      const asleep = settings.schedule && hourAsleep(costly, bills);
      return { cost: shown(costly, estimate(costly, bills), asleep) };
    },
  }) satisfies Concept;
