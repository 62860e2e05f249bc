/** The engine's last word after any failure: it says nothing that the failure itself has not said. */
export const lastWord = /^(update|preview|refresh|destroy) failed$/;

/**
 * An error in words. The Automation API's repeat the command that failed, secrets among its arguments, and all that it printed: kept
 * is what the engine calls an error, each once, with the lines that belong to it; or, where it calls nothing so, what it wrote to
 * its error output, unless the command stands in there.
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

/** How the library that runs the engine begins where it could not. */
const repeatsCommand = (printed: string) => printed.includes("Command failed");

/** Errors among what the engine printed. It indents those of a resource, and what goes on in the next line just as far or farther. */
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
