import { type Asked } from "../../settings/settings";
import { type Billed } from "../cost/billed";
import { volumeBill } from "../cost/disks";
import { classOf } from "./volumes";

/** Shared folders that the stack makes. A file share is counted as if it were full. */
export function foldersBill(settings: Pick<Asked, "folders" | "azure">): Billed[] {
  return Object.values(settings.folders).flatMap((folder) =>
    folder.type === "new"
      ? volumeBill("shared folders", settings, { ...folder, storageClass: classOf(folder, "azure") })
      : [],
  );
}
