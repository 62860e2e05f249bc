import { bill } from "../cost/bill";
import { volumeBill } from "../cost/disks";
import { classOf } from "./volumes";

/** Shared folders that the stack makes. A file share is counted as if it were full. */
export const foldersBill = bill(["folders", "azure"], (settings) =>
  Object.values(settings.folders).flatMap((folder) =>
    folder.type === "new"
      ? volumeBill("shared folders", settings, { ...folder, storageClass: classOf(folder, "azure") })
      : [],
  ),
);
