import { type Edits } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const key = (name: string) => `binderhub:operate.${name}`;
const login = (more: object): Edits => ({
  operate: { check: true },
  authClientSecret: "client-secret",
  auth: { type: "github", clientId: "client-id", ...more },
});
const secret: More = { encrypted: ["binderhub:registryPassword", "binderhub:authClientSecret"] };
const extra = (path: string, value: unknown): Edits => ({
  ...login({ allowedUsers: ["ada"] }),
  [`extraValues.${path}`]: value,
});
const at = (path: string) => `binderhub:extraValues.${path}`;

/** Wrong settings of the group `operate`. */
export const badOperate: readonly Row[] = [
  ["a check by another word", { "operate.check": "sometimes" }, key("check"), /true or false/],
  ["a check more often than it may take", { "operate.checkEvery": "5m" }, key("checkEvery"), /one of 10m, 15m/],
  ["a check at a time of cron", { "operate.checkEvery": "0 * * * *" }, key("checkEvery"), /one of 10m, 15m/],
  [
    "an image of a check that never runs",
    { "operate.image": "mirror.example.org/node:24.20.0-alpine" },
    key("image"),
    /has no use without operate\.checkEvery/,
  ],
  [
    "an issuer for checks that never run",
    { "operate.trust": "./ca.pem" },
    key("trust"),
    /has no use without operate\.checkEvery/,
  ],
  [
    "an issuer whose certificate is not there",
    { "operate.checkEvery": "1h", "operate.trust": "./gone.pem" },
    key("trust"),
    /is a file that is not there/,
    { person: "where the file is" },
  ],
  [
    "an issuer whose certificate is none",
    { "operate.checkEvery": "1h", "operate.trust": "./ca.pem" },
    key("trust"),
    /in PEM/,
    { files: { "/project/ca.pem": Buffer.from("MIIB") }, person: "what is in the file" },
  ],
  [
    "an image that is another one each day",
    { "operate.checkEvery": "1h", "operate.image": "node" },
    key("image"),
    /with a tag or a digest/,
  ],
  ["a closed hub that does not say why", { "operate.closed": " " }, key("closed"), /what people read/],
  ["a message longer than a page", { "operate.closed": "x".repeat(2001) }, key("closed"), /2,000 characters/],
  [
    "a repository without its scheme",
    { "operate.repository": "github.com/me/course" },
    key("repository"),
    /address of a/,
  ],
  [
    "a password in the repository",
    { "operate.repository": "https://me:pw@github.com/me/course" },
    key("repository"),
    /URL with a password in plain text/,
  ],
  [
    "a repository that is banned",
    { "operate.repository": "https://github.com/me/course", "repositories.banned": ["github.com/me/*"] },
    key("repository"),
    /is banned by repositories\.banned\[0\]/,
  ],
  [
    "a repository that is not allowed",
    { "operate.repository": "https://github.com/me/course", "repositories.allowed": ["github.com/other/*"] },
    key("repository"),
    /is not in repositories\.allowed/,
  ],
  [
    "a person called like the service",
    login({ allowedUsers: ["ada", "Binder-Check"] }),
    "binderhub:auth.allowedUsers[1]",
    /name of the hub's own service/,
    { ...secret, mends: "binderhub:operate.check" },
  ],
  [
    "an administrator called like the service",
    login({ allowedUsers: ["ada"], admins: ["binder-check"] }),
    "binderhub:auth.admins[0]",
    /name of the hub's own service/,
    { ...secret, mends: "binderhub:operate.check" },
  ],
  [
    "more rights for the service",
    extra("jupyterhub.hub.loadRoles.binder-check.scopes", ["admin:users"]),
    at("jupyterhub.hub.loadRoles.binder-check.scopes"),
    /decided by the setting binderhub:operate\.check/,
    secret,
  ],
  [
    "a service that is an administrator",
    extra("jupyterhub.hub.services.binder-check.admin", true),
    at("jupyterhub.hub.services.binder-check.admin"),
    /decided by the setting binderhub:operate\.check/,
    secret,
  ],
  [
    "a list of blocked users in which the service is not",
    extra("jupyterhub.hub.config.Authenticator.blocked_users", ["mallory"]),
    at("jupyterhub.hub.config.Authenticator.blocked_users"),
    /decided by the setting binderhub:operate\.check/,
    secret,
  ],
];
