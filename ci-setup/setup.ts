import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type ConfigMap, LocalWorkspace, type Stack, type StackSettings } from "@pulumi/pulumi/automation";
import { type Engine } from "../rehearse/engine";
import { type Outputs } from "./commands";
import program from "./index";
import { type RawSettings, type Settings, settings } from "./settings";

/** Name of the project, as `ci-setup/Pulumi.yaml` has it. */
const project = "binderhub-ci-setup";

/** What a set-up needs. */
export interface SetupOptions {
  readonly engine: Engine;
  /** The settings of this run. A setting that is not given stays as it was. */
  readonly said: Partial<RawSettings> & { readonly stage: string };
  /** Folder of the project, in which the stack's settings are kept. */
  readonly folder: string;
  /** Where the set-up's own state is kept. @default a folder `state` beside the settings */
  readonly backend?: string;
  /** More environment variables. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The set-up of one stage, as a stack of its own. */
export interface Setup {
  readonly stack: Stack;
  readonly settings: Settings;
  /** The outputs. They exist only after the set-up was made. */
  readonly outputs: () => Promise<Outputs>;
}

/**
 * Opens the stack, and writes all its settings. So the next run needs no settings.
 *
 * @throws if a setting is wrong; then nothing was written
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
        // There is no secret in this stack, but Pulumi asks for a passphrase anyway.
        PULUMI_CONFIG_PASSPHRASE: process.env.PULUMI_CONFIG_PASSPHRASE ?? "",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        ...environment,
      },
    },
  );
  await stack.setAllConfig(configOf(checked));
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

/** The settings of earlier runs. Pulumi keeps every value as a text. */
async function remembered(folder: string, stage: string, { command }: Engine): Promise<Partial<RawSettings>> {
  const workspace = await LocalWorkspace.create({ workDir: folder, pulumiCommand: command });
  const { config = {} } = await workspace.stackSettings(stage).catch((): StackSettings => ({}));
  const kept = (key: string) => (config as Readonly<Record<string, unknown>>)[key];
  const parsed = (key: string) => {
    const value = kept(`${project}:${key}`);
    return typeof value === "string" ? (JSON.parse(value) as unknown) : value;
  };
  return defined({
    location: kept("azure-native:location"),
    repository: kept(`${project}:repository`),
    name: kept(`${project}:name`),
    ...{ users: parsed("users"), assignsRoles: parsed("assignsRoles"), protect: parsed("protect") },
  });
}

function configOf({ subject, location, name, users, assignsRoles, protect }: Settings): ConfigMap {
  const own = { repository: subject, name, users: JSON.stringify(users), assignsRoles, protect };
  return {
    "azure-native:location": { value: location },
    ...Object.fromEntries(Object.entries(own).map(([key, value]) => [`${project}:${key}`, { value: String(value) }])),
  };
}

/** The values that are not `undefined`. */
function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
