import { type Settings } from "../../settings/settings";
import { repositoryOf } from "./repository";
import { type BackupEvery } from "./schedule";
import { type Backup } from "./settings";

/** What `npm run hub -- backup` and `restore` must know. Nothing in it is secret: the Secret in the cluster lets restic in. */
export interface BackupFacts {
  /** Where backups are kept, as restic writes it. */
  readonly repository: string;
  readonly every: BackupEvery;
  readonly keep: Backup["keep"];
  /** Image with restic. */
  readonly image: string;
  /** Whether the Secret has certificates of issuers. */
  readonly trusts: boolean;
}

/** The facts of a hub's backups. `undefined` if there are none. */
export function backupFacts({ backup }: Pick<Settings, "backup">): BackupFacts | undefined {
  if (backup.type === "none") return undefined;
  return {
    repository: repositoryOf(backup),
    ...{ every: backup.every, keep: backup.keep, image: backup.image },
    trusts: backup.certificates !== undefined,
  };
}
