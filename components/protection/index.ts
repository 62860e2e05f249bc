import { type Concept } from "../concept";
import { mayDelete, protect } from "./settings";

/** Protection against deletion. */
export const protection = { settings: { protect, mayDelete } } satisfies Concept;
