import { type Clouds } from "./clouds";

/** Property values as they travel between engine and provider; secrets and unknowns already taken out. */
export type Properties = Readonly<Record<string, unknown>>;

/** What a cloud says when it refuses: shown by the engine as the operation's error. */
export class CloudError extends Error {}

/** Where an operation takes place. */
export interface Scene {
  readonly clouds: Clouds;
  /** Configuration of the provider that asks (`kubeconfig`, `location`, …). */
  readonly provider: Properties;
  /** Limits of the simulated subscription. */
  readonly quota: { readonly cores: number };
  /** Kubeconfig of the cluster that stands for every cluster of the simulated Azure. @default they are simulated as well */
  readonly kubeconfig?: string;
}

/**
 * How one type of resource behaves. Its `key` is what it goes by in the clouds: the id that Pulumi knows, where that is unique.
 */
export interface ResourceModel {
  /** Paths of inputs whose change makes a new resource (`a.b`; below them counts too). */
  readonly replaceOn: readonly string[];
  /** Whether the old one must go before the new one can come, as they would share a name. @default true */
  readonly deleteBeforeReplace?: boolean;
  /** Faults in the inputs, found before anything is done. Unknown values are `undefined` here. */
  check?(inputs: Properties): readonly string[];
  /** Id of the resource that these inputs describe, as the real cloud forms it. */
  id(inputs: Properties): string;
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
  /** For what is there without being made: what a read finds. @default only what was made is there */
  found?(scene: Scene): Properties;
  /** What an update leaves as it is, so that a preview knows it. @default nothing */
  readonly stable?: readonly string[];
  /** What the cloud adds though it could be given: where it drifts, the inputs do. @default nothing */
  readonly settable?: readonly string[];
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
}

/** A required string among the inputs; unknown in previews, but never when something is made. */
export function textOf(inputs: Properties, key: string): string {
  const value = inputs[key];
  if (typeof value !== "string") throw new CloudError(`required property '${key}' is missing`);
  return value;
}
