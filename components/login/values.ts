import { type Input } from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { cloudOf } from "../cluster/clouds";
import { githubApi } from "../repositories/servers";
import { type ChartValues, type HubTraits, type OAuthClient, type People } from "../chart/chart-values";

type Auth = Settings["auth"];

/** What a login needs besides its settings. */
export interface AuthContext {
  /** Where the identity provider sends people back: the hub's `/hub/oauth_callback`. */
  readonly hubCallback: Input<string>;
  /** Where the hub sends people back: the Binder page's `oauth_callback`. */
  readonly binderCallback: Input<string>;
  /** Client secret of the OAuth app, or with `dummy` everybody's password. */
  readonly secret: Input<string>;
  /** Whether values of the user's own have a rule that lets somebody in. @default false */
  readonly ruledElsewhere?: boolean;
}

/**
 * Login: BinderHub is an OAuth client of JupyterHub, and JupyterHub is an OAuth client of the login provider. No values without a login.
 *
 * Each of these values is needed. The comments say what happens without it.
 */
export function authValues(auth: Auth, context: AuthContext): ChartValues {
  if (auth.type === "none") return {};
  const { binderCallback } = context;
  return {
    config: { BinderHub: { auth_enabled: true } },
    jupyterhub: {
      // Idle servers are stopped, but their users stay.
      cull: { users: false },
      hub: {
        config: {
          BinderSpawner: { auth_enabled: true },
          JupyterHub: { authenticator_class: authenticatorClass(auth), redirect_to_server: false },
          ...authenticator(auth, context),
        },
        // Without it, or without `self` in it: 403 or 500 for everybody.
        loadRoles: { user: { scopes: ["self", "access:services!service=binder"] } },
        services: {
          binder: {
            // JupyterHub does not start if the id has no prefix `service-`, or if the redirect is missing.
            oauth_client_id: "service-binderhub",
            oauth_no_confirm: true,
            oauth_redirect_uri: binderCallback,
          },
        },
      },
      // Without it the server never answers, because a plain notebook server does not talk to the hub.
      singleuser: { cmd: "jupyterhub-singleuser" },
    },
  };
}

function authenticatorClass(auth: Exclude<Auth, { type: "none" }>) {
  return auth.type === "entra" || auth.type === "openIdConnect" ? "generic-oauth" : auth.type;
}

/** The part that differs between identity providers. */
function authenticator(
  auth: Exclude<Auth, { type: "none" }>,
  { hubCallback, secret, ruledElsewhere = false }: AuthContext,
): HubTraits {
  if (auth.type === "dummy") {
    return { DummyAuthenticator: { ...people(auth), password: secret } };
  }
  const client: OAuthClient = {
    ...people(auth),
    client_id: auth.clientId,
    client_secret: secret,
    oauth_callback_url: hubCallback,
  };
  switch (auth.type) {
    case "github":
      return {
        GitHubOAuthenticator: {
          ...client,
          ...(auth.url === undefined ? {} : { github_url: auth.url, github_api: githubApi(new URL(auth.url).host) }),
          // Membership can be seen only with `read:org`; nothing else needs a scope.
          ...(auth.allowedOrganizations === undefined
            ? {}
            : { allowed_organizations: auth.allowedOrganizations, scope: ["read:org"] }),
        },
      };
    case "gitlab":
      return {
        GitLabOAuthenticator: {
          ...client,
          gitlab_url: auth.url,
          ...(auth.allowedGroups === undefined ? {} : { allowed_gitlab_groups: auth.allowedGroups }),
          ...(auth.allowedProjects === undefined ? {} : { allowed_project_ids: auth.allowedProjects }),
          // Membership can be seen only with `read_api`.
          scope:
            auth.allowedGroups === undefined && auth.allowedProjects === undefined
              ? ["read_user"]
              : ["read_user", "read_api"],
        },
      };
    case "google":
      return {
        GoogleOAuthenticator: {
          ...client,
          ...(auth.hostedDomains === undefined
            ? {}
            : {
                hosted_domain: auth.hostedDomains,
                // The domain is the restriction. But without an allow rule too, nobody would get in.
                allow_all: auth.allowedUsers === undefined && !ruledElsewhere,
              }),
        },
      };
    case "entra": {
      const endpoints = `https://${auth.host ?? cloudOf("public").login}/${auth.tenantId}/oauth2/v2.0`;
      return {
        GenericOAuthenticator: {
          ...client,
          authorize_url: `${endpoints}/authorize`,
          token_url: `${endpoints}/token`,
          // Microsoft fills the token reliably, its userinfo endpoint not.
          userdata_from_id_token: true,
          username_claim: "preferred_username",
          login_service: "Microsoft Entra ID",
          ...byGroups(auth),
          scope: ["openid", "profile", "email"],
        },
      };
    }
    case "openIdConnect":
      return {
        GenericOAuthenticator: {
          ...client,
          authorize_url: auth.authorizeUrl,
          token_url: auth.tokenUrl,
          userdata_url: auth.userdataUrl,
          username_claim: auth.usernameClaim,
          login_service: auth.loginService,
          scope: auth.scopes,
          ...byGroups(auth),
        },
      };
  }
}

/**
 * Groups, as the provider lists them in a claim. Without `manage_groups` the hub does not start.
 * @see https://github.com/jupyterhub/oauthenticator/blob/17.4.0/oauthenticator/oauth2.py `_requires_manage_groups`
 */
function byGroups({ allowedGroups, adminGroups, groupsClaim }: Extract<Auth, { type: "entra" | "openIdConnect" }>) {
  if (allowedGroups === undefined && adminGroups === undefined) return {};
  return {
    ...fromClaim(groupsClaim),
    ...(allowedGroups === undefined ? {} : { allowed_groups: allowedGroups }),
    ...(adminGroups === undefined ? {} : { admin_groups: adminGroups }),
  };
}

/** The traits with which a login's groups become the hub's. `undefined` where the login tells none. */
export function groupsClaim(auth: Auth): ReturnType<typeof fromClaim> | undefined {
  return auth.type === "entra" || auth.type === "openIdConnect" ? fromClaim(auth.groupsClaim) : undefined;
}

function fromClaim(claim: string) {
  return { manage_groups: true as const, auth_state_groups_key: `oauth_user.${claim}` };
}

function people({ allowedUsers, allowAll, admins }: Exclude<Auth, { type: "none" }>): People {
  return {
    ...(allowAll === undefined ? {} : { allow_all: allowAll }),
    ...(allowedUsers === undefined ? {} : { allowed_users: allowedUsers }),
    ...(admins === undefined ? {} : { admin_users: admins }),
  };
}
