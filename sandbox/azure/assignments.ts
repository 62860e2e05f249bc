import { textOf } from "../model";
import { armModel } from "./arm";
import { ArmError, notFound } from "./errors";
import { tenantId, tokens } from "./ids";

/**
 * Role assignments. If the principal is deleted, its role assignment stays.
 *
 * A principal that was just made may not be known everywhere in Entra ID yet. It is found only if `principalType` is given.
 * @see https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---assigning-a-role-to-a-new-principal-sometimes-fails
 * @see https://github.com/Azure/HubAndSpokeResearchEnclave/issues/50 for `PrincipalNotFound`
 * @see https://github.com/Azure/azure-cli/pull/8599 for `RoleAssignmentExists`
 */
export const roleAssignment = armModel({
  token: tokens.assignment,
  type: "Microsoft.Authorization/roleAssignments",
  inForeignGroup: true,
  schema: {
    apiVersion: "2022-04-01",
    path: { scope: "", roleAssignmentName: "roleAssignments" },
    // `forceNewMap` in azure-native's provider/pkg/gen/replacement.go: neither the role nor the principal's type is there.
    forceNew: ["principalId"],
    body: [
      ...["condition", "conditionVersion", "delegatedManagedIdentityResourceId", "description"],
      ...["principalId", "principalType", "roleDefinitionId"],
    ],
    required: ["scope", "principalId", "roleDefinitionId"],
    readOnly: [],
  },
  id: (inputs) =>
    `/${textOf(inputs, "scope").replace(/^\/|\/$/g, "")}/providers/Microsoft.Authorization/roleAssignments/${textOf(inputs, "roleAssignmentName")}`,
  put({ id, body, path, before }, { clouds }) {
    const scope = `/${String(path.scope).replace(/^\/|\/$/g, "")}`;
    // A subscription need not be made first.
    if (!/^\/subscriptions\/[^/]+$/.test(scope) && clouds.get(scope) === undefined) throw notFound(scope);
    const { principalId, principalType, roleDefinitionId } = body;
    if (principalId === "" || principalId === undefined) {
      throw new ArmError(400, "InvalidPrincipalId", "A valid principal ID must be provided for role assignment.");
    }
    if (principalType === undefined) {
      throw new ArmError(
        400,
        "PrincipalNotFound",
        `Principal ${textOf(body, "principalId")} does not exist in the directory ${tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`,
      );
    }
    const isSame = (other: Readonly<Record<string, unknown>>) =>
      [other.scope, other.principalId, other.roleDefinitionId].join() === [scope, principalId, roleDefinitionId].join();
    if (clouds.ofType(tokens.assignment).some(([other, thing]) => other !== id && isSame(thing.properties))) {
      throw new ArmError(409, "RoleAssignmentExists", "The role assignment already exists.");
    }
    if (before !== undefined && before.roleDefinitionId !== roleDefinitionId) {
      throw new ArmError(
        400,
        "RoleAssignmentUpdateNotPermitted",
        "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
      );
    }
    return { ...body, scope, name: path.roleAssignmentName };
  },
});
