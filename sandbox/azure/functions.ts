import { CloudError, type FunctionModel, type Properties, type Scene, textOf } from "../model";
import { notFound } from "./errors";
import { subscriptionOf, tenantId } from "./ids";
import { type AzureModel } from "./schema";

/** What azure-native says if a function's request fails. @see Invoke in its provider/pkg/provider/provider.go */
export function requestFailed(id: string, error: CloudError): CloudError {
  return new CloudError(`request failed ${id}: ${error.message}`);
}

/** A function that reads a resource: all that Azure answers, in the shape of the SDK. */
export function getter(model: AzureModel): FunctionModel {
  return (args: Properties, scene: Scene) => {
    for (const key of Object.keys(model.schema.path)) textOf(args, key);
    const id = model.id(args, scene);
    const found = model.answer?.(scene, id);
    if (found === undefined) throw requestFailed(id, notFound(id));
    return { ...found, id };
  };
}

/** Who the provider is, and in which subscription. */
export const clientConfig: FunctionModel = (_args, scene) => ({
  clientId: "00000000-0000-0000-0000-00000000c11e",
  objectId: "00000000-0000-0000-0000-00000000000b",
  subscriptionId: subscriptionOf(scene),
  tenantId,
});
