import { createInterface } from "node:readline";

/** Where somebody is asked, and how. */
export interface Prompt {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  /** Whether the answer is yes without asking. */
  readonly yes: boolean;
}

/**
 * Asks a question that is answered with yes or no. Anything but a yes is a no, and so is the end of the input (Ctrl-C, Ctrl-D).
 *
 * @throws where nobody is at a terminal to be asked
 */
export async function confirmed(question: string, { input, output, yes }: Prompt): Promise<boolean> {
  if (yes) return true;
  if (input.isTTY !== true)
    throw new Error("There is nobody to ask. Nothing was changed; --yes goes on without asking.");
  const line = createInterface({ input, output });
  return new Promise((resolve) => {
    let isAnswered = false;
    line.once("close", () => {
      if (!isAnswered) output.write("\n");
      resolve(false);
    });
    line.question(`${question} (y/N) `, (answer) => {
      isAnswered = true;
      resolve(/^y(es)?$/i.test(answer.trim()));
      line.close();
    });
  });
}
