import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Config } from "../sandbox/rehearsal";

/** Writes a kubeconfig in place of the user's, with the context that the stack names. Returns its path. */
export function writeKubeconfig(folder: string, config: Config): string {
  const existing = config["binderhub:existing"] as { readonly context?: string } | undefined;
  const context = existing?.context ?? "kind-rehearsal";
  const file = join(folder, "kubeconfig");
  const content = {
    "current-context": context,
    contexts: [{ name: context, context: { cluster: context, user: context } }],
  };
  writeFileSync(file, JSON.stringify(content));
  return file;
}

/** A key with the project's namespace, unless it has one. A colon deeper in the path does not count. */
export function fullKey(key: string): string {
  return /^[^.[]*:/.test(key) ? key : `binderhub:${key}`;
}
