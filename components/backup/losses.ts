import { type Settings } from "../../settings/settings";
import { type Recorded, recordedText } from "../../standing/recorded";
import { type Loss } from "../protection/losses";

/** A storage account that the stack made is deleted with all backups. Elsewhere they stay, but the password that the program made goes. */
export function backupLosses({ backup }: Settings, recorded: Recorded): Loss[] {
  const account = recordedText(recorded, "backup-store-account", "name");
  const type = { key: "binderhub:backup.type", value: backup.type };
  if (account === undefined) {
    return backup.type === "none" && recorded.has("backup-password")
      ? [
          {
            ...type,
            thing: "backup/password",
            lost: "without which nobody can read the backups. 'pulumi stack output backup --show-secrets' shows it",
          },
        ]
      : [];
  }
  if (backup.type === "azure" && backup.account === account) return [];
  const changed = backup.type === "azure" ? { key: "binderhub:backup.account", value: backup.account } : type;
  return [{ ...changed, thing: `backup/${account}`, lost: "with every backup of people's files and the database" }];
}
