import { type Settings } from "../../settings/settings";

/**
 * Whether nobody can make groups: the login tells none, and nobody is an administrator, who makes them in the hub's admin page.
 * @see https://jupyterhub.readthedocs.io/en/stable/reference/authenticators.html#authenticator-managed-group-membership
 */
export function nobodyMakesGroups(auth: Settings["auth"]): boolean {
  const isTold = auth.type === "entra" || auth.type === "openIdConnect";
  return auth.type !== "none" && !isTold && auth.admins === undefined;
}
