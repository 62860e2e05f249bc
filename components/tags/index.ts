import { type Concept } from "../concept";
import { tagRules } from "./rules";
import { tags as group } from "./settings";

/** Tags of every Azure resource. */
export const tags = { settings: { tags: group }, rules: tagRules } satisfies Concept;
