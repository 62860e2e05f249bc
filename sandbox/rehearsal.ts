import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  type ConfigMap,
  type EngineEvent,
  LocalWorkspace,
  type LocalWorkspaceOptions,
  type OutputMap,
  type ProjectSettings,
  type PulumiCommand,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { Clouds } from "./clouds";
import { messageOf, signalIn } from "./error-message";
import { type Fault, Faults } from "./faults";
import { type ProviderModel } from "./model";
import { type ServedProvider, serveProvider } from "./server";
import { resourcesIn } from "./state";
import { isRecord } from "./untyped";

/** A stack's configuration by full key; groups as objects. */
export type Config = Readonly<Record<string, unknown>>;

/** How a rehearsal is set up. */
export interface RehearsalOptions {
  /** What the program's entry file does. Its result is the stack's outputs. */
  readonly program: PulumiFn;
  /** The providers that are simulated. All others must be found on the PATH. */
  readonly models: readonly ProviderModel[];
  /** Folder that holds everything the rehearsal writes: Pulumi's state, the clouds' state, the stack's configuration. */
  readonly folder: string;
  /** The engine. @default the one on the PATH */
  readonly engine?: PulumiCommand;
  /** What stands in `Pulumi.yaml`. @default a project called `rehearsal` */
  readonly project?: ProjectSettings;
  /** Name of the stack. @default "dev" */
  readonly stack?: string;
  /** What stands in `Pulumi.<stack>.yaml` below `config`. Values that are encrypted are left out. @default nothing */
  readonly config?: Config;
  /** Settings to change, by full key and path, as `pulumi config set --path` does. */
  readonly set?: ConfigMap;
  readonly faults?: readonly Fault[];
  /** Whether the engine saves its state after each step. Without it, operations are faster, and an engine that is killed leaves nothing. @default true */
  readonly checkpoints?: boolean;
  /** Folders to search before the PATH: for the plugins of real providers. @default none */
  readonly path?: string;
}

/** What one operation did. */
export interface Outcome {
  readonly succeeded: boolean;
  /** Everything that the engine printed. */
  readonly output: string;
  /** Everything that the engine reported, save its debugging messages. */
  readonly events: readonly EngineEvent[];
  /** How many resources were created, updated, replaced, deleted or left the same. Resources that are only read do not count. */
  readonly changes: Readonly<Record<string, number>>;
  /** The signal that ended the engine. @default it ended by itself */
  readonly endedBy?: NodeJS.Signals;
}

/** How one operation is run; all of it may be left out. */
export interface RunOptions {
  /** Interrupts it, as Ctrl-C does. */
  readonly signal?: AbortSignal;
  /** Prints every change in full, as `--diff` does. */
  readonly diff?: boolean;
  /** Called with Pulumi's debugging messages, which are no part of the outcome. */
  readonly onDebug?: (event: EngineEvent) => void;
}

/** An operation of the engine on a stack. */
export type Verb = "up" | "preview" | "refresh" | "destroy";

/** A program on the real engine, with simulated clouds behind it. */
export class Rehearsal {
  private constructor(
    /** The stack, for what no method here does. */
    readonly stack: Stack,
    /** The engine that it runs on. */
    readonly engine: PulumiCommand,
    private readonly providers: readonly ServedProvider[],
    readonly clouds: Clouds,
    readonly faults: Faults,
  ) {}

  /** Starts the providers, and makes workspace and configuration. Continues with what an earlier rehearsal in the folder left. */
  static async open(options: RehearsalOptions): Promise<Rehearsal> {
    const { folder, program, path, checkpoints = true, stack: stackName = "dev", set = {} } = options;
    const project = options.project ?? { name: "rehearsal", runtime: "nodejs" };
    mkdirSync(join(folder, "state"), { recursive: true });
    keepNoLogs(join(folder, "home"));
    const clouds = new Clouds(join(folder, "clouds.json"));
    const faults = new Faults(options.faults);
    const providers = await Promise.all(options.models.map((model) => serveProvider(model, { clouds, faults })));

    const inline = { stackName, projectName: project.name, program };
    const salt = saltIn(folder, stackName);
    const workspace: LocalWorkspaceOptions = {
      workDir: folder,
      pulumiCommand: options.engine,
      pulumiHome: join(folder, "home"),
      projectSettings: { ...project, main: undefined },
      stackSettings: { [stackName]: { config: { ...readableOnly(options.config ?? {}) }, encryptionSalt: salt } },
      envVars: {
        PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: "sandbox",
        PULUMI_DEBUG_PROVIDERS: providers.map(({ name, port }) => `${name}:${port}`).join(","),
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        // https://github.com/pulumi/pulumi/issues/10668
        ...(!checkpoints && { PULUMI_SKIP_CHECKPOINTS: "true" }),
        ...(path !== undefined && { PATH: [path, process.env.PATH].join(delimiter) }),
      },
    };
    try {
      // The engine is not asked where nothing is there: asking takes as long as making.
      const isNew = !existsSync(join(folder, "state/.pulumi"));
      const stack = isNew
        ? await LocalWorkspace.createStack(inline, workspace)
        : await LocalWorkspace.createOrSelectStack(inline, workspace);
      const rehearsal = new Rehearsal(stack, stack.workspace.pulumiCommand, providers, clouds, faults);
      await rehearsal.set(set).catch((error: unknown) => {
        throw new Error(`Cannot set ${Object.keys(set).join(", ")}: ${messageOf(error)}`);
      });
      return rehearsal;
    } catch (error) {
      for (const provider of providers) provider.stop();
      throw error;
    }
  }

  /** The settings as they are now, each of the type that the engine gave it. Those that are encrypted are left out. */
  async settings(): Promise<Config> {
    return readableOnly((await this.stack.workspace.stackSettings(this.stack.name)).config ?? {});
  }

  /** Whether anything of the stack is protected from being deleted. */
  async isProtected(): Promise<boolean> {
    return resourcesIn(await this.state()).some((resource) => resource.protect);
  }

  /** Changes settings, by full key and path. */
  async set(config: ConfigMap): Promise<void> {
    if (Object.keys(config).length > 0) await this.stack.setAllConfig(config, true);
  }

  /** Runs one operation to its end. One that fails is an outcome too. */
  async run(
    verb: Verb,
    onEvent: (event: EngineEvent) => void = () => undefined,
    { signal, diff, onDebug }: RunOptions = {},
  ): Promise<Outcome> {
    const events: EngineEvent[] = [];
    let output = "";
    const options = {
      onOutput: (chunk: string) => void (output += chunk),
      onError: (chunk: string) => void (output += chunk),
      onEvent: (event: EngineEvent) => {
        // Pulumi's debugging messages, which only `--debug` would show, hold secrets in plain text.
        if (event.diagnosticEvent?.prefix === "debug: ") return onDebug?.(event);
        events.push(event);
        onEvent(event);
      },
      color: "never" as const,
      signal,
      diff,
    };
    let succeeded = true;
    let endedBy: NodeJS.Signals | undefined;
    try {
      await withoutSummary(this.stack)[verb](options);
    } catch (error) {
      succeeded = false;
      endedBy = signalIn(error);
      output += String(error);
    }
    const summary =
      events.findLast(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent?.resourceChanges ?? {};
    const changes = Object.entries(summary).filter(([kind]) => kind !== "read" && kind !== "discard");
    return { succeeded, output, events, changes: Object.fromEntries(changes), endedBy };
  }

  /** The stack's outputs. */
  outputs(): Promise<OutputMap> {
    return this.stack.outputs();
  }

  /** The stack's state, as `pulumi stack export --show-secrets` shows it: decrypted. */
  async state(): Promise<unknown> {
    return (await this.stack.exportStack()).deployment;
  }

  /** Ends the providers. */
  close(): void {
    for (const provider of this.providers) provider.stop();
  }
}

/** Values that are encrypted for the real stack cannot be read in a rehearsal, and should not be. */
export function readableOnly(config: Config): Config {
  const isEncrypted = (value: unknown) => isRecord(value) && JSON.stringify(value).includes('"secure":');
  return Object.fromEntries(Object.entries(config).filter(([, value]) => !isEncrypted(value)));
}

/**
 * The engine writes every value of every resource into a log of each operation, which takes a quarter of its time, and nobody here reads it. No setting
 * turns it off; but where it cannot make the folder, it keeps no log.
 * @see https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/logging/encrypted.go StartLogging
 */
function keepNoLogs(home: string): void {
  mkdirSync(home, { recursive: true });
  if (!existsSync(join(home, "logs"))) writeFileSync(join(home, "logs"), "");
}

/** Secrets are encrypted with this salt and the passphrase. With a new salt, the secrets in the state could not be read. */
function saltIn(folder: string, stack: string): string | undefined {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  return existsSync(file) ? /^encryptionsalt: (.+)$/m.exec(readFileSync(file, "utf8"))?.[1] : undefined;
}

/**
 * The stack, save that no operation ends in a summary. For the summary, the Automation API asks the engine for outputs and history.
 * That takes a third of the time, and nobody here reads it.
 */
function withoutSummary(stack: Stack): Stack {
  return Object.assign(Object.create(stack) as Stack, {
    outputs: () => Promise.resolve({}),
    info: () => Promise.resolve(undefined),
  });
}
