import { type Clouds } from "./clouds";

/** Property values between engine and provider, without secrets and unknown values. */
export type Properties = Readonly<Record<string, unknown>>;

/** What a cloud says when it refuses something. The engine shows it as the operation's error. */
export class CloudError extends Error {}

/** What a cloud says if it accepted a request and then could not finish it. The resource is there, but incomplete. */
export class UnfinishedError extends CloudError {}

/** Where an operation takes place. */
export interface Scene {
  readonly clouds: Clouds;
  /** Configuration of the provider that asks (`kubeconfig`, `location`, …). */
  readonly provider: Properties;
}

/**
 * How one type of resource behaves. Its `key` is its name in the clouds: Pulumi's id, if that is unique in all clouds.
 */
export interface ResourceModel {
  /**
   * Paths of inputs (`a.b`), given the provider's configuration if they depend on it. A change of one, or of something below it, makes a new resource.
   * @default none
   */
  readonly replaceOn?: readonly string[] | ((provider: Properties) => readonly string[]);
  /** Whether the old one is deleted before the new one is made, if both have the same name. @default true */
  readonly deleteBeforeReplace?: boolean | ((inputs: Properties) => boolean);
  /** Mistakes in the inputs, found before anything is done. Unknown values are `undefined` here. */
  check?(inputs: Properties): readonly string[];
  /** Id of the resource that these inputs describe, as the real cloud forms it. */
  id(inputs: Properties, scene: Scene): string;
  /** Key of the resource with an id. @default the id */
  key?(id: string, scene: Scene): string;
  /** Creates it. Returns what the cloud adds to the inputs. Throws {@link CloudError} if the real cloud would refuse. */
  create(inputs: Properties, scene: Scene, key: string): Properties;
  /** Updates it. Returns what the cloud adds to the inputs; `before` is what it added before. @default adds the same again */
  update?(inputs: Properties, scene: Scene, key: string, before: Properties): Properties;
  /** Deletes it, or throws {@link CloudError}. @default removes it from the clouds */
  remove?(scene: Scene, key: string): void;
  /** Leaves what is left if a create or an update is broken off. @default the cloud finishes it */
  breakOff?(inputs: Properties, scene: Scene, key: string, operation: "create" | "update"): void;
  /** What a read finds of a thing that nobody made. Throws if the cloud cannot be asked. @default nothing: only made things are there */
  found?(scene: Scene): Properties | undefined;
  /** Outputs that no update changes. A preview knows them. @default none */
  readonly stable?: readonly string[];
  /** Outputs that the provider marks as secret. @default none */
  readonly secrets?: readonly string[];
  /** Whether it exists in Pulumi's state only, and in no cloud. @default false */
  readonly isInStateOnly?: boolean;
  /**
   * What the cloud answers to a read: then all outputs come from here. `undefined` if the resource is not there.
   * @default inputs, and what was added to them
   */
  answer?(scene: Scene, key: string): Properties | undefined;
  /** What an operation keeps busy until it is answered. @default nothing */
  occupies?(key: string, scene: Scene, operation: "create" | "update" | "delete"): Occupation | undefined;
}

/** Something that is busy with an operation. A second operation on it is refused. */
export interface Occupation {
  /** What is busy. */
  readonly key: string;
  /** Whether something with this key must not be busy when the operation begins. */
  readonly clashesWith: (key: string) => boolean;
  /** What is being done: `system - Updating`. */
  readonly what: string;
  /** How the cloud refuses it while something else is busy, given what is being done there. */
  readonly refused: (busyWith: string) => CloudError;
}

/** How a function of a provider behaves. */
export type FunctionModel = (args: Properties, scene: Scene) => Properties;

/** A provider: its resource types and functions by token. */
export interface ProviderModel {
  readonly name: string;
  readonly resources: Readonly<Record<string, ResourceModel>>;
  readonly functions?: Readonly<Record<string, FunctionModel>>;
  /** Whether a change of the provider's own configuration replaces the provider, and everything that it made. */
  replacedBy?(before: Properties, after: Properties): boolean;
  /** Compares inputs with inputs. @default by `replaceOn` of the model */
  compare?(model: ResourceModel, olds: Properties, news: Properties, outputs: Properties): Differences;
  /** The program's inputs, with what a check adds to them. @default as they are */
  complete?(model: ResourceModel, inputs: Properties, about: Checked): Properties;
  /** Inputs that a read finds, given inputs and outputs of the state, and what the cloud answers. @default those of the state */
  readInputs?(model: ResourceModel, id: string, known: Known): Properties;
}

/** What a check knows beside the new inputs. */
export interface Checked {
  /** Name of the resource in the program. */
  readonly name: string;
  /** Inputs before. Empty if it is new. */
  readonly olds: Properties;
  /** The provider's own configuration. */
  readonly provider: Properties;
}

/** What is known of a resource when it is read. */
export interface Known {
  /** Inputs of the state. `undefined` if it is imported. */
  readonly inputs: Properties | undefined;
  /** Outputs of the state. */
  readonly outputs: Properties;
  /** What the cloud answers now. */
  readonly now: Properties;
}

/** How a property differs. */
export type Kind = "ADD" | "ADD_REPLACE" | "DELETE" | "DELETE_REPLACE" | "UPDATE" | "UPDATE_REPLACE";

/** How inputs differ from inputs. */
export interface Differences {
  /** By path, as `agentPoolProfiles[0].count`. */
  readonly details: Readonly<Record<string, Kind>>;
  /** Top-level properties that change. */
  readonly changes: readonly string[];
  /** Those because of which the resource is replaced. */
  readonly replaces: readonly string[];
  /** Whether the old one goes before the new one comes. */
  readonly deleteBeforeReplace: boolean;
}

/** A required text among the inputs. In a preview it may be unknown, but not when something is made. */
export function textOf(inputs: Properties, key: string): string {
  const value = inputs[key];
  if (typeof value !== "string") throw new CloudError(`required property '${key}' is missing`);
  return value;
}
