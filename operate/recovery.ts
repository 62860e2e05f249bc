import { look, type Patient } from "./look";
import { mend } from "./mend";
import { announced, described, planOf } from "./plan";

/** Who recovers: what is said to them, and how they are asked. */
export interface Dialogue {
  readonly say: (line: string) => void;
  /** Whether to go on. */
  readonly ask: (question: string) => Promise<boolean>;
}

/** Looks, explains, asks and mends, and says what to run next. `true` where nothing is left to mend. */
export async function recover(patient: Patient, { say, ask }: Dialogue): Promise<boolean> {
  const { findings, helm } = await look(patient);
  const [wrong, steps] = [described(findings), planOf(findings)];
  if (wrong.length > 0) say("Found:");
  for (const line of wrong) say(`  - ${line}`);
  if (steps.length === 0) {
    say(`There is nothing to repair in the stack ${findings.stack}. Next: pulumi up`);
    return true;
  }
  say("To do:");
  steps.forEach((step, index) => say(`  ${index + 1}. ${announced(step)}`));
  if (!(await ask("Make sure that no other pulumi runs on this stack. Go on?"))) {
    say("Nothing was changed.");
    return false;
  }
  for (const [index, step] of steps.entries()) {
    say(`  ${index + 1}. ${await mend(patient, helm, step)}`);
  }
  // Until the state can be read nothing else can be seen.
  if (findings.brokenFiles.length > 0) return recover(patient, { say, ask });
  say("Repaired. Next: pulumi up");
  return true;
}
