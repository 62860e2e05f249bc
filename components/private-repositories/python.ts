import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pythonPiece } from "../chart/python";

const folder = join(__dirname, "python");

/** The code of the gate, for BinderHub's configuration, and the line that puts it up. */
export function gateCode(settings: object): string {
  files ??= readdirSync(join(folder, "binder"))
    .filter((name) => name.endsWith(".py"))
    .sort()
    .map((name) => join(folder, "binder", name));
  return pythonPiece(files, "private_repositories", settings);
}

/** The code of the check of private images, for JupyterHub's configuration, and the line that puts it up. */
export function hubCode(settings: object): string {
  return pythonPiece([join(folder, "hub.py")], "private_images", settings);
}

let files: readonly string[] | undefined;
