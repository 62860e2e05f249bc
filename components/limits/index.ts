import { type Concept } from "../concept";
import { composeValues } from "../chart/compose";
import { addressRules, addressValues, addressWarnings } from "./addresses";
import { limitRules } from "./rules";
import { limits as group } from "./settings";
import { limitValues } from "./values";

/** What one person, one build and one repository may take. */
export const limits = {
  settings: {
    limits: group.prefault({}).meta({ description: "What one person, one build and one repository may take." }),
  },
  rules: [...limitRules, ...addressRules],
  values: ({ limits, builder, exposure }) =>
    composeValues([limitValues(limits, builder), addressValues(limits, exposure)]),
  warnings: addressWarnings,
} satisfies Concept;
