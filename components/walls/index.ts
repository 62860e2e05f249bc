import { type Concept } from "../concept";
import { wallRules } from "./rules";
import { builds as group } from "./settings";
import { wallValues } from "./values";
import { wallWarnings } from "./warnings";

/** What builds and servers may reach. */
export const walls = {
  settings: { builds: group.prefault({}).meta({ description: "What builds may reach." }) },
  rules: wallRules,
  warnings: wallWarnings,
  values: wallValues,
} satisfies Concept;
