import { type Settings } from "../../settings/settings";
import { at, isRecord } from "../../settings/untyped";

type Auth = Settings["auth"];
type Login = Exclude<Auth["type"], "none">;

/** The class of each login, in the hub's configuration. */
export const authenticators = {
  github: "GitHubOAuthenticator",
  gitlab: "GitLabOAuthenticator",
  google: "GoogleOAuthenticator",
  entra: "GenericOAuthenticator",
  openIdConnect: "GenericOAuthenticator",
  dummy: "DummyAuthenticator",
} as const satisfies Readonly<Record<Login, string>>;

/** The settings that let somebody in, by their key in `auth`. Administrators are let in too. */
export function allowRules(auth: Exclude<Auth, { type: "none" }>): Readonly<Record<string, unknown>> {
  const { allowedUsers, allowAll, admins } = auth;
  const own =
    auth.type === "github"
      ? { allowedOrganizations: auth.allowedOrganizations }
      : auth.type === "gitlab"
        ? { allowedGroups: auth.allowedGroups, allowedProjects: auth.allowedProjects }
        : auth.type === "google"
          ? { hostedDomains: auth.hostedDomains }
          : auth.type === "dummy"
            ? {}
            : { allowedGroups: auth.allowedGroups, adminGroups: auth.adminGroups };
  return { ...own, allowedUsers, allowAll, admins };
}

/**
 * Traits that let somebody in, of any authenticator that the settings know.
 * @see https://github.com/jupyterhub/oauthenticator/blob/17.4.0/oauthenticator/oauth2.py `OAuthenticator.check_allowed`, and those of its subclasses
 */
const traits = [
  ...["allow_all", "allowed_users", "allow_existing_users", "allowed_groups", "allowed_scopes"],
  ...["admin_users", "admin_groups", "allowed_organizations", "allowed_gitlab_groups", "allowed_project_ids"],
  ...["allowed_google_groups", "admin_google_groups"],
];

/** Paths of the allow rules that stand in values of the user's own, for the authenticator of a login or for all of them. */
export function allowRulesInValues(type: Login, values: Readonly<Record<string, unknown>>): string[] {
  const classes = ["Authenticator", ...(type === "dummy" ? [] : ["OAuthenticator"]), authenticators[type]];
  return classes.flatMap((name) =>
    traits
      .map((trait) => ["jupyterhub", "hub", "config", name, trait])
      .filter((path) => letsIn(at(values, ...path)))
      .map((path) => path.join(".")),
  );
}

/** An empty list lets nobody in, and neither does `false`. */
function letsIn(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isRecord(value) ? Object.keys(value).length > 0 : value === true;
}
