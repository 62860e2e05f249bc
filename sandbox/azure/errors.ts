import { CloudError } from "../model";

/**
 * What Azure refuses, as azure-native reports it.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/client_azcore.go for `PulumiAzcoreResponseError`
 */
export class ArmError extends CloudError {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(`Status=${status} Code="${code}" Message="${message}"`);
  }
}

/** What Azure says of a resource that is not there. */
export function notFound(id: string): ArmError {
  const [, group, , rest = ""] = /\/resourceGroups\/([^/]+)(\/providers\/(.*))?$/.exec(id) ?? [];
  return rest === ""
    ? groupNotFound(group ?? id)
    : new ArmError(
        404,
        "ResourceNotFound",
        `The Resource '${rest}' under resource group '${group ?? ""}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
      );
}

/** What Azure says if the parent of a new resource is not there. @param type of both: `vaults/keys` */
export function parentNotFound(type: string, parent: string): ArmError {
  return new ArmError(
    404,
    "ParentResourceNotFound",
    `Failed to perform 'write' on resource(s) of type '${type}', because the parent resource '${parent}' could not be found.`,
  );
}

/** What Azure says of a resource group that is not there. */
export function groupNotFound(name: string): ArmError {
  return new ArmError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
}

/** What AKS says of a value that it does not accept. @see https://github.com/Azure/azure-cli/pull/22442 */
export function invalidParameter(name: string): ArmError {
  return new ArmError(
    400,
    "InvalidParameter",
    `The value of parameter ${name} is invalid. Please see https://aka.ms/aks-naming-rules for more details.`,
  );
}

/** What AKS says of a property that can be set only when a pool is made. @see https://github.com/Azure/AKS/issues/409 */
export function changeNotAllowed(property: string): ArmError {
  return new ArmError(400, "PropertyChangeNotAllowed", `Changing property '${property}' is not allowed.`);
}
