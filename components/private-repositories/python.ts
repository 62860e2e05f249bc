import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "python");

/** The code of the gate, for BinderHub's configuration, and the line that puts it up. */
export function gateCode(settings: object): string {
  const files = readdirSync(join(folder, "binder")).filter((name) => name.endsWith(".py"));
  const code = files.sort().map((name) => readFileSync(join(folder, "binder", name), "utf8"));
  return [...code, call("private_repositories", settings)].join("\n");
}

/** The code of the check of private images, for JupyterHub's configuration, and the line that puts it up. */
export function hubCode(settings: object): string {
  return [readFileSync(join(folder, "hub.py"), "utf8"), call("private_images", settings)].join("\n");
}

/** A call with settings, as JSON in a text. What JSON writes as a text is a text in Python too. */
function call(name: string, settings: object): string {
  return `${name}(c, json.loads(${JSON.stringify(JSON.stringify(settings))}))\n`;
}
