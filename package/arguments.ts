import * as pulumi from "@pulumi/pulumi";
import * as runtime from "@pulumi/pulumi/runtime/config";
import { hiddenValues } from "../components/secret-values/secret-values";
import { environmentOfProcess, readFromDisk, type StackSettings } from "../stack";
import { parseSettings } from "../stack/parse";
import { asTexts, type RawConfig } from "../stack/raw";
import { secretNames } from "../stack/schema";
import { environmentKey, locationKey, namespace, subscriptionKey } from "../settings/keys";
import { type Problem, report } from "../settings/problems";
import { refusal } from "../settings/refusal";
import { type SecretName } from "../settings/settings";
import { isRecord } from "../settings/untyped";
import { inArguments } from "./messages";

/**
 * Checks all arguments, by the same rules as a stack's settings. What the Azure provider reads from the configuration is read from there too.
 *
 * @throws pulumi.RunError that lists everything that is wrong, before any resource is registered
 */
export async function settingsFrom(inputs: Readonly<Record<string, unknown>>): Promise<StackSettings> {
  const given = Object.entries(inputs).filter(([, value]) => value !== undefined);
  const isSecret = ([name]: readonly [string, unknown]) => (secretNames as readonly string[]).includes(name);
  const plain = Object.fromEntries(given.filter((one) => !isSecret(one)));
  const secrets = given.filter(isSecret) as [SecretName, pulumi.Input<string>][];
  const config = { ...environmentOfProcess(), ...runtime.allConfig() };

  const undecided = Object.keys(plain).filter((name) => hasOutput(plain[name]));
  const { location = config[locationKey], ...settings } = without(plain, undecided);
  const known = await Promise.all(secrets.map(async ([name, value]) => [name, await textOf(value)] as const));
  const raw: RawConfig = {
    values: {
      ...pick(config, [environmentKey, subscriptionKey]),
      ...asTexts(withNamespace({ ...settings, ...Object.fromEntries(known) })),
      ...asTexts(location === undefined ? {} : { [locationKey]: location }),
    },
    secretKeys: secrets.map(([name]) => `${namespace}:${name}`),
    unknownKeys: known.flatMap(([name, text]) => (text === unknown ? [`${namespace}:${name}`] : [])),
  };
  const parsed = parseSettings(raw, readFromDisk, process.cwd());
  // Where its values go depends on what it holds.
  const secretValuesKey = `${namespace}:extraSecretValues`;
  const unknownValues = known.some(([name, text]) => name === "extraSecretValues" && text === unknown);
  const problems = [
    ...undecided.map(notPlain),
    ...(unknownValues ? [{ key: secretValuesKey, rule: "must be known before anything is made" }] : []),
    ...parsed.problems.filter(({ key }) => !isAbout(key, undecided)),
  ];
  if (parsed.settings === undefined || problems.length > 0) throw refusal(inArguments(report(problems)));
  for (const warning of parsed.warnings) void pulumi.log.warn(inArguments(warning));
  return {
    ...parsed.settings,
    secrets: Object.fromEntries(secrets.map(([name, value]) => [name, pulumi.secret(value)])),
    secretValues: hiddenValues(parsed.secrets.extraSecretValues),
    subscription: config[subscriptionKey],
  };
}

/** In place of the text of a secret that another resource makes, as long as it is not made. */
const unknown = "not known yet";

async function textOf(value: pulumi.Input<string>): Promise<string> {
  const text = await runtimeOf(pulumi.output(value)).promise(true);
  return typeof text === "string" ? text : unknown;
}

/** What the SDK knows about an output; its type definitions do not have it. */
function runtimeOf(output: pulumi.Output<string>): { promise(withUnknowns: boolean): Promise<unknown> } {
  return output as unknown as { promise(withUnknowns: boolean): Promise<unknown> };
}

/** What is made depends on it, so a preview must know it. */
function notPlain(name: string): Problem {
  return {
    key: `${namespace}:${name}`,
    rule: "must be known before anything is made: it cannot be an output of another resource, nor a secret",
  };
}

function isAbout(key: string, names: readonly string[]): boolean {
  return names.some((name) => key === `${namespace}:${name}` || key.startsWith(`${namespace}:${name}.`));
}

function hasOutput(value: unknown): boolean {
  if (pulumi.Output.isInstance(value)) return true;
  const inner = Array.isArray(value) ? (value as unknown[]) : isRecord(value) ? Object.values(value) : [];
  return inner.some(hasOutput);
}

function withNamespace(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${namespace}:${name}`, value]));
}

function without(values: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

function pick(values: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}
