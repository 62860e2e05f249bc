import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "python");

/** The code of the gate, for BinderHub's configuration, and the line that puts it up. */
export function gateCode(settings: object): string {
  gate ??= readdirSync(join(folder, "binder"))
    .filter((name) => name.endsWith(".py"))
    .sort()
    .map((name) => readFileSync(join(folder, "binder", name), "utf8"))
    .join("\n");
  return `${gate}\n${call("private_repositories", settings)}`;
}

/** The code of the check of private images, for JupyterHub's configuration, and the line that puts it up. */
export function hubCode(settings: object): string {
  check ??= readFileSync(join(folder, "hub.py"), "utf8");
  return `${check}\n${call("private_images", settings)}`;
}

/** What was read. Rules ask for it too, and a stack's settings may be checked many times. */
let gate: string | undefined;
let check: string | undefined;

/** A call with settings, as JSON in a text. What JSON writes as a text is a text in Python too. */
function call(name: string, settings: object): string {
  return `${name}(c, json.loads(${JSON.stringify(JSON.stringify(settings))}))\n`;
}
