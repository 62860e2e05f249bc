import { rule } from "../../settings/question";
import { onAzure } from "../cluster/on-azure";
import { type Concept } from "../concept";
import { scheduling as group } from "./settings";
import { nowhereToRun } from "./somewhere";
import { schedulingValues } from "./values";
import { roomInWords } from "./room-in-words";

/** Where pods run, and room that is kept ready for users. */
export const scheduling = {
  settings: { scheduling: group.prefault({}).meta({ description: "Room that is kept ready for users." }) },
  rules: [rule(["platform", "azure", "limits", "builder", "scheduling", "extraValues"], onAzure(nowhereToRun))],
  values: (settings) => schedulingValues(settings.scheduling),
  outputs: (settings) =>
    settings.place.platform === "azure" ? { roomForPeople: roomInWords({ ...settings, azure: settings.place }) } : {},
} satisfies Concept;
