import { type Concept } from "../concept";
import { environment as setting } from "./settings";

/** Whether others rely on the hub. */
export const environment = { settings: { environment: setting } } satisfies Concept;
