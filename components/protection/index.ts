import { type Concept } from "../concept";
import { mayDelete, protect } from "./settings";

/** What keeps things from being deleted. */
export const protection = { settings: { protect, mayDelete } } satisfies Concept;
