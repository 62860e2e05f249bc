import { appendFileSync } from "node:fs";

/** Names the file that figures are written to; nothing is written where it is not set. */
export const figuresVariable = "PROOF_FIGURES";

/** What is counted. */
export type Kind =
  | "faults"
  | "drift"
  | "every pair of options"
  | "generated stacks"
  | "invalid configurations (engine)"
  | "invalid configurations (rules)"
  | "lives (real parts)"
  | "edits (real parts)"
  | "failing upgrades (real parts)"
  | "lost states (real parts)"
  | "kills (real parts)"
  | "closings (real parts)"
  | "crowds (real parts)";

/** Counts cases of a kind, as survived or lost. */
export function tally(kind: Kind, survived: boolean, cases = 1): void {
  const file = process.env[figuresVariable];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ kind, survived, cases })}\n`);
}
