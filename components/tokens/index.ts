import { type Concept } from "../concept";
import { tokenRotation } from "./settings";
import { tokenValues } from "./values";

/** The tokens with which the parts of the hub identify themselves to each other. */
export const tokens = {
  settings: { tokenRotation },
  values: (_settings, context) => tokenValues(context.tokens),
} satisfies Concept;
