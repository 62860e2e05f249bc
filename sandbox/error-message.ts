/** The last line of the engine after any failure. It says nothing new. */
export const lastWord = /^(update|preview|refresh|destroy) failed$/;

/**
 * An error in words. An error of the Automation API repeats the command that failed, with secrets among its arguments, and everything
 * that the command printed. Of this, only the lines that the engine calls an error are kept, each once. If there are none, the error
 * output is kept, unless it contains the command.
 */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const printed = /^code: -?\d+\n stdout: ([^]*)\n stderr: ([^]*)\n err\?: /.exec(message);
  if (printed === null) return message;
  const [, stdout = "", stderr = ""] = printed;
  const errors = [...new Set([...errorsIn(stdout), ...errorsIn(stderr)])];
  const telling = errors.filter((text) => !lastWord.test(text));
  const said =
    telling.length > 0 ? telling : errors.length > 0 ? errors : [repeatsCommand(stderr) ? "" : stderr.trim()];
  return said.join("\n") === "" ? "The Pulumi engine failed, and did not say why." : said.join("\n");
}

/** The signal that ended the engine, as the library that runs it says. */
export function signalIn(error: unknown): NodeJS.Signals | undefined {
  return /Command was killed with (SIG[A-Z0-9]+)/.exec(String(error))?.[1] as NodeJS.Signals | undefined;
}

/** Whether the text is an error of the library that runs the engine: it begins with the command. */
const repeatsCommand = (printed: string) => printed.includes("Command failed");

/** The errors in what the engine printed. An error of a resource is indented; its next lines are indented as far, or farther. */
function errorsIn(printed: string): string[] {
  const errors: string[] = [];
  let indent: string | undefined;
  for (const line of printed.split("\n")) {
    const begins = /^( *)error: (.*)$/.exec(line);
    if (begins !== null) {
      indent = begins[1] ?? "";
      errors.push(begins[2] ?? "");
    } else if (indent !== undefined && line.trim() !== "" && line.startsWith(indent === "" ? " " : indent)) {
      errors.push(`${errors.pop() ?? ""}\n${line.slice(indent.length)}`);
    } else {
      indent = undefined;
    }
  }
  return errors.map((text) => text.trimEnd());
}
