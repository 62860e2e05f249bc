import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "../../settings/refusal";
import { container } from "./repository";
import { type Backup } from "./settings";

/** What {@link BackupAccount} needs. */
export interface BackupAccountArgs extends Pick<Extract<Backup, { type: "azure" }>, "account" | "redundancy"> {
  /** Resource group of the cluster. The account gets one of its own beside it. */
  readonly resourceGroup: string;
  readonly location: string;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Days for which Azure keeps what was deleted in the account: by mistake, or by somebody who got the key. */
const undelete = 14;

/**
 * A storage account for backups, in a resource group of its own: whoever deletes the hub's group by hand leaves it. `pulumi destroy` deletes both.
 *
 * @see https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview
 * @see https://learn.microsoft.com/azure/storage/blobs/soft-delete-container-overview
 */
export class BackupAccount extends pulumi.ComponentResource {
  /** Key of the account: a secret. It is there once the container is. */
  readonly key: pulumi.Output<string>;

  constructor(name: string, args: BackupAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:backup:BackupAccount", name, args, opts);
    const { account: accountName, location, tags = {} } = args;
    const resourceGroupName = backupGroup(args.resourceGroup);
    // A policy may add tags of its own, which stay.
    const tagged = { parent: this, ignoreChanges: ["tags"] };
    const group = new resources.ResourceGroup(`${name}-group`, { resourceGroupName, location, tags }, tagged);
    const inside = { parent: this, deletedWith: group };
    const account = new storage.StorageAccount(
      `${name}-account`,
      {
        ...{ resourceGroupName, accountName, location, tags },
        ...{ kind: "StorageV2", sku: { name: `Standard_${args.redundancy}` }, accessTier: "Hot" },
        ...{ allowBlobPublicAccess: false, enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" },
        // restic comes with the account's key.
        allowSharedKeyAccess: true,
      },
      { ...tagged, deletedWith: group, dependsOn: group },
    );
    const kept = { enabled: true, days: undelete };
    const service = new storage.BlobServiceProperties(
      `${name}-undelete`,
      {
        ...{ resourceGroupName, accountName, blobServicesName: "default" },
        ...{ deleteRetentionPolicy: kept, containerDeleteRetentionPolicy: kept },
      },
      { ...inside, dependsOn: account },
    );
    const blobs = new storage.BlobContainer(
      `${name}-container`,
      { resourceGroupName, accountName, containerName: container, publicAccess: "None" },
      { ...inside, dependsOn: service },
    );
    const keys = storage.listStorageAccountKeysOutput(
      { resourceGroupName, accountName },
      { parent: this, dependsOn: [blobs] },
    );
    this.key = pulumi.secret(keys).apply(({ keys: [first] }) => {
      if (first === undefined) throw refusal(`Azure gave no key for the storage account ${accountName}.`);
      return first.value;
    });
    this.registerOutputs();
  }
}

/** Name of the resource group with the account. */
export function backupGroup(resourceGroup: string): string {
  return `${resourceGroup}-backup`;
}
