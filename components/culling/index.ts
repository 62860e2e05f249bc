import { type Concept } from "../concept";
import { culling as group } from "./settings";
import { cullingValues } from "./values";

/** How idle servers are looked for. */
export const culling = {
  settings: { culling: group.prefault({}).meta({ description: "How idle servers are looked for." }) },
  values: (settings) => cullingValues(settings.culling),
} satisfies Concept;
