import { generateKeyPairSync } from "node:crypto";
import { madeUpKey } from "../../../rehearse/made-up-keys";
import { type Row } from "../../stack/row";
import { type Edits, type StackConfig } from "../../stack/stack";
import { closedExisting, encrypted, hostKey, stacks } from "./stacks";

const group = "binderhub:privateRepositories";
const type = `${group}.type`;
const secret = `${group}Key`;
const values = (path: string, value: unknown): Edits => ({ [`extraValues.${path}`]: value });
const patterns = (...list: string[]): Edits => ({ "privateRepositories.repositories": list });

/** A row about a stack with private repositories. */
const on = (base: StackConfig, [name, edits, key, rule, more]: Row): Row => [
  name,
  edits,
  key,
  rule,
  { base, encrypted, ...more },
];
const table = (base: StackConfig, rows: readonly Row[]): readonly Row[] => rows.map((row) => on(base, row));

const { privateKey: elliptic } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ellipticKey = elliptic.export({ type: "pkcs8", format: "pem" }) as string;
const lockedKey = elliptic.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "p" }) as string;
const openSsh = (cipher: string) =>
  [
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    Buffer.concat([
      Buffer.from("openssh-key-v1\0"),
      Buffer.from([0, 0, 0, cipher.length]),
      Buffer.from(cipher),
    ]).toString("base64"),
    "-----END OPENSSH PRIVATE KEY-----",
    "",
  ].join("\n");

const shapes: readonly Row[] = [
  ["private repositories of an unknown type", { "privateRepositories.type": "app" }, type, /one of none, githubApp/],
  [
    "private repositories without a type",
    { "privateRepositories.appId": 7 },
    `${group}.appId`,
    /githubApp/,
    { mends: "privateRepositories.type", also: [] },
  ],
  ["private repositories as a text", { privateRepositories: "perUser" }, group, /an object with a type/],
];

const ofApps = table(stacks.githubApp, [
  ["an App by its name", { "privateRepositories.appId": "my-app" }, `${group}.appId`, /the App's number/],
  ["an App without a number", { "privateRepositories.appId": undefined }, `${group}.appId`, /is missing: The App's id/],
  [
    "an App without repositories",
    { "privateRepositories.repositories": undefined },
    `${group}.repositories`,
    /is missing: The private repositories/,
  ],
  [
    "an App without its key",
    { privateRepositoriesKey: undefined },
    secret,
    /is missing: the private key of the GitHub App/,
  ],
  [
    "an App's client secret as its key",
    { privateRepositoriesKey: "0123456789abcdef" },
    secret,
    /unchanged as GitHub gives/,
  ],
  ["an App's key that is cut off", { privateRepositoriesKey: madeUpKey("githubApp").slice(0, 400) }, secret, /cut off/],
  ["a key for SSH as an App's", { privateRepositoriesKey: ellipticKey }, secret, /of another kind/],
  [
    "an App for another server",
    patterns("github.com/mygroup/*", "gitlab.com/mygroup/*"),
    `${group}.repositories[1]`,
    /not at github\.com/,
  ],
  ["an App for gists", patterns("gist.github.com/*"), `${group}.repositories[0]`, /names gists: whoever knows/],
  ["an App for a branch", patterns("github.com/a/b/tree/main"), `${group}.repositories[0]`, /not about branches/],
  ["an App for an account without its host", patterns("mygroup/*"), `${group}.repositories[0]`, /names no host/],
  [
    "an App for github.com beside a server of one's own",
    { "repositories.githubHost": "github.example.org" },
    `${group}.repositories[0]`,
    /not at github\.example\.org/,
  ],
  [
    "an App's repositories that are not allowed",
    { "repositories.allowed": ["github.com/other/*"] },
    `${group}.repositories[0]`,
    /not in repositories\.allowed/,
    { mends: "repositories.allowed[1]" },
  ],
  [
    "an App's repositories that are banned",
    { "repositories.banned": ["github.com/mygroup/*"] },
    `${group}.repositories[0]`,
    /is banned by repositories\.banned\[0\]/,
    { mends: "repositories.banned" },
  ],
  [
    "an App's repositories whose source is closed",
    { "repositories.sources": ["zenodo"] },
    `${group}.repositories[0]`,
    /needs the source github, which is not in/,
    { mends: "repositories.sources[1]" },
  ],
]);

const ofTokens = table(stacks.token, [
  ["a token that is a key", { privateRepositoriesKey: madeUpKey("githubApp") }, secret, /is a key: keys are for/],
  ["a token that is a public key", { privateRepositoriesKey: "ssh-ed25519 AAAAC3Nz me@home" }, secret, /is a key/],
  ["a token of two lines", { privateRepositoriesKey: "one\ntwo" }, secret, /on one line/],
  ["no token", { privateRepositoriesKey: undefined }, secret, /is missing: the token/],
  ["a token in plain text", {}, secret, /plain text/, { encrypted: encrypted.filter((key) => key !== secret) }],
  ["a user name with a colon", { "privateRepositories.username": "me:x" }, `${group}.username`, /a user name/],
  [
    "a token that is sent unencrypted",
    patterns("http://git.lan.org/team/*"),
    `${group}.repositories[0]`,
    /unencrypted/,
  ],
  [
    "a token for two servers",
    patterns("gitlab.com/a/*", "git.example.org/a/*"),
    `${group}.repositories[1]`,
    /shown to both/,
  ],
  ["a token for a DOI", patterns("doi.org/10.5281/*"), `${group}.repositories[0]`, /archive's record/],
  [
    "a token for a page of Zenodo",
    patterns("zenodo.org/records/3242074"),
    `${group}.repositories[0]`,
    /archive's record/,
  ],
  ["a token for HydroShare", patterns("hydroshare.org/*"), `${group}.repositories[0]`, /HydroShare/],
  ["a token for CKAN", patterns("demo.ckan.org/dataset/x"), `${group}.repositories[0]`, /CKAN/],
  ["a token for half of an address", patterns("gitlab.com/team"), `${group}.repositories[0]`, /names a group/],
  [
    "a token's repositories that an older list closes",
    { "limits.allowedRepos": ["^mygroup/"] },
    `${group}.repositories[0]`,
    /needs the source gitlab or git, which the lists/,
    { mends: "repositories.allowed[0]" },
  ],
  [
    "an App's number beside a token",
    { "privateRepositories.appId": 7 },
    `${group}.appId`,
    /belongs to privateRepositories\.type githubApp/,
  ],
]);

const ofKeys = table(stacks.sshKey, [
  ["no known hosts", { "privateRepositories.knownHosts": undefined }, `${group}.knownHosts`, /is missing: Public keys/],
  [
    "known hosts that are hidden",
    { "privateRepositories.knownHosts": ["|1|abc=|def= ssh-ed25519 AAAA"] },
    `${group}.knownHosts[0]`,
    /without -H/,
  ],
  [
    "a known host cut off",
    { "privateRepositories.knownHosts": ["git.example.org ssh-ed25519 AAAAC3NzaC1lZDI1"] },
    `${group}.knownHosts[0]`,
    /cut off/,
  ],
  [
    "a fingerprint as a known host",
    { "privateRepositories.knownHosts": ["SHA256:uNiVztksCsDhcc0u9e8BgrJX"] },
    `${group}.knownHosts[0]`,
    /ssh-keyscan/,
  ],
  [
    "another server's key",
    { "privateRepositories.knownHosts": [hostKey("github.com")] },
    `${group}.knownHosts`,
    /no line for git\.example\.org/,
  ],
  [
    "servers on ports of their own without keys",
    patterns("git.example.org:2222/team/*", "git.lab.org/x"),
    `${group}.knownHosts`,
    /no line for \[git\.example\.org\]:2222, git\.lab\.org: ssh-keyscan -p 2222 git\.example\.org, ssh-keyscan git\.lab\.org/,
  ],
  [
    "a public key as a private one",
    { privateRepositoriesKey: "ssh-ed25519 AAAAC3Nz me@home" },
    secret,
    /is the public key/,
  ],
  ["a key with a passphrase", { privateRepositoriesKey: lockedKey }, secret, /passphrase.*ssh-keygen -p/],
  ["a key of OpenSSH with a passphrase", { privateRepositoriesKey: openSsh("aes256-ctr") }, secret, /passphrase/],
  ["a key of OpenSSH without its end", { privateRepositoriesKey: openSsh("none").slice(0, 60) }, secret, /cut off/],
  ["a token as a key for SSH", { privateRepositoriesKey: "word" }, secret, /first and last line/],
  ["SSH with a scheme of its own", patterns("http://git.example.org/x"), `${group}.repositories[0]`, /leave that out/],
  [
    "SSH without an image that has it",
    { builds: {} },
    "binderhub:builds.image",
    /is missing.*must be an image of repo2docker that has ssh/,
  ],
  [
    "another image for builds than the one with SSH",
    values("config.KubernetesBuildExecutor.build_image", "quay.io/jupyterhub/repo2docker:2024.07.0"),
    "binderhub:extraValues.config.KubernetesBuildExecutor.build_image",
    /decided by the setting binderhub:builds/,
  ],
  [
    "SSH where git is not open",
    { "repositories.sources": ["github", "zenodo"] },
    `${group}.repositories[0]`,
    /needs the source git/,
    { mends: "repositories.sources[2]" },
  ],
  [
    "SSH to GitHub where only GitHub's own source is open",
    {
      ...patterns("github.com/mygroup/secret"),
      "privateRepositories.knownHosts": [hostKey("github.com")],
      "repositories.allowed": ["github.com/mygroup/*"],
    },
    `${group}.repositories[0]`,
    /which the lists of what is allowed close/,
    { mends: "repositories.sources[1]" },
  ],
  [
    "SSH to GitHub where an older ban closes git for it",
    {
      ...patterns("github.com/mygroup/secret"),
      "privateRepositories.knownHosts": [hostKey("github.com")],
      "limits.bannedRepos": ["^somebody/"],
    },
    `${group}.repositories[0]`,
    /limits\.bannedRepos closes/,
    { mends: "limits.bannedRepos" },
  ],
]);

const login = (auth: object | undefined): Edits => ({ auth, authClientSecret: undefined });

/** Who may log in, with a credential of the hub's. */
const people: readonly Row[] = [
  on(stacks.token, [
    "a token without a login",
    login(undefined),
    type,
    /everybody who finds the hub/,
    { mends: "auth.type" },
  ]),
  on(stacks.githubApp, [
    "an App for everybody at GitHub",
    { "auth.allowedUsers": undefined, "auth.allowAll": true },
    type,
    /narrower than everybody: with auth\.allowAll/,
    { mends: "auth.allowAll" },
  ]),
  on(stacks.token, [
    "a token for everybody with one password",
    { auth: { type: "dummy", allowAll: true }, dummyPassword: "password" },
    type,
    /tells people apart/,
    { mends: "auth.type", encrypted: [...encrypted, "binderhub:dummyPassword"] },
  ]),
  on(stacks.sshKey, [
    "a key for everybody, by extra values",
    { "auth.allowedUsers": undefined, ...values("jupyterhub.hub.config.Authenticator.allow_all", true) },
    type,
    /with extraValues\.jupyterhub\.hub\.config\.Authenticator\.allow_all/,
    { mends: "extraValues.jupyterhub.hub.config.Authenticator.allow_all" },
  ]),
];

/** Whose right counts, and where it is looked up. */
const perUser = table(stacks.perUser, [
  [
    "each person's right without a login",
    login(undefined),
    type,
    /does not know who somebody is/,
    { mends: "auth.type" },
  ],
  [
    "each person's right with Google's login",
    { auth: { type: "google", clientId: "id", hostedDomains: ["example.org"] } },
    type,
    /Google says nothing about/,
    { mends: "auth.hostedDomains" },
  ],
  [
    "each person's right with Entra ID",
    { auth: { type: "entra", clientId: "id", tenantId: "00000000-0000-0000-0000-000000000000", allowAll: true } },
    type,
    /Entra ID says nothing/,
    { mends: "auth.tenantId" },
  ],
  [
    "each person's right with a password for all",
    { auth: { type: "dummy", allowAll: true }, dummyPassword: "password" },
    type,
    /anybody can type/,
    { mends: "auth.type", encrypted: [...encrypted, "binderhub:dummyPassword"] },
  ],
  [
    "each person's right over http",
    { exposure: { type: "loadBalancer" } },
    type,
    /needs exposure\.type singleHost with https/,
    { mends: "exposure.https.email" },
  ],
]);

const elsewhere = table(stacks.perUser, [
  [
    "each person's right at a server without a login",
    patterns("github.com/a/*", "gitlab.com/a/*"),
    `${group}.repositories[1]`,
    /not at github\.com, where people log in/,
  ],
  [
    "each person's right to gists",
    patterns("gist.github.com/ada/*"),
    `${group}.repositories[0]`,
    /gists/,
    { mends: `${group}.repositories` },
  ],
  [
    "each person's right at GitHub, with a server of one's own",
    { "repositories.githubHost": "github.example.org" },
    "binderhub:repositories.githubHost",
    /must be github\.com, where people log in/,
  ],
  [
    "each person's right at another GitHub than the login's",
    { "auth.url": "https://github.example.org" },
    "binderhub:repositories.githubHost",
    /must be github\.example\.org/,
  ],
  [
    "each person's right at GitLab without encryption",
    { auth: { type: "gitlab", clientId: "id", url: "http://gitlab.com", allowedUsers: ["ada"] } },
    "binderhub:auth.url",
    /must be https/,
  ],
  [
    "each person's right at GitLab below a path",
    { auth: { type: "gitlab", clientId: "id", url: "https://gitlab.com/sub", allowedUsers: ["ada"] } },
    "binderhub:auth.url",
    /must have no path/,
  ],
  [
    "each person's right where GitHub is closed",
    { "repositories.sources": ["zenodo", "gitlab"] },
    type,
    /needs the source github/,
    { mends: "repositories.sources[2]" },
  ],
  [
    "each person's right where all of GitHub is banned",
    { "repositories.banned": ["github.com/*", "gitlab.com/team/x"] },
    type,
    /is banned/,
    { mends: "repositories.banned[0]" },
  ],
]);

const images: readonly Row[] = [
  on(stacks.githubApp, [
    "private repositories in public images",
    { "registry.private": false },
    "binderhub:registry.private",
    /must be true with privateRepositories/,
  ]),
  [
    "private repositories in the cluster's registry",
    { "privateRepositories.type": "perUser", registry: { type: "inCluster" } },
    "binderhub:registry.type",
    /asks nobody for a password/,
    { base: closedExisting, encrypted, mends: "registry.url" },
  ],
  [
    "private repositories on the nodes",
    { "privateRepositories.type": "perUser", registry: { type: "none" }, builder: "host" },
    "binderhub:registry.type",
    /every pod can start/,
    { base: closedExisting, encrypted, mends: "registry.url" },
  ],
];

/** What would take the gate away, or open a door beside it. */
const guarded = table(stacks.perUser, [
  ...(
    [
      ["another class for builds", "config.BinderHub.build_class", "binderhub.build.FakeBuild"],
      ["other sources", "config.BinderHub.repo_providers.gh", "binderhub.repoproviders.GitHubRepoProvider"],
      ["another gate", "extraConfig.zz-private-repositories", "pass"],
      ["another check of images", "jupyterhub.hub.extraConfig.zz-private-images", "pass"],
      ["another key for signatures", "jupyterhub.hub.extraEnv.PRIVATE_REPOSITORIES_NAME_KEY", "abc"],
      ["no rights for BinderHub", "rbac.enabled", false],
      ["tokens that are not kept", "jupyterhub.hub.config.Authenticator.enable_auth_state", false],
      ["tokens that the login does not keep", "jupyterhub.hub.config.GitHubOAuthenticator.enable_auth_state", false],
    ] as const
  ).map(([name, path, value]): Row => [
    name,
    values(path, value),
    `binderhub:extraValues.${path}`,
    /is decided by the setting binderhub:privateRepositories/,
  ]),
  [
    "another key for people's tokens",
    {
      extraSecretValues: JSON.stringify({
        jupyterhub: { hub: { config: { CryptKeeper: { keys: ["ab".repeat(32)] } } } },
      }),
    },
    "binderhub:extraSecretValues",
    /CryptKeeper.*is decided by/,
  ],
  [
    "a piece of configuration after the gate",
    values("extraConfig.zzz", "c.BinderHub.repo_providers = {}"),
    "binderhub:extraValues.extraConfig.zzz",
    /would run after/,
  ],
  [
    "a piece of the hub's configuration after the check",
    values("jupyterhub.hub.extraConfig.zzz", "c.JupyterHub.spawner_class = 'simple'"),
    "binderhub:extraValues.jupyterhub.hub.extraConfig.zzz",
    /would run after zz-private-images/,
  ],
  [
    "a token of GitLab's for every launch",
    { extraSecretValues: JSON.stringify({ config: { GitLabRepoProvider: { private_token: "a-secret-token" } } }) },
    "binderhub:extraSecretValues",
    /every launch gets/,
  ],
  [
    "a credential for every source",
    { extraSecretValues: JSON.stringify({ config: { RepoProvider: { git_credentials: "a-secret-token" } } }) },
    "binderhub:extraSecretValues",
    /every launch gets/,
  ],
  [
    "another key for names of images",
    values("extraEnv.PRIVATE_REPOSITORIES_NAME_KEY", { valueFrom: { secretKeyRef: { name: "mine", key: "k" } } }),
    "binderhub:extraValues.extraEnv.PRIVATE_REPOSITORIES_NAME_KEY",
    /is decided by/,
  ],
]);

/** What is wrong with private repositories. */
export const privateRepositoryRows: readonly Row[] = [
  ...[...shapes, ...ofApps, ...ofTokens, ...ofKeys],
  ...[...people, ...perUser, ...elsewhere, ...images, ...guarded],
];
