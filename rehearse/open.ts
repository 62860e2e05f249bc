import { type ConfigMap, LocalWorkspace } from "@pulumi/pulumi/automation";
import program from "../index";
import { azure } from "../sandbox/azure";
import { worldOf } from "../sandbox/azure/world";
import { type Fault } from "../sandbox/faults";
import { kubernetes } from "../sandbox/kubernetes";
import { random } from "../sandbox/random";
import { type Config, readableOnly, Rehearsal } from "../sandbox/rehearsal";
import { at, isRecord } from "../settings/untyped";
import { chartOf } from "./chart";
import { type Engine } from "./engine";
import { projectFolder } from "./folders";
import { missingValues } from "./placeholders";
import { fullKey, writeKubeconfig } from "./stack-settings";

/** How a rehearsal of this project is set up. */
export interface RehearsalOptions {
  readonly engine: Engine;
  /** Stack whose committed configuration is taken (`Pulumi.<stack>.yaml`). */
  readonly stack: string;
  /** Folder that holds everything the rehearsal writes. */
  readonly folder: string;
  /** Configuration to take in place of the committed one: full keys; groups as objects. */
  readonly config?: Config;
  /** Settings to change, by key and path: `azure.nodeCount` or `azure-native:location`. */
  readonly set?: Readonly<Record<string, string>>;
  /** Secrets to set, by their key after `binderhub:`. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly faults?: readonly Fault[];
  /** Whether the engine saves its state after each step. @default true */
  readonly checkpoints?: boolean;
  /** Cores that the simulated subscription may use. @default 100 */
  readonly cores?: number;
  /** A real cluster, with the real Kubernetes provider. @default both are simulated */
  readonly real?: RealKubernetes;
  /** The program. @default the project's */
  readonly program?: () => Promise<Record<string, unknown>>;
}

/** A cluster in place of the simulated ones, and how to reach it. */
export interface RealKubernetes {
  /** Folders in which the engine finds `pulumi-resource-kubernetes`, as on a PATH. */
  readonly path: string;
  /** Administrator's kubeconfig, which the simulated Azure gives for every cluster. */
  readonly kubeconfig: string;
}

/** A rehearsal of this project, and what was filled in for the settings that only a person knows. */
export interface Opened {
  readonly rehearsal: Rehearsal;
  readonly placeholders: ConfigMap;
}

/** Opens a rehearsal of this project. Continues with what an earlier one in the folder left. */
export async function openRehearsal(options: RehearsalOptions): Promise<Opened> {
  const { engine, stack, folder, real, secrets = {} } = options;
  const project = await LocalWorkspace.create({ workDir: projectFolder, pulumiCommand: engine.command });
  const config = readableOnly(options.config ?? (await project.stackSettings(stack)).config ?? {});
  const given = Object.entries(options.set ?? {}).map(([key, value]) => [fullKey(key), { value }] as const);
  const hidden = Object.entries(secrets).map(([key, value]) => [fullKey(key), { value, secret: true }] as const);
  const rehearsal = await Rehearsal.open({
    // Nobody logs in to a simulated cluster.
    program: options.program ?? (() => Promise.resolve(program({ finds: () => true }))),
    models: [azure, random, ...(real === undefined ? [kubernetes(chartOf)] : [])],
    engine: engine.command,
    project: await project.projectSettings(),
    set: Object.fromEntries([...given, ...hidden]),
    path: real?.path,
    faults: options.faults,
    checkpoints: options.checkpoints,
    ...{ config, folder, stack },
  });
  Object.assign(worldOf(rehearsal.clouds), { cores: options.cores ?? 100, kubeconfig: real?.kubeconfig });
  try {
    return { rehearsal, placeholders: await fillIn(rehearsal, config, secrets, folder) };
  } catch (error) {
    rehearsal.close();
    throw error;
  }
}

/** Fills in the settings that only a person knows, after the engine has given every setting its type. */
async function fillIn(
  rehearsal: Rehearsal,
  committed: Config,
  secrets: Readonly<Record<string, string>>,
  folder: string,
): Promise<ConfigMap> {
  const typed = await rehearsal.settings();
  const set = Object.fromEntries(Object.entries(secrets).map(([key, value]) => [fullKey(key), value]));
  // The user's own kubeconfig is not needed, and not read unless somebody asks for it.
  const [before, now] = [committed, typed].map((config) => at(config["binderhub:existing"], "kubeconfig"));
  const kubeconfig: ConfigMap =
    typed["binderhub:platform"] === "existing" && before === now && isRecord(typed["binderhub:existing"] ?? {})
      ? { "binderhub:existing.kubeconfig": { value: writeKubeconfig(folder, typed) } }
      : {};
  const filled = { ...kubeconfig, ...missingValues({ ...typed, ...set }, Object.keys(set)) };
  await rehearsal.set(filled);
  return filled;
}

/** The setting `environment`. */
export async function environmentOf(rehearsal: Rehearsal): Promise<string> {
  const { "binderhub:environment": environment } = await rehearsal.settings();
  return typeof environment === "string" ? environment : "development";
}

/** Takes the protection out of the settings. The next `up` takes it from the resources. */
export function unprotect(rehearsal: Rehearsal): Promise<void> {
  return rehearsal.set({ "binderhub:protect": { value: "false" } });
}
