import { adopt } from "./adopt";
import { type HelmRecords } from "./helm";
import { type Patient } from "./look";
import { nameIn, type Step } from "./plan";

/** What came of a step. */
export interface Mended {
  /** In words. */
  readonly said: string;
  /** URNs of what was taken into the state. */
  readonly adopted?: readonly string[];
}

/**
 * Does one step, and says what came of it.
 *
 * @throws where it fails, in the engine's words
 */
export async function mend({ stack, command }: Patient, helm: HelmRecords | undefined, step: Step): Promise<Mended> {
  switch (step.kind) {
    case "cancel":
      await stack.cancel();
      return { said: "done" };
    case "removeRecords":
      await helm?.remove(step.records);
      return { said: "done" };
    case "clearPending":
      await stack.refresh({ clearPendingCreates: true, color: "never" });
      return { said: "done" };
    case "adopt": {
      const adopted = await adopt(stack, command, step.missing, step.plan);
      const said = adopted.length === 0 ? "done: none of them exists" : `done: ${adopted.map(nameIn).join(", ")}`;
      return { said, adopted };
    }
  }
}
