import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type Settings } from "../../settings/settings";
import { type HubContext } from "../concept";
import { type StandingOf } from "../../standing";
import { type Home } from "../home";
import { BackupAccount, type BackupAccountArgs } from "./backup-account";
import { accountEnvironment, credentialsIn, repositoryOf } from "./repository";
import { type Backup } from "./settings";

/** What {@link BackupStore} needs. */
export interface BackupStoreArgs {
  readonly backup: Backup;
  /** The storage account to make. @default none is made */
  readonly account?: BackupAccountArgs;
  /** Ending of its host name. */
  readonly cloud: Settings["cloud"];
  /** Password with which backups are encrypted. @default one is made */
  readonly password?: pulumi.Input<string>;
  /** What lets restic in at a repository that is there: lines `NAME=value`. @default nothing is needed */
  readonly credentials?: pulumi.Input<string>;
}

/** Where backups are kept, and what lets restic in. It is in no cluster, and stays when that is replaced. */
export class BackupStore extends pulumi.ComponentResource {
  /** Variables of restic's environment: secrets. */
  readonly environment: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: BackupStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:backup:BackupStore", name, { ...args, password: undefined, credentials: undefined }, opts);
    const { backup, cloud } = args;
    // Not one of the tokens: those are made anew at will, and then nobody could read older backups.
    const password = args.password ?? new random.RandomBytes(`${name}-password`, { length: 32 }, { parent: this }).hex;
    const access =
      args.account === undefined
        ? pulumi.output(args.credentials ?? "").apply(credentialsIn)
        : new BackupAccount(`${name}-store`, args.account, { parent: this }).key.apply((key) =>
            accountEnvironment(args.account?.account ?? "", key, cloud),
          );
    this.environment = pulumi.secret(
      pulumi.all([password, access]).apply(([secret, entry]): Record<string, string> => ({
        ...entry,
        RESTIC_REPOSITORY: repositoryOf(backup),
        RESTIC_PASSWORD: secret.trim(),
      })),
    );
    this.registerOutputs();
  }
}

/** Where a hub's backups are kept. `undefined` if none are made. */
export function backupStore(
  { backup, place, cloud, tags, environment }: Settings,
  secrets: HubContext["secrets"],
  standing: StandingOf,
  { prefix, parent }: Home,
): BackupStore | undefined {
  if (backup.type === "none") return undefined;
  return new BackupStore(
    `${prefix}backup`,
    {
      ...{ backup, cloud, password: secrets.backupPassword },
      ...(backup.type === "restic" && { credentials: secrets.backupCredentials }),
      ...(backup.type === "azure" &&
        place.platform === "azure" && {
          account: {
            ...{ account: backup.account, redundancy: backup.redundancy },
            ...{ resourceGroup: place.resourceGroup, location: place.location },
            ...{ tags: { ...tags, environment }, standing },
          },
        }),
    },
    { parent },
  );
}
