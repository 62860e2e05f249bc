import { type Clouds } from "./clouds";

/** Property values as they travel between engine and provider; secrets and unknowns already taken out. */
export type Properties = Readonly<Record<string, unknown>>;

/** What a cloud says when it refuses: shown by the engine as the operation's error. */
export class CloudError extends Error {}

/** What a cloud says where it took a request and then could not carry it out: the resource is there, but not as it was to be. */
export class UnfinishedError extends CloudError {}

/** Where an operation takes place. */
export interface Scene {
  readonly clouds: Clouds;
  /** Configuration of the provider that asks (`kubeconfig`, `location`, …). */
  readonly provider: Properties;
  /** Limits of the simulated subscription. */
  readonly quota: {
    /** Of a region, spot nodes apart. */
    readonly cores: number;
    /** Of families of VM sizes. @default as many as the region has */
    readonly families?: Readonly<Record<string, number>>;
    /** Of spot nodes. @default as many as the region has */
    readonly spot?: number;
  };
  /** Kubeconfig of the cluster that stands for every cluster of the simulated Azure. @default they are simulated as well */
  readonly kubeconfig?: string;
}

/**
 * How one type of resource behaves. Its `key` is what it goes by in the clouds: the id that Pulumi knows, where that is unique.
 */
export interface ResourceModel {
  /** Paths of inputs whose change makes a new resource (`a.b`; below them counts too). @default none that the sandbox compares */
  readonly replaceOn?: readonly string[];
  /** Whether the old one must go before the new one can come, where they would share a name. @default true */
  readonly deleteBeforeReplace?: boolean | ((inputs: Properties) => boolean);
  /** Faults in the inputs, found before anything is done. Unknown values are `undefined` here. */
  check?(inputs: Properties): readonly string[];
  /** Id of the resource that these inputs describe, as the real cloud forms it. */
  id(inputs: Properties, scene: Scene): string;
  /** Key of the resource with an id. @default the id */
  key?(id: string, scene: Scene): string;
  /** Creates it: what the cloud adds to the inputs. Throws {@link CloudError} where the real one would refuse. */
  create(inputs: Properties, scene: Scene, key: string): Properties;
  /** Updates it: what the cloud adds to the inputs, given what it had added before. @default adds what it added before */
  update?(inputs: Properties, scene: Scene, key: string, before: Properties): Properties;
  /** Deletes it, or throws {@link CloudError}. @default removes it from the clouds */
  remove?(scene: Scene, key: string): void;
  /** What is left where a create or an update is broken off. @default the cloud completes it by itself */
  breakOff?(inputs: Properties, scene: Scene, key: string, operation: "create" | "update"): void;
  /** For what is there without being made: what a read finds. Throws where nothing can be looked at. @default only what was made is there */
  found?(scene: Scene): Properties | undefined;
  /** What an update leaves as it is, so that a preview knows it. @default nothing */
  readonly stable?: readonly string[];
  /**
   * For clouds that keep by themselves what they make: what one answers to a read, which is then all that is known of the resource.
   * `undefined` where it is not there. @default what was kept of it
   */
  answer?(scene: Scene, key: string): Properties | undefined;
  /** What an operation on it keeps busy until it is answered, and how that is called meanwhile. @default nothing */
  occupies?(key: string, scene: Scene, operation: "create" | "update" | "delete"): Occupation | undefined;
}

/** Something that is busy with an operation: no second one may touch it until then. */
export interface Occupation {
  /** What is busy. */
  readonly key: string;
  /** What else must not be busy for it to begin: all of it whose key fits. */
  readonly clashesWith: (key: string) => boolean;
  /** What goes on: `system - Updating`. */
  readonly what: string;
}

/** How a function of a provider behaves. */
export type FunctionModel = (args: Properties, scene: Scene) => Properties;

/** A provider: its resource types and functions by token. */
export interface ProviderModel {
  readonly name: string;
  readonly resources: Readonly<Record<string, ResourceModel>>;
  readonly functions?: Readonly<Record<string, FunctionModel>>;
  /** Whether a change of the provider's own configuration replaces it, and all that it made. */
  replacedBy?(before: Properties, after: Properties): boolean;
  /** Compares inputs with inputs. @default by `replaceOn` of the model */
  compare?(model: ResourceModel, olds: Properties, news: Properties, outputs: Properties): Differences;
  /** The program's inputs as a check completes them. @default as they are */
  complete?(model: ResourceModel, inputs: Properties, about: Checked): Properties;
  /** Inputs that a read finds, given those of the state, its outputs, and what the cloud answers. @default those of the state */
  readInputs?(model: ResourceModel, id: string, known: Known): Properties;
}

/** What a check knows beside the new inputs. */
export interface Checked {
  /** Name of the resource in the program. */
  readonly name: string;
  /** Inputs before. Empty where it is made anew. */
  readonly olds: Properties;
}

/** What is known of a resource when it is read. */
export interface Known {
  /** Inputs of the state. `undefined` where it is imported. */
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

/** A required string among the inputs; unknown in previews, but never when something is made. */
export function textOf(inputs: Properties, key: string): string {
  const value = inputs[key];
  if (typeof value !== "string") throw new CloudError(`required property '${key}' is missing`);
  return value;
}
