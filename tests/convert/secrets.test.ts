import { fateOfSecret } from "../../convert/secrets";

const fate = (path: string, value: unknown) => fateOfSecret({ path: path.split("."), value });

test.each<readonly [path: string, value: unknown, setting: string]>([
  ["registry.password", "x", "registryPassword"],
  ["config.GitHubRepoProvider.access_token", "x", "githubApiToken"],
  ["jupyterhub.hub.config.GenericOAuthenticator.client_secret", "x", "authClientSecret"],
  ["jupyterhub.hub.config.DummyAuthenticator.password", "x", "dummyPassword"],
  ["jupyterhub.proxy.https.manual.key", "x", "httpsKey"],
])("%s has a secret setting", (path, value, name) => {
  expect(fate(path, value)).toEqual({ kind: "secret", name });
});

test.each<readonly [path: string, value: unknown]>([
  ["config.GitLabRepoProvider.private_token", "x"],
  ["jupyterhub.singleuser.extraEnv.DB_PASSWORD", "x"],
  ["jupyterhub.hub.db.url", "postgresql://ada:x@db.example.org/hub"],
  ["extraConfig.one", 'c.GitLabRepoProvider.private_token = "0123456789"'],
  ["extraFiles.key.stringData", "-----BEGIN RSA PRIVATE KEY-----"],
  ["jupyterhub.hub.extraConfig.one", `x = "ghp_${"a".repeat(36)}"`],
])("%s goes to the same place in the secret values", (path, value) => {
  expect(fate(path, value)).toEqual({ kind: "secret", name: `extraSecretValues.${path}` });
});

test("a list with a secret in it is left out as a whole, because lists are not merged", () => {
  expect(fate("extraEnv", [{ name: "MY_TOKEN", value: "x" }])).toMatchObject({ kind: "left" });
});

test.each<readonly [path: string, value: unknown]>([
  ["registry.password", ""],
  ["registry.password", null],
  ["image.pullSecrets", ["my-secret"]],
  ["config.BinderHub.push_secret", "my-secret"],
  ["extraEnv.GOOGLE_APPLICATION_CREDENTIALS", "/secrets/key.json"],
  ["config.DockerRegistry.token_url", "https://registry.example.org/token"],
  ["jupyterhub.proxy.https.secret.name", "hub-tls"],
])("%s of %j is no secret", (path, value) => {
  expect(fate(path, value)).toBeUndefined();
});
