import { type Concept } from "../concept";
import { sizeRules } from "./rules";
import { sizes as list } from "./settings";
import { sizeValues } from "./values";

/** Servers of several sizes, by repository and by person. */
export const sizes = {
  settings: { sizes: list },
  rules: sizeRules,
  values: sizeValues,
} satisfies Concept;
