import { type Concept } from "../concept";
import { maintenanceRules } from "./rules";

/** When AKS may replace nodes; its settings are part of the group `azure`. */
export const maintenance = { settings: {}, rules: maintenanceRules } satisfies Concept;
