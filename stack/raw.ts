import * as z from "zod";
import { locationKey, namespace } from "../settings/keys";
import { removeCommand, setSecretCommand, type Problem } from "../settings/problems";
import { type SecretName } from "../settings/settings";
import { unknownKey } from "../settings/unknown-key";
import { defaultType, schema, secretNames, secretSettings } from "./schema";
import { isRecord } from "../settings/untyped";

/** A stack's configuration as the engine gives it. */
export interface RawConfig {
  /** Every value by its full key; objects as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Full keys of the values that are encrypted in the stack's file. */
  readonly secretKeys: readonly string[];
  /** Full keys of secrets that are set, but not known before the run. @default none */
  readonly unknownKeys?: readonly string[];
}

/** Values as the engine gives them: texts unchanged, everything else as JSON. */
export function asTexts(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/**
 * Settings inside a group that `pulumi new` asks for. It does not know paths, and stores each as one key with a dot in it.
 * @see https://github.com/pulumi/pulumi/blob/master/pkg/cmd/pulumi/project/newcmd/config.go promptForConfig
 */
export const askedFor: readonly string[] = ["registry.username"];

/**
 * Divides raw values into settings, secrets and the location. Reports what it cannot read: unknown keys, secrets in plain text, other settings
 * that are encrypted.
 */
export function unpack(raw: RawConfig) {
  const values: Record<string, unknown> = {};
  const secrets: Partial<Record<SecretName, string>> = {};
  const problems: Problem[] = [];
  const hidden: string[] = [];
  const asked: [key: string, value: string][] = [];
  for (const [key, value] of Object.entries(raw.values).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = key.slice(namespace.length + 1);
    const encrypted = raw.secretKeys.includes(key);
    if (!key.startsWith(`${namespace}:`)) {
      continue;
    } else if (isSecretName(name)) {
      if (value === "") continue;
      secrets[name] = value;
      if (!encrypted) {
        problems.push({
          key,
          rule: "is a secret and must not be in plain text. Other people may have read it: make a new one",
          mend: setSecretCommand(key),
        });
      }
    } else if (askedFor.includes(name) && !encrypted) {
      asked.push([key, value]);
    } else if (isFlatPath(name)) {
      problems.push(
        flatPath(key, "is one key with a dot in it, which the program does not read: set it again, with --path"),
      );
    } else if (!isSettingName(name)) {
      problems.push(
        unknownKey(
          key,
          encrypted ? undefined : groupOrText(value),
          [...Object.keys(schema.shape), ...secretNames],
          secretNames,
          // Not plain texts: Pulumi.yaml's defaults look as if somebody had set them.
          Object.keys(raw.values)
            .filter((other) => /^\{./.test(raw.values[other] ?? "") && raw.values[other] !== "{}")
            .map((other) => other.slice(namespace.length + 1)),
        ),
      );
    } else if (encrypted) {
      problems.push({
        key,
        rule: `is encrypted, or has an encrypted value in it. Only these keys are secrets: ${secretNames.join(", ")}`,
        mend: removeCommand(key),
      });
      // The group is not reported as missing: it exists, but must not be read.
      hidden.push(name);
    } else {
      const field = schema.shape[name];
      const content = field !== undefined && isGroup(field) ? parseJson(value) : value;
      // Pulumi.yaml must declare every key. A key that is not set has an empty object as its default there.
      if (!isEmptyObject(content)) values[name] = withDefaultType(name, content);
    }
  }
  for (const [key, value] of asked) {
    const [name = "", field = ""] = key.slice(namespace.length + 1).split(".");
    const group = values[name] ?? {};
    if (hidden.includes(name)) continue;
    if (!isRecord(group) || Object.hasOwn(group, field)) {
      problems.push(
        flatPath(
          key,
          `is one key with a dot in it, but ${namespace}:${name} has this setting too: keep one of the two`,
        ),
      );
    } else values[name] = { ...group, [field]: value };
  }
  const locationHidden = raw.secretKeys.includes(locationKey);
  if (locationHidden) {
    problems.push({
      key: locationKey,
      rule: "is encrypted, but the region is no secret and is shown",
      mend: removeCommand(locationKey),
    });
  }
  // A placeholder for an encrypted location, so that it is not shown.
  const location = locationHidden ? "hidden" : raw.values[locationKey];
  return { values, secrets, location, problems, hidden };
}

/** The command does not show the value, because it may be a secret in the wrong place. */
function flatPath(key: string, rule: string): Problem {
  return { key, rule, mend: `pulumi config rm '${key}'` };
}

/** Whether a key is a path such as `registry.username`: `pulumi config set` without `--path` makes one key of it. */
function isFlatPath(name: string): boolean {
  const [group = "", ...rest] = name.split(".");
  return rest.length > 0 && isSettingName(group);
}

function isSecretName(name: string): name is SecretName {
  return Object.hasOwn(secretSettings, name);
}

function isSettingName(name: string): boolean {
  return Object.hasOwn(schema.shape, name);
}

/** Whether a setting is an object (stored as JSON) and not a plain string. */
export function isGroup(field: z.core.$ZodType): boolean {
  const inner = field instanceof z.ZodDefault || field instanceof z.ZodPrefault || field instanceof z.ZodOptional;
  return inner ? isGroup(field.def.innerType) : !(field instanceof z.ZodString || field instanceof z.ZodEnum);
}

function isEmptyObject(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}

/** A group with its default type, if it has several types and none is named. */
function withDefaultType(name: string, group: unknown): unknown {
  const type = defaultType(name);
  return type !== undefined && isRecord(group) ? { type, ...group } : group;
}

/** A group or a list as data, and anything else as the original text. */
export function groupOrText(text: string): unknown {
  const value = parseJson(text);
  return typeof value === "object" && value !== null ? value : text;
}

/** JSON as data. Text that is not JSON stays text: the schema then refuses it with the right key. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
