import { type Concept } from "../concept";
import { cleanedNodes } from "../pools/values";
import { builderRules } from "./rules";
import { builder as setting } from "./settings";
import { builderValues } from "./values";

/** What builds images. */
export const builder = {
  settings: { builder: setting },
  rules: builderRules,
  values: ({ builder: kind, place }) =>
    builderValues(kind, place.platform === "azure" ? cleanedNodes(place) : place.nodeCount),
} satisfies Concept;
