import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type ConfigMap, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { type Engine } from "../sandbox/engine";
import { type Outputs } from "./commands";
import program from "./index";
import { type RawSettings, type Settings, settings } from "./settings";

/** Name of the project, as `ci-setup/Pulumi.yaml` has it. */
const project = "binderhub-ci-setup";

/** Where a set-up is made from. */
export interface SetupOptions {
  readonly engine: Engine;
  /** What was said this time; what is not said stays as it was. */
  readonly said: Partial<RawSettings> & { readonly stage: string };
  /** Folder of the project, in which the stack's settings are kept. */
  readonly folder: string;
  /** Where the set-up's own state is kept. @default a folder `state` beside the settings */
  readonly backend?: string;
  /** Further variables of the environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The set-up of one stage, as a stack of its own. */
export interface Setup {
  readonly stack: Stack;
  readonly settings: Settings;
  /** What it has given; only after it was made. */
  readonly outputs: () => Promise<Outputs>;
}

/**
 * Opens the stack, and writes its settings: all of them, so that the next run is asked nothing.
 *
 * @throws where something that was said is not right; then nothing was written
 */
export async function openSetup({ engine, said, folder, backend, environment }: SetupOptions): Promise<Setup> {
  mkdirSync(join(folder, "state"), { recursive: true });
  const checked = settings({ ...(await remembered(folder, said.stage, engine)), ...defined(said) });
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: checked.stage, projectName: project, program },
    {
      workDir: folder,
      pulumiCommand: engine.command,
      envVars: {
        PULUMI_BACKEND_URL: backend ?? `file://${join(folder, "state")}`,
        // There is nothing secret in this stack; Pulumi asks for a passphrase all the same.
        PULUMI_CONFIG_PASSPHRASE: process.env.PULUMI_CONFIG_PASSPHRASE ?? "",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        ...environment,
      },
    },
  );
  await stack.setAllConfig(configOf(checked), true);
  return {
    stack,
    settings: checked,
    async outputs() {
      const { deploy, backend: url, secretsProvider } = await stack.outputs();
      return {
        deploy: deploy?.value as Outputs["deploy"],
        backend: String(url?.value),
        secretsProvider: String(secretsProvider?.value),
      };
    },
  };
}

/** What earlier runs were told. */
async function remembered(folder: string, stage: string, { command }: Engine): Promise<Partial<RawSettings>> {
  const workspace = await LocalWorkspace.create({ workDir: folder, pulumiCommand: command });
  const { config = {} } = await workspace.stackSettings(stage).catch(() => ({ config: {} }));
  const own = Object.entries(config as Readonly<Record<string, unknown>>).flatMap(([key, value]) =>
    key.startsWith(`${project}:`) ? [[key.slice(project.length + 1), value] as const] : [],
  );
  return defined({
    ...Object.fromEntries(own),
    location: (config as Record<string, unknown>)["azure-native:location"],
  });
}

function configOf({ subject, location, name, users, assignsRoles, protect }: Settings): ConfigMap {
  return {
    "azure-native:location": { value: location },
    [`${project}:repository`]: { value: subject },
    [`${project}:name`]: { value: name },
    [`${project}:assignsRoles`]: { value: String(assignsRoles) },
    [`${project}:protect`]: { value: String(protect) },
    ...Object.fromEntries(users.map((user, index) => [`${project}:users[${index}]`, { value: user }])),
  };
}

/** What is there of it. */
function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
