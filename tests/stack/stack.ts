import { parseSettings, type Parsed } from "../../stack/parse";
import { type Settings } from "../../settings/settings";
import { type AzurePlace } from "../../components/cluster/settings";
import { asTexts, type RawConfig } from "../../stack/raw";

/** What a stack's file says, by full key; groups as objects. */
export type StackConfig = Readonly<Record<string, unknown>>;

/** Edits of a stack: key after `binderhub:` (or a full one), a dot leads into a group, `undefined` removes. */
export type Edits = Readonly<Record<string, unknown>>;

/** The workshop's hub with everything that only a person knows: nothing is wrong with it. */
export const goodStack: StackConfig = {
  "azure-native:location": "westeurope",
  "binderhub:azure": { resourceGroup: "testhub", clusterName: "hubcluster", nodeCount: 3, vmSize: "Standard_D2s_v5" },
  "binderhub:registry": { type: "dockerHub", username: "jdoe", prefix: "binder-dev" },
  "binderhub:registryPassword": "s3cret-canary",
};

/** A hub on a cluster that is already there: nothing is wrong with it either. */
export const existingStack: StackConfig = {
  "binderhub:platform": "existing",
  "binderhub:existing": { context: "kind-binder" },
  "binderhub:registry": { type: "inCluster" },
  "binderhub:exposure": { type: "clusterIP" },
};

/** The limits of a stack that sets none. */
export const standardLimits = {
  userMemory: "2G",
  userCpu: 1,
  idleTimeout: 3600,
  maximumAge: 0,
  imageCleanerHigh: 80,
  imageCleanerLow: 60,
};

/** The folder to which the stacks' paths are relative. */
export const project = "/project";

/** A kubeconfig with these contexts, of which one may be the current one. */
export function kubeconfig(contexts: readonly string[], current?: string): Buffer {
  const entries = contexts.map((name) => ({ name, context: { cluster: name, user: name } }));
  return Buffer.from(JSON.stringify({ contexts: entries, "current-context": current }));
}

/** Files that the stacks may name, by the end of their path. */
export type Files = Readonly<Record<string, Buffer>>;

/** Files of just the largest size that fits, and one byte more. */
export const largestPicture = 128 * 1024;

const files: Files = {
  "/.kube/config": kubeconfig(["kind-binder", "production"], "kind-binder"),
  [`${project}/logo.svg`]: Buffer.from("<svg/>"),
  [`${project}/LOGO.PNG`]: Buffer.alloc(largestPicture),
  [`${project}/large.png`]: Buffer.alloc(largestPicture + 1),
  [`${project}/favicon.ico`]: Buffer.from("icon"),
  [`${project}/page.gif`]: Buffer.from("GIF89a"),
};

/** A stack's configuration as the engine hands it over: groups as JSON. */
export function rawConfig(stack: StackConfig, secretKeys = ["binderhub:registryPassword"]): RawConfig {
  return { values: asTexts(stack), secretKeys };
}

/** Checks a stack as the program does, on files that are not on any disk. */
export function check(stack: StackConfig, secretKeys?: readonly string[], extraFiles: Files = {}): Parsed {
  return checkRaw(rawConfig(stack, secretKeys && [...secretKeys]), extraFiles);
}

/** Checks a configuration as the engine hands it over. */
export function checkRaw(raw: RawConfig, extraFiles: Files = {}): Parsed {
  const all = { ...files, ...extraFiles };
  return parseSettings(raw, (path) => Object.entries(all).find(([end]) => path.endsWith(end))?.[1], project);
}

/** The settings of a stack with which nothing is wrong. */
export function settingsOf(stack: StackConfig, secretKeys?: readonly string[], extraFiles: Files = {}): Settings {
  const { settings, problems } = check(stack, secretKeys, extraFiles);
  expect(problems).toEqual([]);
  if (settings === undefined) throw new Error("no settings and no problems");
  return settings;
}

/** What people are warned of in a stack with which nothing is wrong. */
export function warningsOf(
  stack: StackConfig,
  secretKeys?: readonly string[],
  extraFiles: Files = {},
): readonly string[] {
  const parsed = check(stack, secretKeys, extraFiles);
  expect(parsed.problems).toEqual([]);
  return parsed.settings === undefined ? [] : parsed.warnings;
}

/** The Azure cluster of settings that have one. */
export function azurePlace({ place }: Settings): AzurePlace {
  if (place.platform !== "azure") throw new Error("not in Azure");
  return place;
}

/** A stack with edits. */
export function edited(edits: Edits, base: StackConfig = goodStack): StackConfig {
  return Object.entries(edits).reduce<StackConfig>((stack, [name, value]) => {
    const [group = "", ...path] = (name.includes(":") ? name : `binderhub:${name}`).split(".");
    return put(stack, [group, ...path], value);
  }, base);
}

function put(record: StackConfig, [key = "", ...rest]: readonly string[], value: unknown): StackConfig {
  const inner = rest.length === 0 ? value : put((record[key] ?? {}) as StackConfig, rest, value);
  const others = Object.entries(record).filter(([name]) => name !== key);
  return Object.fromEntries(inner === undefined ? others : [...others, [key, inner]]);
}
