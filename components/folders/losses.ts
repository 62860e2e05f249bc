import { pathKey, type Problem, setCommand } from "../../settings/problems";
import { type Settings } from "../../settings/settings";
import { type Before, type Recorded, recordedText } from "../../standing/recorded";
import { type Loss } from "../protection/losses";
import { classOf } from "./volumes";

/** The resource of a new folder's claim, as {@link FolderVolumes} calls it. */
const resource = /^binderhub-folders-(.+)-claim$/;

/** New folders that the last run left, by name. */
function madeFolders(recorded: Recorded) {
  return [...recorded.keys()].flatMap((full) => {
    const name = resource.exec(full)?.[1];
    const claim = recordedText(recorded, full, "metadata", "name");
    return name === undefined || claim === undefined ? [] : [{ full, name, claim }];
  });
}

/** A new folder that is taken out of the settings, or becomes another one, is deleted. */
export function folderLosses({ folders }: Settings, recorded: Recorded): Loss[] {
  return madeFolders(recorded)
    .filter(({ name }) => folders[name]?.type !== "new")
    .map(({ name, claim }) => ({
      key: pathKey(["folders", name]),
      thing: `volume/${claim}`,
      lost: "with all files in the shared folder",
    }));
}

/**
 * A claim keeps its class, and never shrinks.
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims
 */
export function folderChanges({ folders, place: { platform }, namespace }: Settings, { recorded }: Before): Problem[] {
  return madeFolders(recorded).flatMap(({ full, name }): Problem[] => {
    const folder = folders[name];
    const was = (...path: readonly string[]) => recordedText(recorded, full, ...path);
    // In another namespace it is another claim.
    if (folder?.type !== "new" || was("metadata", "namespace") !== namespace) return [];
    const key = (setting: string) => pathKey(["folders", name, setting]);
    const size = was("spec", "resources", "requests", "storage");
    if (size !== undefined && bytes(folder.size) < bytes(size)) {
      const rule = `would shrink the folder from ${size}, and volumes cannot shrink. A folder of another name can be smaller`;
      return [{ key: key("size"), value: folder.size, rule, mend: setCommand(key("size"), size) }];
    }
    const [before, after] = [was("spec", "storageClassName"), classOf(folder, platform)];
    if (before === undefined || after === undefined || before === after) return [];
    const rule = `is ${before} for the volume that there is, and a volume keeps its class. Make a folder of another name, and copy the files`;
    return [{ key: key("storageClass"), value: after, rule, mend: setCommand(key("storageClass"), before) }];
  });
}

const units: Readonly<Record<string, number>> = { Mi: 1, Gi: 1024, Ti: 1024 ** 2 };

const bytes = (size: string) => Number.parseInt(size, 10) * (units[size.slice(-2)] ?? 1);
