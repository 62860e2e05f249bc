import { look } from "../operate/look";
import { mend } from "../operate/mend";
import { described, planOf } from "../operate/plan";
import { rehearsed } from "../operate/rehearsed";
import { type Rehearsal } from "../sandbox/rehearsal";

/**
 * Repairs what an interrupted rehearsal left, as `npm run recover -- --sandbox` does, but without asking.
 *
 * @returns what was found, in words
 */
export async function repair(rehearsal: Rehearsal): Promise<readonly string[]> {
  const patient = rehearsed(rehearsal);
  const { findings, helm } = await look(patient);
  for (const step of planOf(findings)) await mend(patient, helm, step);
  // Resources that the state does not have are mostly not made yet: they are not reported.
  return described({ ...findings, missing: [], unseen: [] });
}
