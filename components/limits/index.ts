import { type Concept } from "../concept";
import { limitRules } from "./rules";
import { limits as group } from "./settings";
import { limitValues } from "./values";

/** What one person, one build and one repository may take. */
export const limits = {
  settings: {
    limits: group.prefault({}).meta({ description: "What one person, one build and one repository may take." }),
  },
  rules: limitRules,
  values: (settings) => limitValues(settings.limits, settings.builder),
} satisfies Concept;
