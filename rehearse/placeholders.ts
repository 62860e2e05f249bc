import { type ConfigMap } from "@pulumi/pulumi/automation";
import { parseSettings } from "../stack/parse";
import { asTexts } from "../stack/raw";
import { madeUpKey } from "./made-up-keys";
import { namespace } from "../settings/keys";
import { type SecretName } from "../settings/settings";
import { at, isRecord } from "../settings/untyped";

/** What a rehearsal fills in for settings that only a person knows, by path. */
const placeholders: Readonly<Record<string, string>> = {
  "registry.username": "yourdockerid",
  "auth.clientId": "your-client-id",
  "azure.apiServerRanges[0]": "203.0.113.7/32",
};

const secretPlaceholders: Readonly<Record<SecretName, string>> = {
  registryPassword: "not-a-real-password",
  httpsKey: "not-a-real-key",
  authClientSecret: "not-a-real-client-secret",
  baseImageCredentials: '{"auths": {"docker.io": {"username": "nobody", "password": "not-a-real-password"}}}',
  extraSecretValues: "{}",
  githubApiToken: "not-a-real-token",
  dummyPassword: "not-a-real-password",
  monitoringWebhook: "https://hooks.example.org/a-made-up-address",
  monitoringSmtpPassword: "a-made-up-password",
  privateRepositoriesKey: "not-a-real-token",
  backupPassword: "not-a-real-password",
  backupCredentials: "AWS_ACCESS_KEY_ID=nobody\nAWS_SECRET_ACCESS_KEY=not-a-real-key",
};

/** The password of a Google registry is the key of a service account. */
const googlePlaceholder = '{"type": "service_account", "note": "not a real key"}';

const full = (name: string) => `${namespace}:${name}`;

/**
 * Values for what a stack needs and does not have: names and secrets that only a person knows.
 *
 * @param values the stack's configuration, with every value of the type that the engine gave it
 * @param secretKeys full keys of those that are secrets
 * @returns by full key and path
 */
export function missingValues(values: Readonly<Record<string, unknown>>, secretKeys: readonly string[]): ConfigMap {
  const filled: ConfigMap = {};
  const known: Record<string, unknown> = { ...values };
  const fill = (path: string, value: string, secret: boolean) => {
    filled[full(path)] = { value, ...(secret && { secret }) };
    const [group = "", field, index] = path.split(/[.[\]]/);
    const before = known[full(group)];
    const list = index === undefined ? undefined : at(before, field ?? "");
    const inner = index === undefined ? value : [value, ...(Array.isArray(list) ? (list.slice(1) as unknown[]) : [])];
    known[full(group)] = field === undefined ? value : { ...(isRecord(before) ? before : {}), [field]: inner };
  };
  // Some settings are missed only when others are right. So there are two rounds.
  for (let round = 0; round < 2; round++) {
    const raw = { values: asTexts(known), secretKeys: [...secretKeys, ...Object.keys(filled)] };
    for (const { key, value } of parseSettings(raw, () => undefined, "").problems) {
      const name = key.slice(namespace.length + 1);
      const path = [name, `${name}[0]`].find((one) => Object.hasOwn(placeholders, one)) ?? name;
      // If a value is there and wrong, the program refuses it: a secret in plain text, for example. A gap in a list is filled.
      const isThere = (value !== undefined && value !== "null") || known[key] !== undefined;
      if (isThere || filled[full(path)] !== undefined) continue;
      const plain = placeholders[path];
      if (plain !== undefined) fill(path, plain, false);
      else if (Object.hasOwn(secretPlaceholders, name)) fill(name, secretFor(name as SecretName, known), true);
    }
  }
  return filled;
}

function secretFor(name: SecretName, known: Readonly<Record<string, unknown>>): string {
  if (name === "privateRepositoriesKey") return madeUpKey(String(at(known[full("privateRepositories")], "type")));
  const registry = String(at(known[full("registry")], "type"));
  return name === "registryPassword" && /^(googleArtifactRegistry|gcr)$/.test(registry)
    ? googlePlaceholder
    : secretPlaceholders[name];
}
