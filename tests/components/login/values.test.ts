import { exampleSecrets } from "../../../docs/combine";
import { type Settings } from "../../../settings/settings";
import { authValues } from "../../../components/login/values";
import { type HubTraits } from "../../../components/chart/chart-values";

type Auth = Settings["auth"];
type Login = Exclude<Auth, { type: "none" }>;

const context = {
  hubCallback: "https://hub.example.org/hub/oauth_callback",
  binderCallback: "https://hub.example.org/services/binder/oauth_callback",
  secret: exampleSecrets.authClientSecret,
};

/** What every OAuth app has, by the chart's names. */
const app = {
  client_id: "client-id",
  client_secret: "client-secret",
  oauth_callback_url: "https://hub.example.org/hub/oauth_callback",
};
const clientId = "client-id";
const openId = ["openid", "profile", "email"];
const microsoft = "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0";

/** Each login: its settings, its class in the current chart, and its own traits, exactly. */
const logins: readonly (readonly [name: string, auth: Login, authenticatorClass: string, traits: HubTraits])[] = [
  [
    "GitHub, for an organisation",
    { type: "github", clientId, allowedOrganizations: ["mygroup"], admins: ["ada"] },
    "github",
    {
      GitHubOAuthenticator: {
        ...app,
        allowed_organizations: ["mygroup"],
        admin_users: ["ada"],
        scope: ["read:org"],
      },
    },
  ],
  [
    "GitHub, for some users",
    { type: "github", clientId, allowedUsers: ["ada", "grace"] },
    "github",
    { GitHubOAuthenticator: { ...app, allowed_users: ["ada", "grace"] } },
  ],
  [
    "GitHub, for everyone",
    { type: "github", clientId, allowAll: true },
    "github",
    { GitHubOAuthenticator: { ...app, allow_all: true } },
  ],
  [
    "GitLab, for a group",
    { type: "gitlab", clientId, url: "https://gitlab.example.org", allowedGroups: ["mygroup"] },
    "gitlab",
    {
      GitLabOAuthenticator: {
        ...app,
        gitlab_url: "https://gitlab.example.org",
        allowed_gitlab_groups: ["mygroup"],
        scope: ["read_user", "read_api"],
      },
    },
  ],
  [
    "GitLab, for some users",
    { type: "gitlab", clientId, url: "https://gitlab.com", allowedUsers: ["ada"] },
    "gitlab",
    {
      GitLabOAuthenticator: { ...app, gitlab_url: "https://gitlab.com", allowed_users: ["ada"], scope: ["read_user"] },
    },
  ],
  [
    "Google, for a domain",
    { type: "google", clientId, hostedDomains: ["example.org"] },
    "google",
    { GoogleOAuthenticator: { ...app, hosted_domain: ["example.org"], allow_all: true } },
  ],
  [
    "Google, for some users of a domain",
    { type: "google", clientId, hostedDomains: ["example.org"], allowedUsers: ["ada"] },
    "google",
    { GoogleOAuthenticator: { ...app, hosted_domain: ["example.org"], allowed_users: ["ada"], allow_all: false } },
  ],
  [
    "Google, for some users",
    { type: "google", clientId, allowedUsers: ["ada@example.org"] },
    "google",
    { GoogleOAuthenticator: { ...app, allowed_users: ["ada@example.org"] } },
  ],
  [
    "Entra ID",
    {
      type: "entra",
      clientId,
      tenantId: "00000000-0000-0000-0000-000000000000",
      groupsClaim: "groups",
      allowedUsers: ["ada@example.org"],
    },
    "generic-oauth",
    {
      GenericOAuthenticator: {
        ...app,
        allowed_users: ["ada@example.org"],
        authorize_url: `${microsoft}/authorize`,
        token_url: `${microsoft}/token`,
        userdata_from_id_token: true,
        username_claim: "preferred_username",
        login_service: "Microsoft Entra ID",
        scope: openId,
      },
    },
  ],
  [
    "OpenID Connect",
    {
      type: "openIdConnect",
      clientId,
      authorizeUrl: "https://login.example.org/authorize",
      tokenUrl: "https://login.example.org/token",
      userdataUrl: "https://login.example.org/userinfo",
      usernameClaim: "sub",
      scopes: ["openid", "groups"],
      groupsClaim: "groups",
      loginService: "My University",
      allowAll: true,
    },
    "generic-oauth",
    {
      GenericOAuthenticator: {
        ...app,
        allow_all: true,
        authorize_url: "https://login.example.org/authorize",
        token_url: "https://login.example.org/token",
        userdata_url: "https://login.example.org/userinfo",
        username_claim: "sub",
        login_service: "My University",
        scope: ["openid", "groups"],
      },
    },
  ],
  [
    "Entra ID, for a group, with its administrators",
    {
      type: "entra",
      clientId,
      tenantId: "00000000-0000-0000-0000-000000000000",
      groupsClaim: "roles",
      allowedGroups: ["Binder.User"],
      adminGroups: ["Binder.Admin"],
    },
    "generic-oauth",
    {
      GenericOAuthenticator: {
        ...app,
        manage_groups: true,
        auth_state_groups_key: "oauth_user.roles",
        allowed_groups: ["Binder.User"],
        admin_groups: ["Binder.Admin"],
        authorize_url: `${microsoft}/authorize`,
        token_url: `${microsoft}/token`,
        userdata_from_id_token: true,
        username_claim: "preferred_username",
        login_service: "Microsoft Entra ID",
        scope: openId,
      },
    },
  ],
  [
    "GitLab, for a project",
    { type: "gitlab", clientId, url: "https://gitlab.com", allowedProjects: [278_964] },
    "gitlab",
    {
      GitLabOAuthenticator: {
        ...app,
        gitlab_url: "https://gitlab.com",
        allowed_project_ids: [278_964],
        scope: ["read_user", "read_api"],
      },
    },
  ],
  [
    "a closed trial",
    { type: "dummy", allowedUsers: ["ada"] },
    "dummy",
    { DummyAuthenticator: { allowed_users: ["ada"], password: "client-secret" } },
  ],
];

describe("the values of a login are exactly the chart's known-good ones", () => {
  test.each(logins)("%s", (_name, auth, authenticatorClass, traits) => {
    expect(authValues(auth, context)).toStrictEqual({
      config: { BinderHub: { auth_enabled: true } },
      jupyterhub: {
        cull: { users: false },
        hub: {
          config: {
            BinderSpawner: { auth_enabled: true },
            JupyterHub: { authenticator_class: authenticatorClass, redirect_to_server: false },
            ...traits,
          },
          loadRoles: { user: { scopes: ["self", "access:services!service=binder"] } },
          services: {
            binder: {
              oauth_client_id: "service-binderhub",
              oauth_no_confirm: true,
              oauth_redirect_uri: "https://hub.example.org/services/binder/oauth_callback",
            },
          },
        },
        singleuser: { cmd: "jupyterhub-singleuser" },
      },
    });
  });
});

test("a rule in extra values keeps a Google domain closed to the others of the domain", () => {
  const auth: Login = { type: "google", clientId, hostedDomains: ["example.org"] };
  const values = authValues(auth, { ...context, ruledElsewhere: true });
  expect(values.jupyterhub?.hub?.config?.GoogleOAuthenticator).toMatchObject({ allow_all: false });
});

test("without a login there are no values: both sides say nothing of it", () => {
  expect(authValues({ type: "none" }, context)).toStrictEqual({});
});
