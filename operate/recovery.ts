import { wrap } from "../rehearse/screen";
import { look, type Patient } from "./look";
import { mend } from "./mend";
import { announced, described, isInstall, nextAfter, planOf } from "./plan";
import { brokenFiles, removeFiles, stateFolder } from "./state-files";

/** Who recovers: what is said to them, and how they are asked. */
export interface Dialogue {
  readonly say: (line: string) => void;
  /** Whether to go on. */
  readonly ask: (question: string) => Promise<boolean>;
}

const question = "Make sure that nothing else runs on this stack. Go on?";
const unchanged = "Nothing was changed.";

/**
 * Makes a state readable, where the engine was killed in the middle of writing one of its files: until then no stack can be opened.
 *
 * @param folder of states that are kept in files
 * @returns whether it can be read now
 */
export async function makeReadable(folder: string | undefined, { say, ask }: Dialogue): Promise<boolean> {
  const broken = folder === undefined ? [] : brokenFiles(folder);
  if (broken.length === 0) return true;
  say("The state cannot be read: Pulumi was killed while it wrote to it. These files are empty:");
  for (const file of broken) say(`  ${file}`);
  say("To do: delete them. They say nothing but what kind of file lies beside them, and Pulumi makes them anew.");
  if (!(await ask(question))) {
    say(unchanged);
    return false;
  }
  removeFiles(broken);
  say("Done.");
  return true;
}

/**
 * Looks, explains, asks and mends, and says what to run next. What was taken into the state may lead to more (a cluster to what runs in
 * it): then it looks again, and asks again where there is more to do than it had said.
 *
 * @returns whether nothing is left to mend
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
