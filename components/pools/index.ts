import { nodeBill } from "./bill";
import { type Concept } from "../concept";
import { protectedPoolsStay } from "./changes";
import { poolRules } from "./rules";
import { poolValues } from "./values";

/** Node pools for users' servers and for builds; their settings are part of the group `azure`. */
export const pools = {
  settings: {},
  rules: poolRules,
  changes: protectedPoolsStay,
  values: ({ place }) => (place.platform === "azure" ? poolValues(place.pools) : {}),
  bill: nodeBill,
} satisfies Concept;
