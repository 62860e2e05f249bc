import { check, edited, type Edits } from "./stack";
import { mended } from "./mending";

const a = (times: number) => "a".repeat(times);
const extra = (path: string, value: unknown): Edits => ({ [`extraValues.${path}`]: value });
const hub = "jupyterhub.hub.config";

/** Credentials of every shape and at every place, the key that is blamed, and what of them must not be shown. */
const plain: readonly (readonly [name: string, edits: Edits, key: string, hidden: string])[] = [
  ["a GitHub token in a variable", extra("extraEnv.X", `ghp_${a(36)}`), "extraValues.extraEnv.X", `ghp_${a(36)}`],
  [
    "a fine-grained GitHub token",
    extra("extraEnv.X.value", `github_pat_${a(60)}`),
    "extraValues.extraEnv.X.value",
    a(60),
  ],
  ["an OAuth token of GitHub in a tag", { "tags.note": `gho_${a(36)}` }, "tags.note", `gho_${a(36)}`],
  [
    "a GitLab token in Python",
    extra("extraConfig.x", `c.GitLabRepoProvider.private_token = 'glpat-${a(20)}'`),
    "extraValues.extraConfig.x",
    `glpat-${a(20)}`,
  ],
  ["a GitLab deploy token", extra("extraEnv.X", `gldt-${a(20)}`), "extraValues.extraEnv.X", a(20)],
  ["a Docker Hub token for a namespace", { namespace: `dckr_pat_${a(27)}` }, "namespace", a(27)],
  ["an Azure storage key", extra("extraEnv.X", `AccountName=x;AccountKey=${a(86)}==`), "extraValues.extraEnv.X", a(86)],
  [
    "an Azure access signature",
    extra("extraEnv.X", `https://x.blob.core.windows.net/c?sv=1&sig=${a(44)}%3D`),
    "extraValues.extraEnv.X",
    a(44),
  ],
  ["an Entra ID client secret", extra("extraEnv.X", `abc8Q~${a(34)}`), "extraValues.extraEnv.X", a(34)],
  ["a password of an Azure registry", extra("extraEnv.X", `${a(42)}+ACRaaaaaa`), "extraValues.extraEnv.X", a(42)],
  ["a Google client secret", extra("extraEnv.X", `GOCSPX-${a(28)}`), "extraValues.extraEnv.X", a(28)],
  [
    "a service account's token",
    extra("extraEnv.X", `eyJ${a(20)}.eyJ${a(20)}.${a(20)}`),
    "extraValues.extraEnv.X",
    a(20),
  ],
  [
    "a private key in a file",
    extra("extraFiles.k.stringData", "-----BEGIN OPENSSH PRIVATE KEY-----\nhush"),
    "extraValues.extraFiles.k.stringData",
    "hush",
  ],
  [
    "a proxy with a password",
    extra("extraEnv.HTTPS_PROXY", "http://u:hush-hush@proxy:3128"),
    "extraValues.extraEnv.HTTPS_PROXY",
    "hush-hush",
  ],
  [
    "a password in the address of pages",
    { branding: { pages: { repository: "https://me:hush-hush@github.com/me/x", tag: "v1" } } },
    "branding.pages.repository",
    "hush-hush",
  ],
  [
    "a password in the chart's repository",
    { "chart.repository": "https://me:hush-hush@charts.example.org" },
    "chart.repository",
    "hush-hush",
  ],
  [
    "a client secret in Python",
    extra("jupyterhub.hub.extraConfig.x", 'c.GitHubOAuthenticator.client_secret = "hush-hush"'),
    "extraValues.jupyterhub.hub.extraConfig.x",
    "hush-hush",
  ],
  [
    "the password of the registry",
    extra("registry.password", "hush-hush"),
    "extraValues.registry.password",
    "hush-hush",
  ],
  [
    "an OAuth client secret",
    extra(`${hub}.GitHubOAuthenticator.client_secret`, "hush-hush"),
    `extraValues.${hub}.GitHubOAuthenticator.client_secret`,
    "hush-hush",
  ],
  [
    "an LDAP password",
    extra(`${hub}.LDAPAuthenticator.lookup_dn_search_password`, "hush-hush"),
    `extraValues.${hub}.LDAPAuthenticator.lookup_dn_search_password`,
    "hush-hush",
  ],
  [
    "keys of auth_state",
    extra(`${hub}.CryptKeeper.keys`, ["hush-hush"]),
    `extraValues.${hub}.CryptKeeper.keys[0]`,
    "hush-hush",
  ],
  [
    "GitHub's token as a trait",
    extra("config.GitHubRepoProvider.access_token", "hush-hush"),
    "extraValues.config.GitHubRepoProvider.access_token",
    "hush-hush",
  ],
  [
    "GitLab's token as a trait",
    extra("config.GitLabRepoProvider.private_token", "hush-hush"),
    "extraValues.config.GitLabRepoProvider.private_token",
    "hush-hush",
  ],
  [
    "credentials for git",
    extra("config.GitRepoProvider.git_credentials", "username=u\\npassword=hush"),
    "extraValues.config.GitRepoProvider.git_credentials",
    "hush",
  ],
  [
    "logins for base images",
    extra("config.BinderHub.buildDockerConfig", { auths: { "ghcr.io": { auth: "aHVzaA==" } } }),
    'extraValues.config.BinderHub.buildDockerConfig.auths["ghcr.io"].auth',
    "aHVzaA==",
  ],
  [
    "the hub's database password",
    extra("jupyterhub.hub.db.password", "hush-hush"),
    "extraValues.jupyterhub.hub.db.password",
    "hush-hush",
  ],
  [
    "a service's token",
    extra("jupyterhub.hub.services.grader.api_token", "hush-hush"),
    "extraValues.jupyterhub.hub.services.grader.api_token",
    "hush-hush",
  ],
  [
    "a pull secret's password",
    extra("jupyterhub.imagePullSecret.password", "hush-hush"),
    "extraValues.jupyterhub.imagePullSecret.password",
    "hush-hush",
  ],
  [
    "a variable that is called a password",
    extra("jupyterhub.singleuser.extraEnv.DB_PASSWORD", "hush-hush"),
    "extraValues.jupyterhub.singleuser.extraEnv.DB_PASSWORD",
    "hush-hush",
  ],
  [
    "a variable in a list",
    extra("extraEnv", [{ name: "API_TOKEN", value: "hush-hush" }]),
    "extraValues.extraEnv[0].value",
    "hush-hush",
  ],
  [
    "the Azure provider's secret",
    { "azure-native:clientSecret": "hush-hush" },
    "azure-native:clientSecret",
    "hush-hush",
  ],
  ["a token under a key that does not exist", { githubToken: `ghp_${a(36)}` }, "githubToken", a(36)],
  ["a token in a group that must be a list", { limits: `ghp_${a(36)}` }, "limits", a(36)],
];

describe("a credential in plain text is refused without being shown", () => {
  test.each(plain)("%s", (_name, edits, key, hidden) => {
    const stack = edited(edits);
    const secretKeys = ["binderhub:registryPassword"];
    const { problems } = check(stack, secretKeys);
    const full = key.includes(":") ? key : `binderhub:${key}`;
    expect(problems.map((problem) => problem.key)).toContain(full);
    expect(JSON.stringify(problems)).not.toContain(hidden);
    const problem = problems.find((one) => one.key === full);
    expect(problem?.rule).toMatch(/in plain text. Treat it as known/);
    const file = mended(problem?.mend ?? "", { stack, secretKeys });
    expect(check(file.stack, file.secretKeys).problems.map(({ rule }) => rule)).not.toContain(problem?.rule);
  });
});

describe("what is no credential is taken", () => {
  test.each<readonly [string, Edits]>([
    ["the name of a Secret", extra("jupyterhub.custom.existingSecret", "my-hub-secret")],
    [
      "a reference to a Secret",
      extra("extraEnv.TOKEN", { valueFrom: { secretKeyRef: { name: "mine", key: "password" } } }),
    ],
    ["names of pull secrets", extra("jupyterhub.singleuser.image.pullSecrets", ["regcred"])],
    ["a push secret's name", extra("config.KubernetesBuildExecutor.push_secret", "my-push-secret")],
    ["no credentials for git", extra("config.GitHubRepoProvider.git_credentials", "")],
    ["a token's address", extra(`${hub}.GenericOAuthenticator.token_url`, "https://login.example.org/token")],
    ["a registry's token_url", extra("config.DockerRegistry.token_url", "https://r.example.org/v2/token?service=r")],
    ["a user in an address", extra("extraEnv.REPO", "ssh://git@github.com/me/x")],
    ["a port in an address", extra("extraEnv.HTTPS_PROXY", "http://proxy.example.org:3128")],
    [
      "Python that reads a secret",
      extra("extraConfig.x", 'c.GitHubRepoProvider.access_token = os.environ["TOKEN_FILE"]'),
    ],
    ["a client id", extra(`${hub}.GitHubOAuthenticator.client_id`, "Iv1.0123456789abcdef")],
    ["a variable with KEY in its name", extra("extraEnv.KEYBOARD", "qwerty")],
    ["a file with credentials", extra("extraEnv.GOOGLE_APPLICATION_CREDENTIALS", "/secrets/key.json")],
    ["a tag called token", { "tags.token": "blue" }],
  ])("%s", (_name, edits) => {
    expect(check(edited(edits)).problems).toEqual([]);
  });
});
