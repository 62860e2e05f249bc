import { type Concept } from "../concept";
import { warning } from "../../settings/question";
import { extraValueRules } from "./extra-values";
import { vulnerableHub } from "./hub-version";
import { chart as group, extraValues } from "./settings";

/** Which chart is installed, and which extra values it gets. */
export const chart = {
  settings: {
    chart: group.prefault({}).meta({ description: "Which chart is installed, and how long to wait for it." }),
    extraValues,
  },
  rules: extraValueRules,
  warnings: [warning(["chart", "extraValues"], vulnerableHub)],
} satisfies Concept;
