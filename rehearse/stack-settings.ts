import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A stack's configuration by full key; groups as objects. */
export type Config = Readonly<Record<string, unknown>>;

/** A kubeconfig in place of the user's, with the context that the stack names. */
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

/** A key with the project's namespace, unless it has one; a colon further down a path makes none. */
export function fullKey(key: string): string {
  return /^[^.[]*:/.test(key) ? key : `binderhub:${key}`;
}

/** What can be read of a configuration: values encrypted for the real stack a rehearsal neither can nor should read. */
export function readableOnly(config: Config): Config {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => !isEncrypted(value)));
}

function isEncrypted(value: unknown): boolean {
  return typeof value === "object" && value !== null && JSON.stringify(value).includes('"secure":');
}
