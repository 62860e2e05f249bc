import { type Concept } from "../concept";
import { cleanedNodes } from "../pools/values";
import { builderRules } from "./rules";
import { builder as setting } from "./settings";
import { builderValues } from "./values";

/** What builds images. */
export const builder = {
  settings: { builder: setting },
  rules: builderRules,
  values: ({ builder: kind, platform, azure, existing }) =>
    builderValues(kind, platform === "azure" ? cleanedNodes(azure) : existing.nodeCount),
} satisfies Concept;
