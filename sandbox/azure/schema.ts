import { type ResourceModel } from "../model";

/** What azure-native knows of a resource type. Names are those of the SDK. */
export interface Schema {
  /** Version of the REST API, as the SDK's documentation of the type has it. */
  readonly apiVersion: string;
  /**
   * Inputs that are in the id, each with the part of the id before it. `*` is the part before the last, `$` the last, and an empty text
   * is the scope of a role assignment. A change of one replaces the resource.
   */
  readonly path: Readonly<Record<string, string>>;
  /** Inputs in the request's body whose change replaces the resource: `a`, `a.b` or `a[].b`. */
  readonly forceNew: readonly string[];
  /** Inputs that must be there. Names that Pulumi can choose are left out. */
  readonly required: readonly string[];
  /** All inputs in the request's body, by name. Only these can drift. */
  readonly body: readonly string[];
  /** Properties inside of these inputs that Azure answers and nobody can set: `a.b`, `a[].b`, `a.*.b`. */
  readonly readOnly: readonly string[];
}

/** A resource type of Azure. */
export interface AzureModel extends ResourceModel {
  readonly schema: Schema;
}

/** Whether a model is one of Azure's. */
export function isAzureModel(model: ResourceModel): model is AzureModel {
  return "schema" in model;
}
