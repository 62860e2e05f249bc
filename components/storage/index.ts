import { volumesBill } from "./bill";
import { recordedText } from "../../standing/recorded";
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
  notices({ storage: now }, recorded) {
    const was = recordedText(recorded, "binderhub", "storageSize");
    return was === undefined || now === undefined || was === now.size
      ? []
      : [
          `storage.size is ${now.size} in place of ${was}: who gets a volume from now on gets ${now.size}. Volumes that exist keep their size; docs/storage.md says how one of them grows.`,
        ];
  },
  values: (settings) => storageValues(settings.storage),
  bill: volumesBill,
} satisfies Concept;
