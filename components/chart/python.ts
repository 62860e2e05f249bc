import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A piece of configuration in Python: the code of files, and a last line that calls a function of it with settings. What JSON writes as a text is a
 * text in Python too.
 */
export function pythonPiece(files: readonly string[], name: string, settings: object): string {
  const code = files.map(textOf).join("\n");
  return `${code}\n${name}(c, json.loads(${JSON.stringify(JSON.stringify(settings))}))\n`;
}

/** The file that pieces need which add pages to BinderHub. */
export const addsHandlers = join(__dirname, "python", "handlers.py");

/** What was read. Rules ask for it too, and a stack's settings may be checked many times. */
const texts = new Map<string, string>();

function textOf(file: string): string {
  const known = texts.get(file) ?? readFileSync(file, "utf8");
  texts.set(file, known);
  return known;
}
