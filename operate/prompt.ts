import { createInterface } from "node:readline";

/** Where a person is asked. */
export interface Prompt {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  /** Whether the answer is yes without asking. */
  readonly yes: boolean;
}

/**
 * Asks a yes-or-no question. Every answer except yes means no. The end of the input (Ctrl-C, Ctrl-D) means no too.
 *
 * @throws if there is no terminal
 */
export async function confirmed(question: string, { input, output, yes }: Prompt): Promise<boolean> {
  if (yes) return true;
  if (input.isTTY !== true)
    throw new Error("There is no terminal to ask a question. Nothing was changed. --yes goes on without a question.");
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
