import { wrap } from "../rehearse/screen";
import { look, type Patient } from "./look";
import { mend } from "./mend";
import { announced, described, isInstall, nextAfter, planOf } from "./plan";
import { brokenFiles, removeFiles, stateFolder } from "./state-files";

/** How to talk to the person who repairs the stack. */
export interface Dialogue {
  readonly say: (line: string) => void;
  /** Whether to go on. */
  readonly ask: (question: string) => Promise<boolean>;
}

const question = "Make sure that no other run is at work on this stack. Go on?";
const unchanged = "Nothing was changed.";

/**
 * Makes a state readable again. If the engine was killed while it wrote one of the state's files, no stack can be opened.
 *
 * @param folder the folder of the states, if they are kept in files
 * @returns whether the state can be read now
 */
export async function makeReadable(folder: string | undefined, { say, ask }: Dialogue): Promise<boolean> {
  const broken = folder === undefined ? [] : brokenFiles(folder);
  if (broken.length === 0) return true;
  say("The state cannot be read: Pulumi was killed while it wrote to it. These files are empty:");
  for (const file of broken) say(`  ${file}`);
  say("To do: delete them. They only say of what kind the files beside them are. Pulumi makes them again.");
  if (!(await ask(question))) {
    say(unchanged);
    return false;
  }
  removeFiles(broken);
  say("Done.");
  return true;
}

/**
 * Looks, explains, asks, repairs, and says what to run next. If something was added to the state, such as a cluster, there may be more to find
 * inside it. Then it looks again. If there is more to do than it had said, it asks again.
 *
 * @returns whether nothing is left to repair
 */
export async function recover(patient: Patient, dialogue: Dialogue): Promise<boolean> {
  const { say, ask } = dialogue;
  const item = (mark: string, text: string) => {
    for (const line of wrap(text, `  ${mark} `, " ".repeat(mark.length + 3))) say(line);
  };
  if (!(await makeReadable(await stateFolder(patient.stack.workspace), dialogue))) return false;
  const [absent, announcedUrns] = [new Set<string>(), new Set<string>()];
  let isInstalling = false;
  const next = () => nextAfter(patient.commandOf("up"), isInstalling);
  for (let round = 1; ; round += 1) {
    const { findings, helm } = await look(patient, absent);
    isInstalling ||= findings.stuck.some(isInstall);
    const [wrong, steps] = [described(findings), planOf(findings)];
    if (wrong.length > 0) say("Found:");
    for (const text of wrong) item("-", text);
    if (steps.length === 0) {
      say(round === 1 ? `Nothing to repair was found in the stack ${findings.stack}.` : next());
      return true;
    }
    say("To do:");
    for (const [index, step] of steps.entries()) item(`${index + 1}.`, announced(step));
    const isKnown = steps.every(
      (step) => step.kind === "adopt" && step.missing.every(({ urn }) => announcedUrns.has(urn)),
    );
    if (!isKnown && !(await ask(question))) {
      say(round === 1 ? unchanged : "No more was changed.");
      return false;
    }
    for (const { urn } of [...findings.missing, ...findings.later]) announcedUrns.add(urn);
    let isMore = false;
    for (const [index, step] of steps.entries()) {
      const { said, adopted } = await mend(patient, helm, step);
      item(`${index + 1}.`, said);
      if (adopted === undefined) continue;
      isMore = adopted.length > 0;
      for (const { urn } of findings.missing) if (!adopted.includes(urn)) absent.add(urn);
    }
    if (!isMore) {
      say(next());
      return true;
    }
  }
}
