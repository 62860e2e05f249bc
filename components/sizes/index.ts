import { type Concept } from "../concept";
import { sizeRules } from "./rules";
import { sizes as list } from "./settings";
import { sizeValues } from "./values";
import { sizeWarnings } from "./warnings";

/** Servers of several sizes, by repository and by person. */
export const sizes = {
  settings: { sizes: list },
  rules: sizeRules,
  warnings: sizeWarnings,
  values: sizeValues,
} satisfies Concept;
