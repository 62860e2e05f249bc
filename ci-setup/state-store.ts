import * as keyvault from "@pulumi/azure-native/keyvault";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";

/** How many days deleted or overwritten things can be restored. */
const retention = { enabled: true, days: 90 };

/** What {@link StateStore} needs. */
export interface StateStoreArgs {
  /** Name of the storage account and of the vault, unique in the world. */
  readonly storeName: string;
  /** Resource group of everything here. Everything is deleted with the group. */
  readonly group: pulumi.Resource;
  readonly resourceGroupName: string;
  /** Azure region. */
  readonly location: string;
  /** Tenant of the users who may use the vault. */
  readonly tenantId: string;
}

/**
 * A place for a stack's state, and a key that encrypts its secrets.
 *
 * - The container keeps old versions. Nobody can read it without a login, and account keys are switched off.
 * - The vault keeps a deleted key until its time is over. Nobody can delete it for good before that.
 */
export class StateStore extends pulumi.ComponentResource {
  /** The argument of `pulumi login`. */
  readonly backend: pulumi.Output<string>;
  /** The argument of `pulumi stack init --secrets-provider`. */
  readonly secretsProvider: pulumi.Output<string>;
  /** The container. To read and write state, one needs a role on it. */
  readonly container: storage.BlobContainer;
  /** The vault. To encrypt and decrypt, one needs a role on it. */
  readonly vault: keyvault.Vault;

  constructor(name: string, args: StateStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub-ci-setup:azure:StateStore", name, {}, opts);
    const { storeName, group, resourceGroupName, location, tenantId } = args;
    const inGroup = { parent: this, dependsOn: group, deletedWith: group };
    const account = new storage.StorageAccount(
      `${name}-account`,
      {
        ...{ accountName: storeName, resourceGroupName, location, kind: "StorageV2", sku: { name: "Standard_LRS" } },
        allowBlobPublicAccess: false,
        allowSharedKeyAccess: false,
        allowCrossTenantReplication: false,
        defaultToOAuthAuthentication: true,
        enableHttpsTrafficOnly: true,
        minimumTlsVersion: "TLS1_2",
      },
      inGroup,
    );
    const inAccount = { parent: this, dependsOn: account, deletedWith: account };
    const blobs = new storage.BlobServiceProperties(
      `${name}-blobs`,
      {
        // The only possible name. The provider does not fill it in: https://github.com/pulumi/pulumi-azure-native/issues/4022
        ...{ blobServicesName: "default", accountName: storeName, resourceGroupName },
        isVersioningEnabled: true,
        deleteRetentionPolicy: retention,
        containerDeleteRetentionPolicy: retention,
      },
      inAccount,
    );
    this.container = new storage.BlobContainer(
      `${name}-container`,
      { containerName: "state", accountName: storeName, resourceGroupName, publicAccess: "None" },
      { ...inAccount, dependsOn: blobs },
    );
    this.vault = new keyvault.Vault(
      `${name}-vault`,
      {
        ...{ vaultName: storeName, resourceGroupName, location },
        properties: {
          ...{ tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
          ...{ enableSoftDelete: true, softDeleteRetentionInDays: retention.days, enablePurgeProtection: true },
        },
      },
      inGroup,
    );
    // Deleted only with the vault. Otherwise the provider would ask the vault itself, and that needs one more role.
    const key = new keyvault.Key(
      `${name}-key`,
      {
        ...{ keyName: "pulumi", vaultName: storeName, resourceGroupName },
        properties: { kty: "RSA", keySize: 3072 },
      },
      { parent: this, dependsOn: this.vault, deletedWith: this.vault },
    );
    this.backend = this.container.name.apply((container) => `azblob://${container}?storage_account=${storeName}`);
    this.secretsProvider = key.keyUriWithVersion.apply((uri) => uri.replace(/^https:/, "azurekeyvault:"));
    this.registerOutputs({ backend: this.backend, secretsProvider: this.secretsProvider });
  }
}
