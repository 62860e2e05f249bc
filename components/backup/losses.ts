import { type Settings } from "../../settings/settings";
import { type Recorded, recordedText } from "../../standing/recorded";
import { type Loss } from "../protection/losses";

/** A storage account that the stack made is deleted with all backups. */
export function backupLosses({ backup }: Settings, recorded: Recorded): Loss[] {
  const account = recordedText(recorded, "backup-store-account", "name");
  if (account === undefined || (backup.type === "azure" && backup.account === account)) return [];
  const [key, value] =
    backup.type === "azure" ? ["binderhub:backup.account", backup.account] : ["binderhub:backup.type", backup.type];
  return [{ key, value, thing: `backup/${account}`, lost: "with every backup of people's files and the database" }];
}
