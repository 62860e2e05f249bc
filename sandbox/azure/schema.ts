import { type ResourceModel } from "../model";

/** What azure-native knows of a resource type. Names are those of the SDK. */
export interface Schema {
  /** Version of the REST API, as the SDK's documentation of the type has it. */
  readonly apiVersion: string;
  /**
   * Inputs that stand in the id, each with what stands before it there: `*` is the part before the last one, `$` the last one, and
   * nothing is all that a role assignment stands on. A change of one replaces the resource.
   */
  readonly path: Readonly<Record<string, string>>;
  /** Inputs of the request's body whose change replaces the resource: `a`, `a.b` or `a[].b`. */
  readonly forceNew: readonly string[];
  /** Inputs that must be there. Names that Pulumi would make up are not among them. */
  readonly required: readonly string[];
  /** All inputs of the request's body, by name: only these can drift. */
  readonly body: readonly string[];
  /** What the body's answer has below them that cannot be set: `a.b`, `a[].b`, `a.*.b`. */
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
