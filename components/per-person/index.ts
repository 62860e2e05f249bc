import { type Concept } from "../concept";
import { hoursRules, hoursWarnings } from "./rules";
import { perPerson as group } from "./settings";
import { hoursValues } from "./values";

/** What one person may use over time. */
export const perPerson = {
  settings: { perPerson: group.prefault({}).meta({ description: "What one person may use over time." }) },
  rules: hoursRules,
  warnings: hoursWarnings,
  values: hoursValues,
} satisfies Concept;
