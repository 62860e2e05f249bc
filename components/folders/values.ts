import { join } from "node:path";
import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { composeValues } from "../chart/compose";
import { pythonPiece } from "../chart/python";
import { groupsClaim } from "../login/values";
import { linkValues } from "../storage/links";
import { mountFolder, storageMount } from "../storage/mounts";
import { type Folder } from "./settings";
import { claimOf, folderMount } from "./volumes";

type Asked = Pick<Settings, "folders" | "storage" | "auth">;

/** The piece of the hub's configuration. The chart runs pieces in the order of their names, and this one after those that set the spawner. */
export const snippet = "zz-folders";

const file = join(__dirname, "python", "folders.py");

/** The environment variable that tells where the folders are that people see in their home folder. */
export const foldersVariable = "BINDERHUB_FOLDERS";

/** The chart's values for shared folders. The hub adds them to each server, by whose it is. */
export function folderValues({ folders, storage, auth }: Asked): ChartValues {
  const named = Object.entries(folders);
  if (named.length === 0) return {};
  // Entra ID and OpenID Connect tell a person's groups.
  const claim = groupsAreUsed(folders) ? groupsClaim(auth) : undefined;
  const mounts = named.map(([name, folder]) => folderMount(name, folder));
  const code: ChartValues = {
    jupyterhub: {
      hub: {
        extraConfig: { [snippet]: pythonPiece([file], "shared_folders", hubSettings(folders)) },
        ...(claim !== undefined && { config: { GenericOAuthenticator: claim } }),
      },
      ...(mounts.some(({ link }) => link !== undefined) && {
        singleuser: { extraEnv: { [foldersVariable]: `${mountFolder}/folders` } },
      }),
    },
  };
  // There is one hook for all links.
  return composeValues([code, linkValues([...(storage === undefined ? [] : [storageMount(storage)]), ...mounts])]);
}

/** Whether a folder's people are said by groups. */
export function groupsAreUsed(folders: Settings["folders"]): boolean {
  return Object.values(folders).some(({ readers, writers }) => (readers?.groups ?? writers?.groups) !== undefined);
}

/** What the hub is told of the folders. */
export function hubSettings(folders: Settings["folders"]): readonly Readonly<Record<string, unknown>>[] {
  return Object.entries(folders).map(([name, folder]) => ({
    name,
    claim: claimOf(name, folder),
    at: folderMount(name, folder).at,
    readers: folder.readers === undefined ? "everybody" : people(folder.readers),
    writers: folder.writers?.everybody === true ? "everybody" : people(folder.writers),
  }));
}

/**
 * JupyterHub writes users' names in lower case.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.3/jupyterhub/auth.py `normalize_username`
 */
function people({ users = [], groups = [] }: Pick<NonNullable<Folder["readers"]>, "users" | "groups"> = {}) {
  return { users: users.map((name) => name.toLowerCase()), groups };
}
