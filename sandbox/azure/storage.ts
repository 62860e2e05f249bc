import { createHash } from "node:crypto";
import { at } from "../untyped";
import { type FunctionModel, type Properties, type Scene, textOf } from "../model";
import { armModel, merged } from "./arm";
import { nameRule } from "./check";
import { endingsIn } from "./environments";
import { ArmError, notFound } from "./errors";
import { requestFailed } from "./functions";
import { groupId, tokens } from "./ids";
import { parentOf } from "./parents";
import { type AzureModel } from "./schema";
import { worldOf } from "./world";

/**
 * Storage accounts. Their names are unique in the world. What Azure fills in is as azure-native's own test recorded it.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-storage-account-name
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/testdata/recorded/TestProviderUpgrade/upgrade-storage-blob/2.76.0/stack.json
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
    readOnly: ["sku.tier", "encryption.services.*.lastEnabledTime"],
  },
  check: nameRule("accountName", /^[a-z0-9]{3,24}$/),
  id: accountId,
  put({ id, body, path, before }, { clouds, provider }) {
    const name = String(path.accountName);
    const isTaken = clouds.ofType(tokens.storageAccount).some(([other]) => other !== id && other.endsWith(`/${name}`));
    if (isTaken || (before === undefined && worldOf(clouds).storageNames.has(name))) {
      throw new ArmError(409, "StorageAccountAlreadyTaken", `The storage account named ${name} is already taken.`);
    }
    const [was, asked] = [at(before, "sku", "name"), at(body, "sku", "name")];
    if (was !== undefined && isZonal(was) !== isZonal(asked)) throw conversionNotAllowed(asked);
    const encrypted = { enabled: true, keyType: "Account", lastEnabledTime: "2026-01-01T00:00:00Z" };
    return merged(
      {
        name,
        ...{ accessTier: "Hot", enableHttpsTrafficOnly: true, provisioningState: "Succeeded" },
        ...{ allowCrossTenantReplication: false, minimumTlsVersion: "TLS1_0", tags: {} },
        ...{ creationTime: "2026-01-01T00:00:00Z", statusOfPrimary: "available", primaryLocation: body.location },
        encryption: { keySource: "Microsoft.Storage", services: { blob: encrypted, file: encrypted } },
        networkRuleSet: { bypass: "AzureServices", defaultAction: "Allow", ipRules: [], virtualNetworkRules: [] },
        primaryEndpoints: { blob: `https://${name}.blob.${endingsIn(provider.environment).storage}/` },
        privateEndpointConnections: [],
        sku: { tier: "Standard" },
      },
      body,
    );
  },
});

/** Whether copies are in several zones of the region. */
const isZonal = (sku: unknown) => String(sku).endsWith("ZRS");

/**
 * Zones are added and taken away by a conversion, which is another request. Copies in a second region come and go by an update.
 * @see https://learn.microsoft.com/azure/storage/common/redundancy-migration for what needs a conversion
 * @see https://github.com/hashicorp/terraform-provider-azurerm/issues/6526 for the code
 * @see https://github.com/hashicorp/terraform-provider-azurerm/issues/110 for the words
 */
function conversionNotAllowed(sku: unknown): ArmError {
  const message = `Storage account type cannot be changed to ${String(sku)}.`;
  return new ArmError(400, "StorageAccountTypeConversionNotAllowed", message);
}

/**
 * The two keys of an account. Each is 64 bytes in base64. They belong to the account that was made: another one of the same name has others.
 * @see https://learn.microsoft.com/rest/api/storagerp/storage-accounts/list-keys
 */
export const storageKeys: FunctionModel = (args, scene) => {
  const id = accountId(args, scene);
  if (scene.clouds.get(id) === undefined) throw requestFailed(id, notFound(id));
  const key = (keyName: string) => ({
    keyName,
    value: createHash("sha512")
      .update(`${keyName} of ${id}, ${scene.clouds.timesMade(id)}`)
      .digest("base64"),
    permissions: "FULL",
    creationTime: "2026-01-01T00:00:00Z",
  });
  return { keys: [key("key1"), key("key2")] };
};

const service = armModel({
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

/**
 * The blob service of an account: settings for all its containers. Azure makes it with the account, with the name `default`. So
 * azure-native does not refuse to create what is there, and to delete it sets it back and leaves the containers.
 * @see https://github.com/pulumi/pulumi-azure-native/issues/4022 for the name
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/openapi/defaults/defaultResourcesState.go for what stays
 */
export const blobService: AzureModel = {
  ...service,
  create: (inputs, scene, id) => service.update?.(inputs, scene, id, {}) ?? {},
  remove({ clouds }, id) {
    if (clouds.get(id) !== undefined) clouds.put(id, { type: tokens.blobService, properties: { name: "default" } });
  },
};

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
    return {
      ...{ defaultEncryptionScope: "$account-encryption-key", denyEncryptionScopeOverride: false },
      ...{ hasImmutabilityPolicy: false, hasLegalHold: false, leaseState: "Available", leaseStatus: "Unlocked" },
      publicAccess,
      ...body,
      name: path.containerName,
    };
  },
});

function accountId(inputs: Properties, scene: Scene): string {
  return `${groupId(scene, textOf(inputs, "resourceGroupName"))}/providers/Microsoft.Storage/storageAccounts/${textOf(inputs, "accountName")}`;
}
