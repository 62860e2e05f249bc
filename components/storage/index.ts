import { type Concept } from "../concept";
import { storageRules } from "./rules";
import { storage as group } from "./settings";
import { storageValues } from "./values";

/** A volume for every user who logs in. */
export const storage = {
  settings: {
    storage: group
      .optional()
      .meta({ description: "A volume for every user who logs in. Set any of its keys to switch it on." }),
  },
  rules: storageRules,
  values: (settings) => storageValues(settings.storage),
} satisfies Concept;
