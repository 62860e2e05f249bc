import { type Concept } from "../concept";
import { imageCleanerRules } from "./rules";
import { imageCleaner as group } from "./settings";
import { imageCleanerValues } from "./values";

/** When built images are deleted from the nodes. */
export const imageCleaner = {
  settings: {
    imageCleaner: group.prefault({}).meta({ description: "When built images are deleted from the nodes." }),
  },
  rules: imageCleanerRules,
  values: (settings) => imageCleanerValues(settings.imageCleaner),
} satisfies Concept;
