import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A kubeconfig in place of the user's, with the context that the stack names. */
export function writeKubeconfig(folder: string, config: Readonly<Record<string, unknown>>): string {
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

/** A key with the project's namespace, unless it has one. */
export function fullKey(key: string): string {
  return key.includes(":") ? key : `binderhub:${key}`;
}

/** Values encrypted for the real stack: a rehearsal neither can nor should read them. */
export function isEncrypted(value: unknown): boolean {
  return typeof value === "object" && value !== null && JSON.stringify(value).includes('"secure":');
}
