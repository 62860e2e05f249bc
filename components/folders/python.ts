import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The code of shared folders, for JupyterHub's configuration, and the line that puts it to work. */
export function foldersCode(settings: readonly object[]): string {
  code ??= readFileSync(join(__dirname, "python", "folders.py"), "utf8");
  return `${code}\nshared_folders(c, json.loads(${JSON.stringify(JSON.stringify(settings))}))\n`;
}

/** What was read. Rules ask for it too, and a stack's settings may be checked many times. */
let code: string | undefined;
