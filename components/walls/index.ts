import { type Concept } from "../concept";
import { wallValues } from "./values";

/** What builds and servers may reach. */
export const walls = { settings: {}, values: wallValues } satisfies Concept;
