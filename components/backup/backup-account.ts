import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "../../settings/refusal";
import { keep, keepTags, type StandingOf, withForeignProperties } from "../../standing";
import { container } from "./repository";
import { type Backup } from "./settings";

/** What {@link BackupAccount} needs. */
export interface BackupAccountArgs extends Pick<Extract<Backup, { type: "azure" }>, "account" | "redundancy"> {
  /** Resource group of the cluster. The account gets one of its own beside it. */
  readonly resourceGroup: string;
  readonly location: string;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** What is known about it already, so that what Azure and others wrote is left alone. @default nothing is known */
  readonly standing?: StandingOf;
}

/**
 * Days for which Azure keeps what was deleted in the account. That is against mistakes. Whoever has the account's key can end it for blobs, but not for the
 * whole container.
 * @see https://learn.microsoft.com/rest/api/storageservices/set-blob-service-properties
 */
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
    const [groupName, storageName] = [`${name}-group`, `${name}-account`];
    const resourceGroupName = backupGroup(args.resourceGroup);
    const askedGroup = { resourceGroupName, location, tags };
    const askedAccount = {
      ...{ resourceGroupName, accountName, location, tags },
      ...{ kind: "StorageV2", sku: { name: `Standard_${args.redundancy}` }, accessTier: "Hot" as const },
      ...{ allowBlobPublicAccess: false, enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" },
      // restic comes with the account's key.
      allowSharedKeyAccess: true,
    };
    const keptGroup = keep(askedGroup, args.standing?.(groupName), keepTags);
    const keptAccount = keep(askedAccount, args.standing?.(storageName), withWhatOthersWrote);
    const group = new resources.ResourceGroup(groupName, keptGroup.args, {
      parent: this,
      ignoreChanges: keptGroup.ignoreChanges,
    });
    const inside = { parent: this, deletedWith: group };
    const account = new storage.StorageAccount(storageName, keptAccount.args, {
      ...inside,
      dependsOn: group,
      ignoreChanges: keptAccount.ignoreChanges,
    });
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
    this.registerOutputs({
      asked: pulumi.all([group.id, account.id]).apply(() => ({ [groupName]: askedGroup, [storageName]: askedAccount })),
    });
  }
}

/** The request for an account that exists. It contains what others wrote: tags, and who may reach it. */
function withWhatOthersWrote<Args extends { readonly tags?: unknown }>(
  asked: Args,
  live: Readonly<Record<string, unknown>>,
  before: unknown,
): Args {
  const others = ["allowedCopyScope", "keyPolicy", "networkRuleSet", "publicNetworkAccess", "sasPolicy"];
  return withForeignProperties(keepTags(asked, live, before), others, live, before);
}

/** Name of the resource group with the account. */
export function backupGroup(resourceGroup: string): string {
  return `${resourceGroup}-backup`;
}
