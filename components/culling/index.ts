import { type Concept } from "../concept";
import { cullingRules, cullingWarnings } from "./rules";
import { culling as group } from "./settings";
import { cullingValues } from "./values";

/** How idle servers are looked for, and which are idle. */
export const culling = {
  settings: { culling: group.prefault({}).meta({ description: "How idle servers are looked for." }) },
  rules: cullingRules,
  warnings: cullingWarnings,
  values: cullingValues,
} satisfies Concept;
