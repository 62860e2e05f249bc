import { type Concept } from "../concept";
import { environment as setting } from "./settings";

/** Whether the hub is in production. */
export const environment = { settings: { environment: setting } } satisfies Concept;
