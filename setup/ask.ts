import { type Readable, type Writable } from "node:stream";
import { answersBefore, callbackOf, refusal } from "./checks";
import { type Answers, questions, worded } from "./questions";

/** Where a person is asked. @default the terminal */
export interface Terminal {
  readonly input?: Readable;
  readonly output?: Writable;
}

/**
 * Asks the questions that are not answered yet, one after the other. A wrong answer is refused at once, and the question is asked again.
 *
 * @returns `undefined` if the person leaves (Ctrl-C)
 */
export async function ask(given: Answers, terminal: Terminal = {}): Promise<Answers | undefined> {
  const { isCancel, select, text } = await prompts();
  let answers = given;
  for (const question of questions) {
    const { name, choices, preset, matters, example } = question;
    if (answers[name] !== undefined || (matters !== undefined && !matters(answers))) continue;
    const before = answersBefore(name, answers);
    const callback = name === "clientId" ? callbackOf(before) : undefined;
    const asked = worded(question.ask, before);
    const message = callback === undefined ? asked : `${asked} Its callback URL: ${callback}`;
    const common = { message, ...terminal };
    const offered = Object.entries(choices ?? {}).filter(([value]) => refusal(question, value, before) === undefined);
    const answer =
      offered.length > 0
        ? await select({
            ...common,
            options: offered.map(([value, meaning]) => ({ value, label: meaning })),
            initialValue: preset,
          })
        : await text({
            ...common,
            placeholder: preset ?? worded(example, before),
            defaultValue: preset,
            validate: (typed) => complaint(refusal(question, (typed ?? "").trim() || (preset ?? ""), before)),
          });
    if (isCancel(answer)) return undefined;
    answers = { ...answers, [name]: answer.trim() };
  }
  return answers;
}

/** Asks a yes-or-no question. If the person presses only Enter or leaves, the answer is no. */
export async function agreed(message: string, terminal: Terminal = {}): Promise<boolean> {
  const { confirm } = await prompts();
  return (await confirm({ message, initialValue: false, ...terminal })) === true;
}

function complaint(rule: string | undefined): string | undefined {
  return rule === undefined ? undefined : `It ${rule}.`;
}

/** An ES module. Not every version of Node can load it with `require`. */
function prompts() {
  return import("@clack/prompts");
}
