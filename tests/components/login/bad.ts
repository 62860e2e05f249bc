import { existingStack, type Edits } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const auth = "binderhub:auth";
const secret = "binderhub:authClientSecret";
const storage = "binderhub:storage";
const builder = "binderhub:builder";
/** Secrets of every login. */
export const encrypted = ["binderhub:registryPassword", secret, "binderhub:dummyPassword"];
const existing: More = { base: existingStack };
const more: More = { encrypted };

const client = { clientId: "client-id", allowedUsers: ["ada"] };
const endpoints = {
  authorizeUrl: "https://login.example.org/authorize",
  tokenUrl: "https://login.example.org/token",
  userdataUrl: "https://login.example.org/userinfo",
};
/** Google and Microsoft take nothing else. */
const isStrict = (type: string) => type === "google" || type === "entra";
const secure = { exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } } };
export const tenantId = "00000000-0000-0000-0000-000000000000";

/** A login with some keys different, and its secret. */
export function login(type: string, keys: object = {}): Edits {
  return type === "dummy"
    ? { auth: { type, allowedUsers: ["ada"], ...keys }, dummyPassword: "pw" }
    : { ...(isStrict(type) ? secure : {}), auth: { type, ...client, ...keys }, authClientSecret: "client-secret" };
}

const github = (keys: object) => login("github", keys);
const nobody = { allowedUsers: undefined };
const retyped: More = { ...more, mends: `${auth}.type` };

const logins: readonly Row[] = [
  ["an unknown login", login("facebook"), `${auth}.type`, /one of none, github/, more],
  ["a login's name instead of its group", { auth: "github" }, auth, /object with a type/],
  ["no client id", github({ clientId: undefined }), `${auth}.clientId`, /missing: Client id/, more],
  ["an empty client id", github({ clientId: "" }), `${auth}.clientId`, /client id/, more],
  ["a client id with blanks", github({ clientId: "my id" }), `${auth}.clientId`, /without spaces/, more],
  ["no client secret", { auth: { type: "github", ...client } }, secret, /missing: the client secret/],
  ["an empty client secret", { ...github({}), authClientSecret: "" }, secret, /missing: the client secret/, more],
  ["a client secret in plain text", github({}), secret, /plain text/, { encrypted: encrypted.slice(0, 1) }],
  [
    "a client id without a type",
    { auth: { clientId: "id", allowedUsers: ["ada"] } },
    `${auth}.clientId`,
    /belongs.*github/,
    {
      ...retyped,
      also: [`${auth}.allowedUsers`],
    },
  ],
  [
    "organisations for GitLab",
    login("gitlab", { allowedOrganizations: ["g"] }),
    `${auth}.allowedOrganizations`,
    /github/,
    more,
  ],
  [
    "GitLab groups for GitHub",
    github({ allowedGroups: ["g"] }),
    `${auth}.allowedGroups`,
    /type gitlab, entra, openIdConnect, not/,
    more,
  ],
  ["a tenant for Google", login("google", { tenantId }), `${auth}.tenantId`, /type entra, not to google/, more],
  ["a client id for a trial", login("dummy", { clientId: "x" }), `${auth}.clientId`, /not to dummy/, more],
  ["a misspelt key of a login", github({ allowedUser: ["ada"] }), `${auth}.allowedUser`, /auth\.allowedUsers\?/, more],

  [
    "GitHub without an allow rule",
    github(nobody),
    auth,
    /nobody.*allowedOrganizations, auth\.allowedUsers, auth\.allowAll/,
    more,
  ],
  ["GitLab without an allow rule", login("gitlab", nobody), auth, /nobody.*auth\.allowedGroups/, more],
  ["Google without an allow rule", login("google", nobody), auth, /nobody.*auth\.hostedDomains/, more],
  ["Entra without an allow rule", login("entra", { tenantId, ...nobody }), auth, /nobody.*auth\.allowedUsers/, more],
  ["OpenID without an allow rule", login("openIdConnect", { ...endpoints, ...nobody }), auth, /nobody/, more],
  ["a trial without an allow rule", login("dummy", nobody), auth, /nobody could/, more],
  ["everybody, and some users", github({ allowAll: true }), `${auth}.allowAll`, /has no effect/, more],
  [
    "everybody, and a group",
    login("gitlab", { ...nobody, allowedGroups: ["g"], allowAll: true }),
    `${auth}.allowAll`,
    /allowedGroups/,
    more,
  ],
  [
    "everybody, and a domain",
    login("google", { ...nobody, hostedDomains: ["x.org"], allowAll: true }),
    `${auth}.allowAll`,
    /hostedDomains/,
    more,
  ],
  [
    "an empty allow rule in extra values",
    { ...github(nobody), "extraValues.jupyterhub.hub.config.GitHubOAuthenticator.allowed_users": [] },
    auth,
    /nobody could/,
    more,
  ],
  [
    "an allow rule of another login in extra values",
    { ...github(nobody), "extraValues.jupyterhub.hub.config.GitLabOAuthenticator.allow_all": true },
    auth,
    /nobody could/,
    more,
  ],
  [
    "no groups in a list",
    login("entra", { tenantId, ...nobody, admins: ["ada@x.org"], allowedGroups: [] }),
    `${auth}.allowedGroups`,
    /at least one group/,
    more,
  ],
  [
    "a claim that is a URL",
    login("openIdConnect", { ...endpoints, allowedGroups: ["lab"], groupsClaim: "https://example.org/groups" }),
    `${auth}.groupsClaim`,
    /dot leads into/,
    more,
  ],
  [
    "everybody, and a group of Entra ID",
    login("entra", { tenantId, ...nobody, allowedGroups: ["lab"], allowAll: true }),
    `${auth}.allowAll`,
    /auth\.allowedGroups has no effect/,
    more,
  ],
  [
    "a GitLab project by its name",
    login("gitlab", { allowedProjects: ["us/lab"] }),
    `${auth}.allowedProjects[0]`,
    /number/,
    more,
  ],
  [
    "groups of a GitHub login",
    github({ adminGroups: ["g"] }),
    `${auth}.adminGroups`,
    /type entra, openIdConnect/,
    more,
  ],
  ["not everybody", github({ allowAll: false }), `${auth}.allowAll`, /true, or left out/, { ...more }],
  ["no users in a list", github({ allowedUsers: [] }), `${auth}.allowedUsers`, /at least one user/, more],
  ["a user outside a list", github({ allowedUsers: "ada" }), `${auth}.allowedUsers`, /a list of user names/, more],
  ["a user with a blank", github({ allowedUsers: ["ada", "b c"] }), `${auth}.allowedUsers[1]`, /a user name/, more],
  ["a user that is a number", github({ allowedUsers: ["ada", 7] }), `${auth}.allowedUsers[1]`, /a user name/, more],
  [
    "no organisations in a list",
    github({ allowedOrganizations: [] }),
    `${auth}.allowedOrganizations`,
    /one GitHub organ/,
    more,
  ],
  ["no admins in a list", github({ admins: [] }), `${auth}.admins`, /at least one user/, more],

  ["a GitLab without scheme", login("gitlab", { url: "gitlab.example.org" }), `${auth}.url`, /full URL/, more],
  ["a tenant by its name", login("entra", { tenantId: "My University" }), `${auth}.tenantId`, /GUID/, more],
  ["no tenant", login("entra"), `${auth}.tenantId`, /missing: Directory/, more],
  [
    "no token endpoint",
    login("openIdConnect", { ...endpoints, tokenUrl: undefined }),
    `${auth}.tokenUrl`,
    /missing/,
    more,
  ],
  [
    "an endpoint that is no URL",
    login("openIdConnect", { ...endpoints, userdataUrl: "/me" }),
    `${auth}.userdataUrl`,
    /URL/,
    more,
  ],
  [
    "a claim with a blank",
    login("openIdConnect", { ...endpoints, usernameClaim: "a b" }),
    `${auth}.usernameClaim`,
    /claim/,
    more,
  ],
  [
    "a login button without a name",
    login("openIdConnect", { ...endpoints, loginService: " " }),
    `${auth}.loginService`,
    /name/,
    more,
  ],
  [
    "no password for a trial",
    { auth: { type: "dummy", allowAll: true } },
    "binderhub:dummyPassword",
    /missing: the password that/,
  ],
];

const stored = (keys: object): Edits => ({ ...github({}), storage: { size: "1Gi", ...keys } });
const mount = (mountPath: string) => stored({ mountPath });

const volumes: readonly Row[] = [
  ["a volume for nobody", { storage: { size: "1Gi" } }, storage, /needs a login/],
  ["a volume by its size alone", { ...github({}), storage: "1Gi" }, storage, /group of settings/, more],
  [
    "a way to share that does not exist",
    stored({ accessMode: "ReadWriteAll" }),
    `${storage}.accessMode`,
    /one of/,
    more,
  ],
  [
    "a disk on many nodes",
    stored({ accessMode: "ReadWriteMany" }),
    `${storage}.accessMode`,
    /file shares/,
    { ...more, mends: `${storage}.storageClass` },
  ],
  [
    "a disk on many nodes, by its class",
    stored({ accessMode: "ReadWriteMany", storageClass: "managed-csi" }),
    `${storage}.accessMode`,
    /file shares/,
    { ...more, mends: `${storage}.storageClass` },
  ],
  [
    "several servers, and a disk",
    { ...stored({}), ...github({ serversPerUser: 3 }) },
    `${auth}.serversPerUser`,
    /must be 1.*ReadWriteMany/,
    more,
  ],
  ["no servers at all", github({ serversPerUser: 0 }), `${auth}.serversPerUser`, /whole number from 1/, more],
  ["a size without unit", stored({ size: "10" }), `${storage}.size`, /such as 10Gi/, more],
  ["a size of nothing", stored({ size: "0Gi" }), `${storage}.size`, /such as 10Gi/, more],
  ["a size in gigabytes", stored({ size: "10GB" }), `${storage}.size`, /such as 10Gi/, more],
  ["a storage class in upper case", stored({ storageClass: "Fast" }), `${storage}.storageClass`, /storage class/, more],
  ["a volume at the repository", mount("/home/jovyan"), `${storage}.mountPath`, /hide the repository/, more],
  [
    "a volume at the repository, with a slash",
    mount("/home/jovyan/"),
    `${storage}.mountPath`,
    /hide the repository/,
    more,
  ],
  ["a volume over all homes", mount("/home"), `${storage}.mountPath`, /hide the repository/, more],
  ["a volume over everything", mount("/"), `${storage}.mountPath`, /hide the repository/, more],
  ["a volume over the conda environment", mount("/srv/conda"), `${storage}.mountPath`, /below/, more],
  ["a volume that climbs to the repository", mount("/home/jovyan/x/.."), `${storage}.mountPath`, /'\.\.'/, more],
  [
    "a volume at the repository, as a dot",
    mount("/home/jovyan/."),
    `${storage}.mountPath`,
    /hide|'\.'/,
    {
      ...more,
    },
  ],
  ["a relative mount path", mount("persistent"), `${storage}.mountPath`, /below \/home\/jovyan/, more],
];

const builders: readonly Row[] = [
  ["an unknown builder", { builder: "kaniko" }, builder, /one of dind, pink, host/],
  ["the nodes' Docker on Azure", { builder: "host" }, builder, /containerd, and builds would hang/],
  ["no registry, and a builder in a pod", { registry: { type: "none" } }, builder, /must be host/, existing],
  ["Podman with the registry in the cluster", { builder: "pink" }, builder, /Podman does not use/, existing],
];

/** What is wrong with who may use the hub, what they keep, and what builds their images. */
export const loginRows: readonly Row[] = [...logins, ...volumes, ...builders];
