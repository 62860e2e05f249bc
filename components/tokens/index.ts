import { type Concept } from "../concept";
import { tokenRotation } from "./settings";
import { tokenValues } from "./values";

/** The tokens with which the hub's parts know each other. */
export const tokens = {
  settings: { tokenRotation },
  values: (_settings, context) => tokenValues(context.tokens),
} satisfies Concept;
