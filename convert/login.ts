import { authenticators } from "../components/login/allow-rules";
import { isRecord } from "../settings/untyped";
import {
  type Claim,
  type Fate,
  type Fill,
  left,
  own,
  type Part,
  setting,
  textAt,
  valueAt,
  type Values,
} from "./claims";

type Login = keyof typeof authenticators;

/** Logins by the names that JupyterHub has for them, in any of its spellings. */
const logins: readonly (readonly [name: RegExp, type: Login])[] = [
  [/github/i, "github"],
  [/gitlab/i, "gitlab"],
  [/google/i, "google"],
  [/azuread/i, "entra"],
  [/generic/i, "openIdConnect"],
  [/dummy/i, "dummy"],
];

const hub = "jupyterhub.hub";

/** The login's type. An unknown one becomes OpenID Connect, so that nobody gets in by mistake. */
export function loginOf(values: Values): Login | "none" {
  const name = textAt(values, `${hub}.config.JupyterHub.authenticator_class`);
  if (name === undefined || /^(null|none|nullauthenticator|jupyterhub\.auth\.NullAuthenticator)$/i.test(name)) {
    return valueAt(values, "config.BinderHub.auth_enabled") === true ? "openIdConnect" : "none";
  }
  return logins.find(([form]) => form.test(name))?.[1] ?? "openIdConnect";
}

/** Settings of the traits of authenticators: whether they may be of several logins, or are of one. */
const traits: Readonly<Record<string, readonly [key: string, of?: readonly Login[]]>> = {
  client_id: ["clientId"],
  allowed_users: ["allowedUsers"],
  admin_users: ["admins"],
  allow_all: ["allowAll"],
  allowed_organizations: ["allowedOrganizations", ["github"]],
  allowed_gitlab_groups: ["allowedGroups", ["gitlab"]],
  allowed_project_ids: ["allowedProjects", ["gitlab"]],
  gitlab_url: ["url", ["gitlab"]],
  hosted_domain: ["hostedDomains", ["google"]],
  tenant_id: ["tenantId", ["entra"]],
  allowed_groups: ["allowedGroups", ["entra", "openIdConnect"]],
  admin_groups: ["adminGroups", ["entra", "openIdConnect"]],
  authorize_url: ["authorizeUrl", ["openIdConnect"]],
  token_url: ["tokenUrl", ["openIdConnect"]],
  userdata_url: ["userdataUrl", ["openIdConnect"]],
  username_claim: ["usernameClaim", ["openIdConnect"]],
  login_service: ["loginService", ["openIdConnect"]],
  scope: ["scopes", ["openIdConnect"]],
};

/** What a login cannot do without, with an example to be replaced. */
const needed: Readonly<Record<Login, Readonly<Record<string, string>>>> = {
  github: { clientId: "your-client-id" },
  gitlab: { clientId: "your-client-id" },
  google: { clientId: "your-client-id" },
  entra: { clientId: "your-client-id", tenantId: "00000000-0000-0000-0000-000000000000" },
  openIdConnect: {
    clientId: "your-client-id",
    authorizeUrl: "https://login.example.org/authorize",
    tokenUrl: "https://login.example.org/token",
    userdataUrl: "https://login.example.org/userinfo",
  },
  dummy: {},
};

/** Examples of what a login cannot do without, whichever it is. */
export const examples: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(needed)) as Readonly<
  Record<string, string>
>;

/** Endpoints of CILogon, which speaks OpenID Connect. @see https://www.cilogon.org/oidc */
const ciLogon = {
  authorizeUrl: "https://cilogon.org/authorize",
  tokenUrl: "https://cilogon.org/oauth2/token",
  userdataUrl: "https://cilogon.org/oauth2/userinfo",
};

/** Who may use the hub. */
export function loginPart(values: Values): Part {
  const type = loginOf(values);
  const name = textAt(values, `${hub}.config.JupyterHub.authenticator_class`) ?? "";
  const common: Claim[] = [
    ["config.BinderHub.auth_enabled", own],
    [`${hub}.config.BinderSpawner.auth_enabled`, own],
    ["jupyterhub.custom.binderauth_enabled", own],
    ["jupyterhub.auth", left("is a key of older charts: the setting binderhub:auth has the login")],
  ];
  const named = logins.find(([form]) => form.test(name)) !== undefined;
  if (type === "none") return { claims: [...common, [`${hub}.config.JupyterHub.authenticator_class`, own]] };
  const found = Object.entries(recordAt(values, `${hub}.config`)).flatMap(([section, content]) =>
    isAuthenticator(section) && isRecord(content)
      ? Object.entries(content).map(([trait, value]) => traitClaim(type, section, trait, value))
      : [],
  );
  const given = new Set(found.flatMap(([, fate]) => (fate?.kind === "setting" ? [fate.key[1] ?? ""] : [])));
  return {
    claims: [
      ...common,
      [
        `${hub}.config.JupyterHub.authenticator_class`,
        named
          ? setting("auth.type", type)
          : left("no setting has this login: OpenID Connect stands in its place, to be filled in"),
      ],
      ...[`${hub}.services.binder.oauth_client_id`, `${hub}.services.binder.oauth_no_confirm`].map((path): Claim => [
        path,
        own,
      ]),
      [`${hub}.services.binder.oauth_redirect_uri`, own],
      [`${hub}.loadRoles.user`, own],
      [`${hub}.redirectToServer`, own],
      ["jupyterhub.singleuser.cmd", commandFate(values)],
      ["jupyterhub.cull.users", own],
      ...found,
      ...serverClaims(values),
    ],
    fills: fillsOf(type, name, named, given),
  };
}

function traitClaim(type: Login, section: string, trait: string, value: unknown): Claim {
  const path = `${hub}.config.${section}.${trait}`;
  const [key, of] = traits[trait] ?? [];
  const isOurs = [authenticators[type], "OAuthenticator", "Authenticator"].includes(section);
  const sameLogin = isOurs || logins.some(([form, of]) => of === type && form.test(section));
  if (trait === "oauth_callback_url") return [path, own];
  if (trait === "allow_all" && value === false) return [path, own];
  if (sameLogin && key !== undefined && (of === undefined || of.includes(type))) {
    const listed = trait === "hosted_domain" && typeof value === "string" ? [value] : value;
    if (!(Array.isArray(listed) && listed.length === 0))
      return [path, setting(`auth.${key}`, listed, { orExtra: isOurs })];
  }
  return [path, isOurs ? undefined : left(`is of ${section}, which is not the login of this hub`)];
}

/** A server of a login must talk to the hub. */
function commandFate(values: Values): Fate | undefined {
  const first = [valueAt(values, "jupyterhub.singleuser.cmd")].flat()[0];
  return first === "jupyterhub-singleuser" ? own : undefined;
}

/** Several servers of one person. */
function serverClaims(values: Values): Claim[] {
  const limit = valueAt(values, `${hub}.namedServerLimitPerUser`);
  const isLimited = typeof limit === "number" && limit > 0;
  const by = left("the setting binderhub:auth.serversPerUser decides how many servers a person has");
  return [
    [`${hub}.namedServerLimitPerUser`, isLimited ? setting("auth.serversPerUser", limit) : by],
    [`${hub}.allowNamedServers`, by],
    ["config.BinderHub.use_named_servers", by],
    ["config.Launcher.allow_named_servers", by],
    ["config.Launcher.named_server_limit_per_user", by],
  ];
}

function fillsOf(type: Login, name: string, named: boolean, given: ReadonlySet<string>): Fill[] {
  const lets = [
    "allowedUsers",
    "admins",
    "allowAll",
    "allowedOrganizations",
    "allowedGroups",
    "adminGroups",
    "allowedProjects",
    "hostedDomains",
  ];
  const somebody = type === "entra" || type === "google" ? "you@example.org" : "you";
  const missing = { ...needed[type], ...(/cilogon/i.test(name) && ciLogon) };
  return [
    ...(named
      ? []
      : [{ key: ["auth", "type"], value: type, why: "Fill in the login: no setting has the one of the file" }]),
    ...Object.entries(missing)
      .filter(([key]) => !given.has(key))
      .map(([key, value]): Fill => ({ key: ["auth", key], value, why: "Fill in what your login provider says" })),
    ...(lets.some((key) => given.has(key))
      ? []
      : [{ key: ["auth", "allowedUsers"], value: [somebody], why: "Fill in who may log in" }]),
  ];
}

function isAuthenticator(section: string): boolean {
  return section.endsWith("Authenticator");
}

function recordAt(values: Values, path: string): Values {
  const found = valueAt(values, path);
  return isRecord(found) ? found : {};
}
