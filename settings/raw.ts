import { distance, closest } from "fastest-levenshtein";
import * as z from "zod";
import { removeCommand, setCommand, setSecretCommand, type Problem } from "./problems";
import { schema } from "./schema";
import { type SecretName, secretNames, secretSettings } from "./secrets";
import { isRecord } from "./untyped";

/** A stack's configuration as the engine hands it over. */
export interface RawConfig {
  /** Every value by its full key; objects as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Full keys of the values that are encrypted in the stack's file. */
  readonly secretKeys: readonly string[];
}

/** Values as the engine hands them over: texts as they are, everything else as JSON. */
export function asTexts(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** The project's namespace: its name in Pulumi.yaml. */
export const namespace = "binderhub";

/**
 * Settings inside a group that `pulumi new` asks for. It knows no paths, and stores each as one key with a dot in it.
 * @see https://github.com/pulumi/pulumi/blob/master/pkg/cmd/pulumi/project/newcmd/config.go promptForConfig
 */
export const askedFor: readonly string[] = ["registry.username"];

/** The key that names the Azure region; shared with the Azure provider. */
export const locationKey = "azure-native:location";

/** The key that names the Azure subscription, by its id; the Azure provider's own. */
export const subscriptionKey = "azure-native:subscriptionId";

/** The key that names one of Azure's clouds; the Azure provider's own. */
export const environmentKey = "azure-native:environment";

/**
 * Sorts raw values into settings, secrets and the location, and reports what cannot be read: unknown keys, secrets in plain
 * text, other settings encrypted, objects that are not objects.
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
          rule: "is a secret and must not stand in plain text (treat the one that did as known: make a new one)",
          mend: setSecretCommand(key),
        });
      }
    } else if (askedFor.includes(name) && !encrypted) {
      asked.push([key, value]);
    } else if (isFlatPath(name)) {
      problems.push(flatPath(key, "is one key with a dot in it, which nobody reads: set it again, with --path"));
    } else if (!isSettingName(name)) {
      problems.push(
        unknownKey(key, encrypted ? undefined : groupOrText(value), [...Object.keys(schema.shape), ...secretNames]),
      );
    } else if (encrypted) {
      problems.push({
        key,
        rule: `is encrypted, or holds an encrypted value; secrets have keys of their own: ${secretNames.join(", ")}`,
        mend: removeCommand(key),
      });
      // What it would have said is not missed: it is there, but must not be read.
      hidden.push(name);
    } else {
      const content = isGroup(schema.shape[name]) ? parseJson(value) : value;
      // Pulumi.yaml has to declare every key, and gives those that are not set an empty object.
      if (!isEmptyObject(content)) values[name] = withDefaultType(name, content);
    }
  }
  for (const [key, value] of asked) {
    const [name = "", field = ""] = key.slice(namespace.length + 1).split(".");
    const group = values[name] ?? {};
    if (hidden.includes(name)) continue;
    if (!isRecord(group) || Object.hasOwn(group, field)) {
      problems.push(flatPath(key, `is one key with a dot in it, beside what ${namespace}:${name} says: keep one`));
    } else values[name] = { ...group, [field]: value };
  }
  const locationHidden = raw.secretKeys.includes(locationKey);
  if (locationHidden) {
    problems.push({
      key: locationKey,
      rule: "is encrypted: the region is no secret, and is shown",
      mend: removeCommand(locationKey),
    });
  }
  // An encrypted one is stood in for, so that nothing of it is shown.
  const location = locationHidden ? "hidden" : raw.values[locationKey];
  return { values, secrets, location, problems, hidden };
}

/** The problem of a key that nobody reads, with the nearest one that is read. */
export function unknownKey(key: string, value: unknown, known: readonly string[]): Problem {
  const cut = Math.max(key.lastIndexOf(":"), key.lastIndexOf(".")) + 1;
  const [parent, name] = [key.slice(0, cut), key.slice(cut)];
  const nearest = known.length === 0 ? "" : closest(name, known);
  const isNear =
    nearest !== "" &&
    distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, Math.floor(nearest.length / 3));
  const isSecret = isSecretName(nearest);
  const setNearest = setCommand(parent + nearest, value ?? "…");
  return {
    key,
    rule: isNear
      ? `is not a setting; did you mean ${parent}${nearest}?`
      : `is not a setting; known here: ${known.join(", ")}`,
    mend: [removeCommand(key), ...(isNear ? [isSecret ? setSecretCommand(parent + nearest) : setNearest] : [])]
      .filter((command) => command !== "")
      .join(" && "),
  };
}

/** Without its value, which may be a secret in the wrong place. */
function flatPath(key: string, rule: string): Problem {
  return { key, rule, mend: `pulumi config rm '${key}'` };
}

/** `registry.username` as a key of its own: what `pulumi config set` makes of a path without `--path`. */
function isFlatPath(name: string): boolean {
  const [group = "", ...rest] = name.split(".");
  return rest.length > 0 && isSettingName(group);
}

function isSecretName(name: string): name is SecretName {
  return Object.hasOwn(secretSettings, name);
}

function isSettingName(name: string): name is keyof typeof schema.shape {
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

/** Groups that come in several types, and the one that they have when none is named. */
const defaultTypes: Readonly<Record<string, string>> = { exposure: "loadBalancer", auth: "none" };

function withDefaultType(name: string, group: unknown): unknown {
  const type = defaultTypes[name];
  return type !== undefined && isRecord(group) ? { type, ...group } : group;
}

/** A group as data; anything else as the text that it came as. */
function groupOrText(text: string): unknown {
  const value = parseJson(text);
  return typeof value === "object" && value !== null ? value : text;
}

/** JSON as data; text that is none stays text, for the schema to refuse with the right key. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
