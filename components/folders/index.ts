import { foldersBill } from "./bill";
import { withoutCopy } from "../backup/rules";
import { warning } from "../../settings/question";
import { type Concept } from "../concept";
import { nobodyMakesGroups } from "../login/groups";
import { FolderVolumes } from "./folder-volumes";
import { folderChanges, folderLosses } from "./losses";
import { folderRules } from "./rules";
import { folders as group } from "./settings";
import { folderValues, groupsAreUsed } from "./values";

/** Folders that several people share. */
export const folders = {
  settings: {
    folders: group.default({}).meta({
      description:
        "Shared folders, by name: `folders.data.type`, `folders.data.claim`, … A name becomes the folder in people's home.",
    }),
  },
  rules: folderRules,
  warnings: [
    warning(["folders", "auth"], ({ folders, auth }) =>
      Object.entries(folders)
        .filter(([name, folder]) => nobodyMakesGroups(auth) && groupsAreUsed({ [name]: folder }))
        .map(
          ([name]) =>
            `folders.${name} names groups, and nobody is an administrator (auth.admins), who makes groups in the hub's admin page and puts people into them.`,
        ),
    ),
    // With volumes of people, that is said already.
    warning(["folders", "storage", "backup", "platform"], ({ folders, storage, ...asked }) =>
      storage === undefined && Object.values(folders).some(({ type }) => type === "new") ? withoutCopy(asked) : [],
    ),
    warning(["folders", "auth"], ({ folders, auth }) =>
      Object.entries(folders)
        .filter(([, { readers, writers }]) => (readers?.users ?? writers?.users) !== undefined && auth.type === "dummy")
        .map(
          ([name]) =>
            `folders.${name} names users: with auth.type dummy, whoever knows the password can log in as one of them, and has the folder as they do.`,
        ),
    ),
  ],
  changes: folderChanges,
  losses: folderLosses,
  values: folderValues,
  inNamespace({ folders, place: { platform } }, _context, { name, namespace, cluster, opts }) {
    if (!Object.values(folders).some(({ type }) => type !== "claim")) return [];
    const { deletedWith: claimsGoWith, ...others } = opts;
    const args = { folders, namespace, platform, claimsGoWith, cluster };
    const resource = new FolderVolumes(`${name}-folders`, args, others);
    return [{ resource, values: {} }];
  },
  bill: foldersBill,
} satisfies Concept;
