import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The code that chooses sizes, for JupyterHub's configuration, and the line that puts it before the spawner. */
export function sizesCode(settings: object): string {
  code ??= readFileSync(join(__dirname, "python", "sizes.py"), "utf8");
  // What JSON writes as a text is a text in Python too.
  return `${code}\nsizes(c, json.loads(${JSON.stringify(JSON.stringify(settings))}))\n`;
}

/** What was read. Rules ask for it too, and a stack's settings may be checked many times. */
let code: string | undefined;
