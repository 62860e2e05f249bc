import * as keyvault from "@pulumi/azure-native/keyvault";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";

/** Days for which what was deleted or overwritten can be had back. */
const retention = { enabled: true, days: 90 };

/** What {@link StateStore} needs. */
export interface StateStoreArgs {
  /** Name of the storage account and of the vault; unique in the world. */
  readonly storeName: string;
  /** Resource group that all of it stands in, and goes with. */
  readonly group: pulumi.Resource;
  readonly resourceGroupName: string;
  /** Azure region. */
  readonly location: string;
  /** Tenant in which the vault looks for who may use it. */
  readonly tenantId: string;
}

/**
 * Where a stack's state is kept, and the key that encrypts its secrets: a container that keeps old versions, which nobody reads without
 * a login, and with which no account key helps; and a vault whose key cannot be deleted for good before its time is over.
 */
export class StateStore extends pulumi.ComponentResource {
  /** What `pulumi login` is given. */
  readonly backend: pulumi.Output<string>;
  /** What `pulumi stack init --secrets-provider` is given. */
  readonly secretsProvider: pulumi.Output<string>;
  /** The container: who reads and writes state has a role on it. */
  readonly container: storage.BlobContainer;
  /** The vault: who encrypts and decrypts has a role on it. */
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
        // The only name that there is, and one that the provider does not fill in: https://github.com/pulumi/pulumi-azure-native/issues/4022
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
    // Deleted only with the vault: without it, the provider would ask the vault itself, which takes a role of its own.
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
