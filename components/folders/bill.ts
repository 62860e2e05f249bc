import { bill } from "../cost/bill";
import { type Asked } from "../../settings/settings";
import { saidOfVolume, volumeBill } from "../cost/disks";
import { classOf } from "./volumes";

/** Shared folders that the stack makes. A file share is counted as if it were full. */
export const foldersBill = bill(
  ["folders", "azure"],
  (settings) =>
    newIn(settings.folders).flatMap((folder) =>
      volumeBill("shared folders", settings, { ...folder, storageClass: classOf(folder, "azure") }),
    ),
  ({ folders }) => {
    const said = newIn(folders).map((folder) => saidOfVolume(classOf(folder, "azure")));
    return said.find(({ assumed }) => assumed !== undefined) ?? {};
  },
);

const newIn = (folders: Asked["folders"]) => Object.values(folders).filter((folder) => folder.type === "new");
