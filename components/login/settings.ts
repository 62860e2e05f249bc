import * as z from "zod";
import { group, list, text, webUrl, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

const clientId = text(/^\S+$/, "the client id that the provider shows for the OAuth app, without spaces").meta({
  description: "Client id of the OAuth app. Its secret is `authClientSecret`.",
  example: "Ov23li0123456789abcd",
});

/** Who may log in, and who is an administrator. Without an allow rule, JupyterHub lets nobody in. */
const people = {
  allowedUsers: list("user name")
    .optional()
    .meta({
      description: "Users who may log in.",
      example: ["ada", "grace"],
    }),
  allowAll: z.literal(true, { error: "true, or left out" }).optional().meta({
    description: "Everybody who has an account at the provider may log in. On GitHub, that is anybody in the world.",
    example: true,
  }),
  admins: list("user name")
    .optional()
    .meta({
      description: "Users who may log in, and may also see and stop other people's servers.",
      example: ["ada"],
    }),
  serversPerUser: wholeNumber(1, 20).optional().meta({
    description:
      "Servers that one person may have at a time. Default: 3, and 1 with a volume that only one node can use (`storage.accessMode`).",
    example: 3,
  }),
};

/** Names of groups, which may have blanks in them. */
export const groupNames = (what: string) =>
  z.array(text(/\S/, `a ${what}`), { error: `a list of ${what}s` }).min(1, `a list of at least one ${what}`);

/**
 * Who may log in by what the login provider says about groups.
 * @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.generic.html `allowed_groups`, `auth_state_groups_key`
 */
const peopleOfGroups = (example: string) => ({
  allowedGroups: groupNames("group")
    .optional()
    .meta({ description: "Groups whose members may log in.", example: [example] }),
  adminGroups: groupNames("group")
    .optional()
    .meta({ description: "Groups whose members may log in and are administrators.", example: [example] }),
  groupsClaim: text(/^[\w:-]+(\.[\w:-]+)*$/, "the name of a claim; a dot leads into a claim, as in realm_access.roles")
    .default("groups")
    .meta({ description: "Claim that lists a person's groups.", example: "groups" }),
});

const none = group({ type: z.literal("none") });

/** @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.github.html */
const github = group({
  type: z.literal("github"),
  clientId,
  url: z
    .url({ protocol: /^https$/, error: "the server's URL: https:// and a host" })
    .regex(/^https:\/\/[^/?#@]+$/, "the server's URL: https:// and a host, without a path")
    .optional()
    .meta({
      description: "A GitHub Enterprise server. Default: `https://github.com`.",
      example: "https://github.example.org",
    }),
  allowedOrganizations: list("GitHub organisation")
    .optional()
    .meta({
      description: "GitHub organisations (or `organisation:team`) whose members may log in.",
      example: ["mygroup"],
    }),
  ...people,
});

/** @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.gitlab.html */
const gitlab = group({
  type: z.literal("gitlab"),
  clientId,
  url: webUrl
    .default("https://gitlab.com")
    .meta({ description: "The GitLab server.", example: "https://gitlab.example.org" }),
  allowedGroups: list("GitLab group")
    .optional()
    .meta({ description: "GitLab groups whose members may log in.", example: ["mygroup"] }),
  allowedProjects: z
    .array(z.int({ error: "a project's number" }).min(1, "a project's number"), {
      error: "a list of project numbers",
    })
    .min(1, "a list of at least one project number")
    .optional()
    .meta({
      description: "GitLab projects, by their numbers, whose developers, maintainers and owners may log in.",
      example: [278_964],
    }),
  ...people,
});

/** @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.google.html */
const google = group({
  type: z.literal("google"),
  clientId,
  hostedDomains: list("domain")
    .optional()
    .meta({
      description:
        "Google Workspace domains whose accounts may log in. If there is exactly one, user names have no @domain.",
      example: ["example.org"],
      narrows: true,
    }),
  ...people,
});

/** @see https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc */
const entra = group({
  type: z.literal("entra"),
  clientId,
  tenantId: z.guid({ error: "the directory (tenant) id, a GUID" }).meta({
    description: "Directory (tenant) id. User names are user principal names, which look like e-mail addresses.",
    example: "00000000-0000-0000-0000-000000000000",
  }),
  ...peopleOfGroups("11111111-1111-1111-1111-111111111111"),
  ...people,
});

/** @see https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.generic.html */
const openIdConnect = group({
  type: z.literal("openIdConnect"),
  clientId,
  authorizeUrl: webUrl.meta({
    description: "Authorization endpoint.",
    example: "https://login.example.org/authorize",
  }),
  tokenUrl: webUrl.meta({ description: "Token endpoint.", example: "https://login.example.org/token" }),
  userdataUrl: webUrl.meta({ description: "Userinfo endpoint.", example: "https://login.example.org/userinfo" }),
  usernameClaim: text(/^\S+$/, "the name of a claim")
    .default("preferred_username")
    .meta({ description: "Claim that becomes the user's name.", example: "preferred_username" }),
  scopes: list("scope")
    .default(["openid", "profile", "email"])
    .meta({ description: "Scopes to ask for.", example: ["openid", "profile", "email"] }),
  loginService: text(/\S/, "a name")
    .default("OpenID Connect")
    .meta({ description: "Name on the login button.", example: "My University" }),
  ...peopleOfGroups("mygroup"),
  ...people,
});

/** @see https://jupyterhub.readthedocs.io/en/stable/reference/api/auth.html#dummyauthenticator */
const dummy = group({ type: z.literal("dummy"), ...people });

/** The `binderhub:auth` group: who may use the hub. */
export const auth = z.discriminatedUnion("type", [none, github, gitlab, google, entra, openIdConnect, dummy], {
  error: "one of none, github, gitlab, google, entra, openIdConnect, dummy",
});

declare module "../../settings/settings" {
  interface Settings {
    readonly auth: DeepReadonly<z.output<typeof auth>> & {
      /** Host at which people log in with Entra ID. @default the public cloud's */
      readonly host?: string;
    };
  }
  interface Secrets {
    readonly authClientSecret?: string;
    readonly dummyPassword?: string;
  }
}
