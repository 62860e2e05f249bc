import { type Settings } from "../../settings/settings";

/** Whether a setting names groups of JupyterHub. With Entra ID and OpenID Connect, a person's groups then come from the login. */
export function groupsAreUsed({ auth, folders }: Pick<Settings, "auth" | "folders">): boolean {
  const ofLogin = auth.type === "entra" || auth.type === "openIdConnect" ? [auth.allowedGroups, auth.adminGroups] : [];
  const ofFolders = Object.values(folders).flatMap(({ readers, writers }) => [readers?.groups, writers?.groups]);
  return [...ofLogin, ...ofFolders].some((groups) => groups !== undefined);
}
