import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  type ConfigMap,
  type EngineEvent,
  type InlineProgramArgs,
  LocalWorkspace,
  type LocalWorkspaceOptions,
  type OutputMap,
  type Stack,
} from "@pulumi/pulumi/automation";
import { azure } from "./azure";
import { Clouds } from "./clouds";
import { type Engine } from "./engine";
import { messageOf, signalIn } from "./error-message";
import { type Fault, Faults } from "./faults";
import { projectFolder } from "../rehearse/folders";
import { kubernetes } from "./kubernetes";
import { missingValues } from "../rehearse/placeholders";
import { random } from "./random/index";
import { type Config, fullKey, readableOnly, writeKubeconfig } from "../rehearse/stack-settings";
import { type ServedProvider, serveProvider } from "./server";
import { resourcesIn } from "./state";
import program from "../index";
import { at, isRecord } from "../settings/untyped";

/** How a rehearsal is set up. */
export interface RehearsalOptions {
  readonly engine: Engine;
  /** Stack whose committed configuration is taken (`Pulumi.<stack>.yaml`). */
  readonly stack: string;
  /** Folder that holds everything the rehearsal writes: Pulumi's state, the clouds' state, the stack's configuration. */
  readonly folder: string;
  /** Configuration to take in place of the committed one: full keys; groups as objects. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Settings to change, by key and path: `azure.nodeCount` or `azure-native:location`. */
  readonly set?: Readonly<Record<string, string>>;
  /** Secrets to set, by their key after `binderhub:`. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly faults?: readonly Fault[];
  /** Cores that the simulated subscription may use. @default 100 */
  readonly cores?: number;
  /** A real cluster, with the real Kubernetes provider. @default both are simulated */
  readonly real?: RealKubernetes;
  /** The program. @default the project's */
  readonly program?: () => Promise<Record<string, unknown>>;
}

/** A cluster in place of the simulated ones, and how to get at it. */
export interface RealKubernetes {
  /** Folders in which the engine finds `pulumi-resource-kubernetes`, as on a PATH. */
  readonly path: string;
  /** Administrator's kubeconfig, which the simulated Azure gives of every cluster. */
  readonly kubeconfig: string;
}

/** What one operation did. */
export interface Outcome {
  readonly succeeded: boolean;
  /** Everything that the engine printed. */
  readonly output: string;
  /** Everything that the engine reported, save its debugging messages. */
  readonly events: readonly EngineEvent[];
  /** How many resources were created, updated, replaced, deleted or left the same; what is only read does not count. */
  readonly changes: Readonly<Record<string, number>>;
  /** The signal that ended the engine; nothing where it ended by itself. */
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

/** The project's program on the real engine, with simulated clouds behind it. */
export class Rehearsal {
  private filledIn: ConfigMap = {};

  private constructor(
    /** The stack, for what no verb does. */
    readonly stack: Stack,
    /** The engine that it runs on. */
    readonly engine: Engine,
    private readonly providers: readonly ServedProvider[],
    readonly clouds: Clouds,
    readonly faults: Faults,
  ) {}

  /** Sets the stage: providers, workspace, configuration. Continues with what an earlier rehearsal in the folder left. */
  static async open(options: RehearsalOptions): Promise<Rehearsal> {
    const { engine, stack: stackName, folder } = options;
    mkdirSync(join(folder, "state"), { recursive: true });
    const project = await LocalWorkspace.create({ workDir: projectFolder, pulumiCommand: engine.command });
    const config = options.config ?? (await project.stackSettings(stackName)).config ?? {};
    const readable = readableOnly(config);
    const clouds = new Clouds(join(folder, "clouds.json"));
    const faults = new Faults(options.faults);
    const { real } = options;
    const context = { clouds, faults, quota: { cores: options.cores ?? 100 }, kubeconfig: real?.kubeconfig };
    const simulated = real === undefined ? [azure, kubernetes, random] : [azure, random];
    const providers = await Promise.all(simulated.map((model) => serveProvider(model, context)));

    const inline: InlineProgramArgs = {
      stackName,
      projectName: "binderhub",
      program: options.program ?? (() => Promise.resolve(program())),
    };
    const workspace: LocalWorkspaceOptions = {
      workDir: folder,
      pulumiCommand: engine.command,
      pulumiHome: join(folder, "home"),
      projectSettings: { ...(await project.projectSettings()), main: undefined },
      stackSettings: { [stackName]: { config: readable, encryptionSalt: saltIn(folder, stackName) } },
      envVars: {
        PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: "sandbox",
        PULUMI_DEBUG_PROVIDERS: providers.map(({ name, port }) => `${name}:${port}`).join(","),
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        ...(real && { PATH: [real.path, process.env.PATH].join(delimiter) }),
      },
    };
    // Not asked of the engine where nothing is there: asking takes as long as making.
    const isNew = !existsSync(join(folder, "state/.pulumi"));
    const stack = isNew
      ? await LocalWorkspace.createStack(inline, workspace)
      : await LocalWorkspace.createOrSelectStack(inline, workspace);
    const given: ConfigMap = {
      ...Object.fromEntries(Object.entries(options.set ?? {}).map(([key, value]) => [fullKey(key), { value }])),
      ...Object.fromEntries(
        Object.entries(options.secrets ?? {}).map(([key, value]) => [fullKey(key), { value, secret: true }]),
      ),
    };
    const rehearsal = new Rehearsal(stack, engine, providers, clouds, faults);
    try {
      await rehearsal.set(given).catch((error: unknown) => {
        throw new Error(`Cannot set ${Object.keys(given).join(", ")}: ${messageOf(error)}`);
      });
      await rehearsal.fillIn(readable, options.secrets ?? {}, folder);
    } catch (error) {
      rehearsal.close();
      throw error;
    }
    return rehearsal;
  }

  /** Fills in what a person knows and the settings lack, once the engine itself has given every setting its type. */
  private async fillIn(committed: Config, secrets: Readonly<Record<string, string>>, folder: string): Promise<void> {
    const typed = await this.settings();
    const set = Object.fromEntries(Object.entries(secrets).map(([key, value]) => [fullKey(key), value]));
    const filled = missingValues({ ...typed, ...set }, Object.keys(set));
    // The user's own kubeconfig is neither needed nor read, unless it was asked for.
    const [before, now] = [committed, typed].map((config) => at(config["binderhub:existing"], "kubeconfig"));
    const kubeconfig: ConfigMap =
      typed["binderhub:platform"] === "existing" && before === now && isRecord(typed["binderhub:existing"] ?? {})
        ? { "binderhub:existing.kubeconfig": { value: writeKubeconfig(folder, typed) } }
        : {};
    this.filledIn = { ...kubeconfig, ...filled };
    await this.set(this.filledIn);
  }

  /** The settings as they are now, each of the type that the engine gave it; those that are encrypted are left out. */
  async settings(): Promise<Config> {
    return readableOnly((await this.stack.workspace.stackSettings(this.stack.name)).config ?? {});
  }

  /** What was filled in for what only a person knows. */
  get placeholders(): ConfigMap {
    return this.filledIn;
  }

  /** The setting `environment`. */
  async environment(): Promise<string> {
    const { "binderhub:environment": environment } = await this.settings();
    return typeof environment === "string" ? environment : "development";
  }

  /** Whether anything of the stack is protected from being deleted. */
  async isProtected(): Promise<boolean> {
    return resourcesIn(await this.state()).some((resource) => resource.protect);
  }

  /** Takes the settings' protection away; the next `up` takes the resources'. */
  unprotect(): Promise<void> {
    return this.set({ "binderhub:protect": { value: "false" } });
  }

  /** Changes settings, by full key and path. */
  async set(config: ConfigMap): Promise<void> {
    if (Object.keys(config).length > 0) await this.stack.setAllConfig(config, true);
  }

  /** Runs one operation to its end, whatever that is. */
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

/** What secrets are encrypted with beside the passphrase: another one than before would fit the settings, but not the state. */
function saltIn(folder: string, stack: string): string | undefined {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  return existsSync(file) ? /^encryptionsalt: (.+)$/m.exec(readFileSync(file, "utf8"))?.[1] : undefined;
}

/**
 * The stack, save that no operation ends in a summary: the Automation API asks the engine for outputs and history each time, which
 * takes a third of the time and is read by nobody.
 */
function withoutSummary(stack: Stack): Stack {
  return Object.assign(Object.create(stack) as Stack, {
    outputs: () => Promise.resolve({}),
    info: () => Promise.resolve(undefined),
  });
}
