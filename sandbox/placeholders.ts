import { type ConfigMap } from "@pulumi/pulumi/automation";
import { parseSettings } from "../settings/parse";
import { namespace } from "../settings/raw";
import { type SecretName } from "../settings/secrets";

/** What a rehearsal fills in for what only a person knows. */
const placeholders: Readonly<Record<string, string>> = {
  "registry.username": "yourdockerid",
};

const secretPlaceholders: Readonly<Record<SecretName, string>> = {
  registryPassword: "not-a-real-password",
};

/**
 * Values for what a stack needs and does not have: names and secrets that only its owner knows.
 *
 * @param values the stack's configuration: texts, and objects as objects
 */
export function missingValues(values: Readonly<Record<string, unknown>>): ConfigMap {
  const texts = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const filled: ConfigMap = {};
  let current: Record<string, string> = Object.fromEntries(texts) as Record<string, string>;
  // Shape comes before secrets: what is missing shows in two rounds.
  for (let round = 0; round < 2; round++) {
    for (const { key, value } of parseSettings({ values: current, secretKeys: Object.keys(filled) }).problems) {
      const name = key.slice(namespace.length + 1);
      if (value !== undefined) continue;
      const plain = placeholders[name];
      if (plain !== undefined) {
        filled[key] = { value: plain };
        current = withPath(current, key, plain);
      } else if (Object.hasOwn(secretPlaceholders, name)) {
        const secret = secretPlaceholders[name as SecretName];
        filled[key] = { value: secret, secret: true };
        current = { ...current, [key]: secret };
      }
    }
  }
  return filled;
}

function withPath(values: Record<string, string>, key: string, value: string): Record<string, string> {
  const [group = "", field = ""] = key.split(".");
  const object = JSON.parse(values[group] ?? "{}") as Record<string, unknown>;
  return { ...values, [group]: JSON.stringify({ ...object, [field]: value }) };
}
