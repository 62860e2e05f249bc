import { at } from "../untyped";
import { type Properties, type Scene, textOf } from "../model";
import { armModel, merged } from "./arm";
import { nameRule } from "./check";
import { ArmError } from "./errors";
import { groupId, tokens } from "./ids";
import { parentOf } from "./parents";

/**
 * Storage accounts. Their names are unique in the world.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-storage-account-name
 */
export const storageAccount = armModel({
  token: tokens.storageAccount,
  type: "Microsoft.Storage/storageAccounts",
  schema: {
    apiVersion: "2024-01-01",
    path: { resourceGroupName: "resourceGroups", accountName: "storageAccounts" },
    // `forceNewMap` in azure-native's provider/pkg/gen/replacement.go.
    forceNew: ["isHnsEnabled", "location"],
    body: [
      ...["accessTier", "allowBlobPublicAccess", "allowCrossTenantReplication", "allowSharedKeyAccess"],
      ...["allowedCopyScope", "azureFilesIdentityBasedAuthentication", "customDomain"],
      ...["defaultToOAuthAuthentication", "dnsEndpointType", "enableExtendedGroups", "enableHttpsTrafficOnly"],
      ...["enableNfsV3", "encryption", "extendedLocation", "identity", "immutableStorageWithVersioning"],
      ...["isHnsEnabled", "isLocalUserEnabled", "isSftpEnabled", "keyPolicy", "kind", "largeFileSharesState"],
      ...["location", "minimumTlsVersion", "networkRuleSet", "publicNetworkAccess", "routingPreference"],
      ...["sasPolicy", "sku", "tags"],
    ],
    required: ["resourceGroupName", "location", "kind", "sku"],
    readOnly: ["sku.tier"],
  },
  check: nameRule("accountName", /^[a-z0-9]{3,24}$/),
  id: accountId,
  put({ id, body, path }, { clouds }) {
    const name = String(path.accountName);
    const isTaken = clouds.ofType(tokens.storageAccount).some(([other]) => other !== id && other.endsWith(`/${name}`));
    if (isTaken) {
      throw new ArmError(409, "StorageAccountAlreadyTaken", `The storage account named ${name} is already taken.`);
    }
    return merged(
      {
        name,
        ...{ accessTier: "Hot", enableHttpsTrafficOnly: true, provisioningState: "Succeeded" },
        primaryEndpoints: { blob: `https://${name}.blob.core.windows.net/` },
        sku: { tier: "Standard" },
      },
      body,
    );
  },
});

/**
 * The blob service of an account: settings for all its containers. Azure makes it with the account, with the name `default`. So
 * azure-native does not refuse to create what is there.
 * @see https://github.com/pulumi/pulumi-azure-native/issues/4022 for the name
 */
export const blobService = armModel({
  token: tokens.blobService,
  type: "Microsoft.Storage/storageAccounts/blobServices",
  schema: {
    apiVersion: "2024-01-01",
    path: { resourceGroupName: "resourceGroups", accountName: "storageAccounts", blobServicesName: "blobServices" },
    forceNew: [],
    body: [
      ...["automaticSnapshotPolicyEnabled", "changeFeed", "containerDeleteRetentionPolicy", "cors"],
      ...["defaultServiceVersion", "deleteRetentionPolicy", "isVersioningEnabled"],
      ...["lastAccessTimeTrackingPolicy", "restorePolicy"],
    ],
    required: ["resourceGroupName", "accountName"],
    readOnly: [],
  },
  id: (inputs, scene) => `${accountId(inputs, scene)}/blobServices/${textOf(inputs, "blobServicesName")}`,
  put({ id, body, path }, scene) {
    parentOf(id, "blobServices", "storageAccounts/blobServices", scene);
    if (path.blobServicesName !== "default") {
      throw new ArmError(
        404,
        "HttpResourceNotFound",
        `The request url https://management.azure.com${id} is not found.`,
      );
    }
    return { ...body, name: "default" };
  },
});

/** Containers of blobs. */
export const blobContainer = armModel({
  token: tokens.blobContainer,
  type: "Microsoft.Storage/storageAccounts/blobServices/containers",
  schema: {
    apiVersion: "2024-01-01",
    path: { resourceGroupName: "resourceGroups", accountName: "storageAccounts", containerName: "containers" },
    // `forceNewMap` has none.
    forceNew: [],
    body: [
      ...["defaultEncryptionScope", "denyEncryptionScopeOverride", "enableNfsV3AllSquash", "enableNfsV3RootSquash"],
      ...["immutableStorageWithVersioning", "metadata", "publicAccess"],
    ],
    required: ["resourceGroupName", "accountName"],
    readOnly: [],
  },
  check: nameRule("containerName", /^[a-z0-9](-?[a-z0-9]){2,62}$/),
  id: (inputs, scene) =>
    `${accountId(inputs, scene)}/blobServices/default/containers/${textOf(inputs, "containerName")}`,
  put({ id, body, path }, scene) {
    const account = parentOf(id, "blobServices", "storageAccounts/blobServices/containers", scene);
    const { publicAccess = "None" } = body;
    // https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent
    if (publicAccess !== "None" && at(account.properties, "allowBlobPublicAccess") !== true) {
      throw new ArmError(409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
    }
    return { publicAccess, ...body, name: path.containerName };
  },
});

function accountId(inputs: Properties, scene: Scene): string {
  return `${groupId(scene, textOf(inputs, "resourceGroupName"))}/providers/Microsoft.Storage/storageAccounts/${textOf(inputs, "accountName")}`;
}
