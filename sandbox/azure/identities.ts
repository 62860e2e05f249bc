import { randomUUID } from "node:crypto";
import { textOf } from "../model";
import { armModel } from "./arm";
import { nameRule } from "./check";
import { ArmError } from "./errors";
import { groupId, tenantId, tokens } from "./ids";
import { parentOf } from "./parents";

/** User-assigned identities. One that is made again has new ids, even with the same name. */
export const identity = armModel({
  token: tokens.identity,
  type: "Microsoft.ManagedIdentity/userAssignedIdentities",
  schema: {
    apiVersion: "2023-01-31",
    path: { resourceGroupName: "resourceGroups", resourceName: "userAssignedIdentities" },
    forceNew: ["location"],
    body: ["location", "tags"],
    required: ["resourceGroupName", "location"],
    readOnly: [],
  },
  id: (inputs, scene) =>
    `${groupId(scene, textOf(inputs, "resourceGroupName"))}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${textOf(inputs, "resourceName")}`,
  put: ({ body, path, before }) => ({
    ...{ clientId: randomUUID(), principalId: randomUUID(), tenantId },
    ...before,
    ...body,
    name: path.resourceName,
  }),
});

/**
 * Federated credentials: the tokens that an identity trusts, by issuer and subject. An identity can have the same issuer and subject
 * only once. Azure writes them one at a time. This is not modelled, because azure-native repeats a request that was refused for it.
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 * @see https://github.com/pulumi/pulumi-azure-native/pull/4421 for the repetition
 */
export const federatedCredential = armModel({
  token: tokens.federatedCredential,
  type: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
  schema: {
    apiVersion: "2023-01-31",
    path: {
      resourceGroupName: "resourceGroups",
      resourceName: "userAssignedIdentities",
      federatedIdentityCredentialResourceName: "federatedIdentityCredentials",
    },
    forceNew: [],
    body: ["audiences", "issuer", "subject"],
    required: ["resourceGroupName", "resourceName", "audiences", "issuer", "subject"],
    readOnly: [],
  },
  // The pattern of the API's specification (`FederatedIdentityCredentialResourceNameParameter`).
  check: nameRule("federatedIdentityCredentialResourceName", /^[a-zA-Z0-9]{1}[a-zA-Z0-9-_]{2,119}$/),
  id: (inputs, scene) =>
    `${identity.id(inputs, scene)}/federatedIdentityCredentials/${textOf(inputs, "federatedIdentityCredentialResourceName")}`,
  put({ id, body, path }, scene) {
    const segment = "federatedIdentityCredentials";
    parentOf(id, segment, `userAssignedIdentities/${segment}`, scene);
    const siblings = id.slice(0, id.lastIndexOf("/") + 1);
    const isSame = ([other, { properties }]: (typeof others)[number]) =>
      other !== id &&
      other.startsWith(siblings) &&
      properties.issuer === body.issuer &&
      properties.subject === body.subject;
    const others = scene.clouds.ofType(tokens.federatedCredential);
    if (others.some(isSame)) {
      // The code and the words are not known.
      throw new ArmError(409, "Conflict", "Issuer and subject combination already exists for this Managed Identity.");
    }
    return { ...body, name: path.federatedIdentityCredentialResourceName };
  },
});
