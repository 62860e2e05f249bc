import { type Concept } from "../concept";
import { wallRules } from "./rules";
import { wallValues } from "./values";
import { wallWarnings } from "./warnings";

/** What builds and servers may reach. */
export const walls = {
  settings: {},
  rules: wallRules,
  warnings: wallWarnings,
  values: wallValues,
} satisfies Concept;
