import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { secretsOf } from "../../docs/combine";
import { type Choice } from "../../docs/options";
import program from "../../index";
import { asTexts } from "../../stack/raw";
import { record, type Recorded, type Registered } from "../components/recorder";
import { stackConfig, titleOf } from "./cover";

/** Secrets that tests look for; the mocked clouds' own ones are in `../components/mocked-clouds.ts`. */
export const canaries = {
  registryPassword: '{"type": "service_account", "private_key": "registry-password-canary"}',
  authClientSecret: "client-secret-canary",
  dummyPassword: "dummy-password-canary",
};

/** A stack, and what the whole program made of it. */
export interface RecordedStack extends Recorded<Awaited<ReturnType<typeof program>>> {
  readonly title: string;
  readonly choice: Choice;
  /** The hub; a stack on hold has none. */
  readonly release?: Registered;
}

/** Runs the program on stacks that make these choices. */
export async function recordStacks(choices: readonly Choice[]): Promise<RecordedStack[]> {
  const recorded = await recordConfigs(
    choices.map((choice) => ({ config: stackConfig(choice), secrets: { ...secretsOf(choice), ...canaries } })),
  );
  return recorded.map((stack, index) => {
    const choice = choices[index];
    if (choice === undefined) throw new Error("each stack was chosen");
    return { ...stack, title: titleOf(choice), choice, release: releaseOf(stack) };
  });
}

/** The hub of a recorded stack, if it has one. */
export function releaseOf({ resources }: Pick<RecordedStack, "resources">): Registered | undefined {
  return resources.find(({ type }) => type === "kubernetes:helm.sh/v3:Release");
}

/** A stack's configuration under its full keys, and its secrets by their key after `binderhub:`. */
export interface StackConfig {
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Runs the program on configurations, one after the other: Pulumi's mocks are there once. */
export async function recordConfigs(
  configs: readonly StackConfig[],
): Promise<Recorded<Awaited<ReturnType<typeof program>>>[]> {
  const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
  const kubeconfig = join(folder, "config");
  writeFileSync(kubeconfig, '{"contexts": [{"name": "kind-binder"}]}');
  const stacks: Recorded<Awaited<ReturnType<typeof program>>>[] = [];
  const { stackTraceLimit } = Error;
  try {
    // Pulumi takes a stack trace for every promise, and Jest translates each: a third of the time.
    Error.stackTraceLimit = 0;
    for (const config of configs) {
      pulumi.runtime.setAllConfig(...rawConfig(config, kubeconfig));
      stacks.push(await record(program));
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    rmSync(folder, { recursive: true });
  }
  return stacks;
}

/** The configuration as the engine hands it over, and the keys of its secrets. */
function rawConfig({ config, secrets }: StackConfig, kubeconfig: string): [Record<string, string>, string[]] {
  const existing = config["binderhub:existing"] as object | undefined;
  const all = {
    ...config,
    ...(existing && { "binderhub:existing": { ...existing, kubeconfig } }),
    ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`binderhub:${name}`, value])),
  };
  return [asTexts(all), Object.keys(secrets).map((name) => `binderhub:${name}`)];
}
