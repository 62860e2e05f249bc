import { type ConfigMap } from "@pulumi/pulumi/automation";
import { parseSettings } from "../settings/parse";
import { asTexts, namespace, type RawConfig } from "../settings/raw";
import { type SecretName } from "../settings/secrets";

/** What a rehearsal fills in for what only a person knows. */
const placeholders: Readonly<Record<string, string>> = {
  "registry.username": "yourdockerid",
  "auth.clientId": "your-client-id",
  "azure.apiServerRanges": "203.0.113.7/32",
};

/** The one of them that is a list, whose first place the placeholder takes. */
const listKey = `${namespace}:azure.apiServerRanges`;

const secretPlaceholders: Readonly<Record<SecretName, string>> = {
  registryPassword: "not-a-real-password",
  authClientSecret: "not-a-real-client-secret",
  githubApiToken: "not-a-real-token",
  dummyPassword: "not-a-real-password",
};

/** Google's registries take a service account's key for a password. */
const googlePlaceholder = '{"type": "service_account", "note": "not a real key"}';

/**
 * Values for what a stack needs and does not have: names and secrets that only its owner knows, and the kubeconfig of a cluster
 * that is not there.
 *
 * @param values the stack's configuration: texts, and objects as objects
 * @param given what is set on top of it, by full key and path
 * @param kubeconfig a file that may stand in for the user's kubeconfig
 */
export function missingValues(
  values: Readonly<Record<string, unknown>>,
  given: ConfigMap,
  kubeconfig: string,
): ConfigMap {
  const filled: ConfigMap = {};
  const platform = given[`${namespace}:platform`]?.value ?? values[`${namespace}:platform`];
  if (platform === "existing" && given[`${namespace}:existing.kubeconfig`] === undefined) {
    filled[`${namespace}:existing.kubeconfig`] = { value: kubeconfig };
  }
  // What depends on other settings shows only when those are right: two rounds.
  for (let round = 0; round < 2; round++) {
    const raw = rawConfig(values, { ...filled, ...given });
    for (const { key, value } of parseSettings(raw, () => undefined, "").problems) {
      const name = key.slice(namespace.length + 1);
      // What is there and wrong is for the program to refuse, a secret in plain text above all.
      if ([value, values[key], filled[key], given[key]].some((there) => there !== undefined)) continue;
      const plain = placeholders[name];
      if (plain !== undefined) filled[key === listKey ? `${key}[0]` : key] = { value: plain };
      if (Object.hasOwn(secretPlaceholders, name)) {
        filled[key] = { value: secretPlaceholders[name as SecretName], secret: true };
      }
    }
  }
  const registryKey = `${namespace}:registryPassword`;
  if (
    filled[registryKey] !== undefined &&
    /googleArtifactRegistry|gcr/.test(JSON.stringify(values[`${namespace}:registry`]))
  ) {
    filled[registryKey] = { value: googlePlaceholder, secret: true };
  }
  return filled;
}

/** The configuration as the engine would hand it over, with some values filled in. */
function rawConfig(values: Readonly<Record<string, unknown>>, filled: ConfigMap): RawConfig {
  const merged: Record<string, unknown> = { ...values };
  for (const [key, { value }] of Object.entries(filled)) {
    const [group = "", field] = key.split(".");
    const [name = "", isList] = (field ?? "").split("[0]");
    merged[group] =
      field === undefined
        ? value
        : { ...(merged[group] as object | undefined), [name]: isList === undefined ? value : [value] };
  }
  return { values: asTexts(merged), secretKeys: Object.keys(filled) };
}
