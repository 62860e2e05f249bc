import { adopt } from "./adopt";
import { type HelmRecords } from "./helm";
import { type Patient } from "./look";
import { nameIn, type Step } from "./plan";

/** The result of a step. */
export interface Mended {
  /** The result in words. */
  readonly said: string;
  /** URNs of the resources that were added to the state. */
  readonly adopted?: readonly string[];
}

/**
 * Does one step, and returns its result.
 *
 * @throws the engine's message, if the step fails
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
