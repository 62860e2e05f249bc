import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as runtime from "@pulumi/pulumi/runtime/config";
import { hiddenValues } from "../components/secret-values/secret-values";
import { blottingWarnings } from "./blotting";
import { type ReadFile } from "../settings/files";
import { withoutCredentials } from "./credentials";
import { nodeWarnings } from "./node";
import { parseSettings } from "./parse";
import { underProjectName } from "./project-name";
import { report } from "../settings/problems";
import { environmentKey, subscriptionKey } from "../settings/keys";
import { refusal } from "../settings/refusal";
import { type SecretOutputs, type Settings } from "../settings/settings";

declare module "@pulumi/pulumi/runtime/config" {
  /** Whether a value is encrypted in the stack's file. The SDK exports it, but its type definitions do not have it. */
  export function isConfigSecret(key: string): boolean;
}

/** A stack's settings, with its secrets as outputs that stay secret. */
export interface StackSettings extends Settings {
  readonly secrets: SecretOutputs;
  /** Values of the chart in the secret `extraSecretValues`, each of them a secret output. */
  readonly secretValues: Readonly<Record<string, unknown>>;
  /** Id of the Azure subscription, if the settings name one. @default the one of the login */
  readonly subscription?: string;
}

/** The project's folder, to which paths in settings are relative. */
export const projectFolder = resolve(__dirname, "..");

/** Reads a file from disk. `undefined` if there is no such file. */
export const readFromDisk: ReadFile = (path) => {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
};

/**
 * Reads and checks the stack's whole configuration. Nothing else in the program reads configuration.
 *
 * @throws pulumi.RunError that lists everything that is wrong, before any resource is registered
 */
export function readSettings(): StackSettings {
  const values = { ...environmentOfProcess(), ...runtime.allConfig() };
  const secretKeys = Object.keys(values).filter((key) => runtime.isConfigSecret(key));
  // These warnings come first, because they are also about the commands in the other messages.
  for (const warning of blottingWarnings({ values, secretKeys }, [pulumi.getProject(), pulumi.getStack()])) {
    void pulumi.log.warn(warning);
  }
  const parsed = parseSettings({ values, secretKeys }, readFromDisk, projectFolder);
  const problems = [
    ...withoutCredentials(underProjectName({ values, secretKeys }, pulumi.getProject()), { values, secretKeys }),
    ...parsed.problems,
  ];
  if (parsed.settings === undefined || problems.length > 0) {
    throw refusal(report(problems));
  }
  for (const warning of [...nodeWarnings(process.versions.node, new Date()), ...parsed.warnings]) {
    void pulumi.log.warn(warning);
  }
  const secrets = Object.fromEntries(
    Object.entries(parsed.secrets).map(([name, value]) => [name, pulumi.secret(value)]),
  );
  const secretValues = hiddenValues(parsed.secrets.extraSecretValues);
  return { ...parsed.settings, secrets, secretValues, subscription: values[subscriptionKey] };
}

/**
 * Azure's cloud from the environment variables. The Azure provider reads them if the settings name no cloud.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/auth_azidentity.go readAzureCloudFromConfig
 */
export function environmentOfProcess(): Readonly<Record<string, string>> {
  const name = process.env.ARM_ENVIRONMENT ?? process.env.AZURE_ENVIRONMENT;
  return name === undefined ? {} : { [environmentKey]: name };
}
