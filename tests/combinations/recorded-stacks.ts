import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { configOf } from "../../docs/combine";
import { type Choice } from "../../docs/options";
import program from "../../index";
import { record, type Recorded, type Registered } from "../components/recorder";
import { stackConfig, titleOf } from "./cover";

/** Secrets that tests look for; the mocked clouds' own ones are in `../components/mocked-clouds.ts`. */
export const canaries = {
  registryPassword: '{"type": "service_account", "private_key": "registry-password-canary"}',
  authClientSecret: "client-secret-canary",
  dummyPassword: "dummy-password-canary",
};

/** A stack, and what the whole program made of it. */
export interface RecordedStack extends Recorded<ReturnType<typeof program>> {
  readonly title: string;
  readonly choice: Choice;
  /** The hub; a stack on hold has none. */
  readonly release?: Registered;
}

/** Runs the program on stacks, one after the other: Pulumi's mocks are there once. */
export async function recordStacks(choices: readonly Choice[]): Promise<RecordedStack[]> {
  const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
  const kubeconfig = join(folder, "config");
  writeFileSync(kubeconfig, '{"contexts": [{"name": "kind-binder"}]}');
  const stacks: RecordedStack[] = [];
  const { stackTraceLimit } = Error;
  try {
    // Pulumi takes a stack trace for every promise, and Jest translates each: a third of the time.
    Error.stackTraceLimit = 0;
    for (const choice of choices) {
      pulumi.runtime.setAllConfig(...rawConfig(choice, kubeconfig));
      const recorded = await record(program);
      const release = recorded.resources.find(({ type }) => type === "kubernetes:helm.sh/v3:Release");
      stacks.push({ ...recorded, title: titleOf(choice), choice, release });
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    rmSync(folder, { recursive: true });
  }
  return stacks;
}

/** The stack's configuration as the engine hands it over, and the keys of its secrets. */
function rawConfig(choice: Choice, kubeconfig: string): [Record<string, string>, string[]] {
  const existing = configOf(choice).existing as object | undefined;
  const config = {
    ...stackConfig(choice),
    ...(existing && { "binderhub:existing": { ...existing, kubeconfig } }),
    ...Object.fromEntries(Object.entries(canaries).map(([name, value]) => [`binderhub:${name}`, value])),
  };
  const values = Object.entries(config).map(([key, value]): [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return [Object.fromEntries(values), Object.keys(canaries).map((name) => `binderhub:${name}`)];
}
