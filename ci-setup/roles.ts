import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/** Built-in roles by name. @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const roles = {
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  roleAdministrator: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
  blobDataContributor: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  keyVaultCryptoUser: "12338af0-0e69-4776-bea7-57ae8d297424",
  acrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  clusterContributor: "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8",
} as const;

/**
 * Allows a role administrator to give and remove the two roles that a stack may give, and no other.
 * @see https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples "Constrain roles"
 */
export const onlyGivenRoles = [
  ["write", "@Request"],
  ["delete", "@Resource"],
]
  .map(
    ([action = "", source = ""]) =>
      `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'})) OR ` +
      `(${source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roles.acrPull}, ${roles.clusterContributor}}))`,
  )
  .join(" AND ");

/** What {@link Role} needs. */
export interface RoleArgs {
  readonly role: keyof typeof roles;
  /** Id of the thing that the role is for: a subscription, a vault, a container. */
  readonly scope: pulumi.Input<string>;
  /** Object id of the user or identity that gets the role. */
  readonly principal: pulumi.Input<string>;
  /** Which of the two it is. Azure must be told, because it may not know a new one yet. */
  readonly principalType: "ServicePrincipal" | "User";
  /** Subscription in which the role is defined. */
  readonly subscriptionId: string;
  /** A condition that limits the role. @default no limit */
  readonly condition?: string;
}

/** A built-in role of a user or identity on a thing. */
export class Role extends pulumi.ComponentResource {
  constructor(name: string, args: RoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub-ci-setup:azure:Role", name, {}, opts);
    const { role, scope, principal, principalType, subscriptionId, condition } = args;
    const id = new random.RandomUuid(`${name}-id`, {}, { parent: this });
    const assignment = new authorization.RoleAssignment(
      `${name}-role`,
      {
        roleAssignmentName: id.result,
        ...{ scope, principalId: principal, principalType },
        roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`,
        ...(condition !== undefined && { condition, conditionVersion: "2.0" }),
      },
      { parent: this },
    );
    this.registerOutputs({ assignment: assignment.id });
  }
}
