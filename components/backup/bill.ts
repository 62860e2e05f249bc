import { type Asked } from "../../settings/settings";
import { type Billed } from "../cost/billed";
import { gibOf } from "../cost/disks";
import { type Usage } from "../cost/usage";

/**
 * What backups take, in parts of the volumes' size. How much people write, and how well it can be compressed, nobody knows before: these are
 * assumptions.
 */
const share = { least: 0, likely: 0.5, most: 2 };

/** The storage account for backups: what is in it. Reads and writes are not counted. */
export function backupBill(
  { backup, storage, folders }: Pick<Asked, "backup" | "storage" | "folders">,
  { people = 0 }: Usage,
): Billed[] {
  if (backup.type !== "azure") return [];
  const shared = Object.values(folders).flatMap((folder) => (folder.type === "new" ? [gibOf(folder.size)] : []));
  const sizes = [1, people * (storage === undefined ? 0 : gibOf(storage.size)), ...shared];
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return [
    {
      part: "backups",
      meter: `blobs/${backup.redundancy}`,
      units: { least: share.least * all, likely: share.likely * all, most: share.most * all },
    },
  ];
}
