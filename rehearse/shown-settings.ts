import { type ConfigMap } from "@pulumi/pulumi/automation";
import { namespace } from "../settings/keys";
import { secretNames } from "../stack/schema";
import { blot, type Shown } from "./screen";

/** Whether a key, after `binderhub:`, is a secret's. */
export function isSecret(key: string): boolean {
  return secretNames.some((name) => name === key);
}

/** Settings that a person changes for one run, as they may be shown. A secret under a wrong key is hidden too. */
export function shownChanges(set: Readonly<Record<string, string>>): Shown[] {
  return Object.entries(set).map(([key, value]) => [
    key,
    isSecret(key) || soundsSecret(key) ? blot : value === "" ? '""' : value,
  ]);
}

function soundsSecret(key: string): boolean {
  return /(password|secret|token)"?\]?$/i.test(key);
}

/** What was filled in, and not set by the person, as it may be shown. */
export function shownPlaceholders(placeholders: ConfigMap, set: Readonly<Record<string, string>>): Shown[] {
  return Object.entries(placeholders)
    .map(([key, { value, secret }]): Shown => [key.slice(namespace.length + 1), secret === true ? blot : value])
    .filter(([key]) => !Object.hasOwn(set, key));
}
