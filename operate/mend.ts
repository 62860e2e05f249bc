import { adopt } from "./adopt";
import { type HelmRecords } from "./helm";
import { type Patient } from "./look";
import { nameIn, type Step } from "./plan";

/**
 * Does one step, and says what came of it.
 *
 * @throws where it fails, in the engine's words
 */
export async function mend({ stack, command }: Patient, helm: HelmRecords | undefined, step: Step): Promise<string> {
  switch (step.kind) {
    case "cancel":
      await stack.cancel();
      return "done";
    case "removeRecords":
      await helm?.remove(step.records);
      return "done";
    case "clearPending":
      await stack.refresh({ clearPendingCreates: true, color: "never" });
      return "done";
    case "adopt": {
      const adopted = await adopt(stack, command, step.missing);
      return adopted.length === 0 ? "done: none of them exists" : `done: ${adopted.map(nameIn).join(", ")}`;
    }
  }
}
