import { type Checked, type Properties } from "../model";
import { type Schema } from "./schema";

/**
 * Inputs with what azure-native adds to them: the API's version, and a location if there is none. That is the one of before, or the one of the
 * provider's configuration. The location of the resource group is not looked up.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go for `applyDefaults`, `getDefaultLocation`
 */
export function withDefaults(
  { apiVersion, body }: Schema,
  inputs: Properties,
  { olds, provider }: Checked,
): Properties {
  const location = olds.location ?? provider.location;
  const isMissing = body.includes("location") && inputs.location === undefined && location !== undefined;
  return { azureApiVersion: apiVersion, ...inputs, ...(isMissing && { location }) };
}
