import { secretSettings } from "../../policy/secret-settings";
import { secretNames } from "../../stack/schema";
import { rules, type Subject, violations } from "../../policy/rules";

const production = { environment: "production", owner: "ada", costCenter: "4711" };

const cluster = (props: Subject["props"] = {}): Subject => ({
  type: "azure-native:containerservice:ManagedCluster",
  props: {
    tags: production,
    apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.7/32"] },
    networkProfile: { networkPolicy: "cilium" },
    ...props,
  },
});

const release = (props: Subject["props"] = {}): Subject => ({
  type: "kubernetes:helm.sh/v3:Release",
  props: {
    chart: "binderhub",
    version: "1.0.0-0.dev.git.3983.h383374de",
    repositoryOpts: { repo: "https://jupyterhub.github.io/helm-chart" },
    values: { imageBuilderType: "dind", registry: { password: "secret" } },
    ...props,
  },
});

/** Development only where a test's cluster says so. */
const environmentOf = (stack: readonly Subject[]) =>
  stack.some(({ props }) => (props.tags as { environment?: string } | undefined)?.environment === "development")
    ? "development"
    : "production";

const token = `ghp_${"a".repeat(36)}`;

it("a stack that holds to everything has no violation", () => {
  expect(violations([cluster(), release()], "production")).toEqual([]);
});

it.each<[string, string, Subject[]]>([
  ["a GitHub token in extra values", "no-plaintext-secret", [release({ values: { extraEnv: { TOKEN: token } } })]],
  [
    "a token where the chart takes one",
    "no-plaintext-secret",
    [release({ values: { registry: { password: token } } })],
  ],
  [
    "a client secret where the chart takes one",
    "no-plaintext-secret",
    [release({ values: { jupyterhub: { hub: { config: { GitHubOAuthenticator: { client_secret: "hush" } } } } } })],
  ],
  [
    "a password in a variable",
    "no-plaintext-secret",
    [release({ values: { extraEnv: [{ name: "DB_PASSWORD", value: "hush" }] } })],
  ],
  [
    "a proxy with a password",
    "no-plaintext-secret",
    [release({ values: { extraEnv: { HTTPS_PROXY: "http://u:hush@proxy:3128" } } })],
  ],
  [
    "a private key in a tag",
    "no-plaintext-secret",
    [cluster({ tags: { ...production, k: "-----BEGIN RSA PRIVATE KEY-----" } })],
  ],
  ["an open API server", "api-server-ranges", [cluster({ apiServerAccessProfile: undefined })]],
  [
    "a range that is every address",
    "api-server-ranges",
    [cluster({ apiServerAccessProfile: { authorizedIPRanges: ["0.0.0.0/0"] } })],
  ],
  ["no ranges", "api-server-ranges", [cluster({ apiServerAccessProfile: { authorizedIPRanges: [] } })]],
  [
    "nothing that enforces policies",
    "network-policies-enforced",
    [cluster({ networkProfile: { networkPolicy: "none" } })],
  ],
  ["Azure's own policy engine", "network-policies-enforced", [cluster({ networkProfile: { networkPolicy: "azure" } })]],
  ["a chart without version", "pinned-chart", [release({ version: undefined })]],
  ["a chart with a range of versions", "pinned-chart", [release({ version: "^1.0.0" })]],
  ["the host builder on AKS", "no-host-builder-on-aks", [cluster(), release({ values: { imageBuilderType: "host" } })]],
  ["a resource group without tags", "required-tags", [{ type: "azure-native:resources:ResourceGroup", props: {} }]],
  [
    "a production cluster without an owner",
    "required-tags",
    [cluster({ tags: { environment: "production", costCenter: "1" } })],
  ],
  [
    "an address without a cost centre",
    "required-tags",
    [{ type: "azure-native:network:PublicIPAddress", props: { tags: { environment: "production", owner: "ada" } } }],
  ],
])("%s violates %s, and nothing else", (_what, rule, stack) => {
  expect([...new Set(violations(stack, environmentOf(stack)).map((violation) => violation.rule))]).toEqual([rule]);
});

it.each<[string, Subject[]]>([
  [
    "an open API server in development",
    [cluster({ tags: { environment: "development" }, apiServerAccessProfile: undefined })],
  ],
  ["a private API server", [cluster({ apiServerAccessProfile: { enablePrivateCluster: true } })]],
  ["the host builder on a cluster that is not AKS", [release({ values: { imageBuilderType: "host" } })]],
  ["a chart from a folder", [release({ version: undefined, repositoryOpts: undefined, chart: "./chart" })]],
])("%s is allowed", (_what, stack) => {
  expect(violations(stack, environmentOf(stack))).toEqual([]);
});

it.each<[string, string, object]>([
  ["as it stands", token, { registry: { password: token } }],
  ["in YAML", `extraEnv: {TOKEN: ${token}}`, { extraEnv: { TOKEN: token } }],
  ["in JSON, with line ends", '{"k": "-----BEGIN PRIVATE KEY-----\\nx"}', { k: "-----BEGIN PRIVATE KEY-----\nx" }],
  [
    "as Docker's login",
    '{"auths": {"docker.io": {"username": "u", "password": "hush"}}}',
    { auths: { "docker.io": { auth: Buffer.from("u:hush").toString("base64") } } },
  ],
])("a credential that a secret setting has is allowed: %s", (_name, encrypted, values) => {
  expect(violations([release({ values })], "production", [encrypted])).toEqual([]);
});

it("what the stack makes itself is allowed where it puts it", () => {
  const values = {
    registry: { password: `${"a".repeat(42)}+ACRaaaaaa` },
    jupyterhub: { proxy: { secretToken: "ab" } },
  };
  expect(violations([release({ values })], "production")).toEqual([]);
});

it("the pack knows the program's secret settings", () => {
  expect([...secretSettings].sort()).toEqual([...secretNames].sort());
});

it("every policy has a name and a description of its own", () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  expect(rules.filter(({ description }) => !description.endsWith("."))).toEqual([]);
});

it.each(["anything", "development", undefined])(
  "a tag environment of %s does not switch production off",
  (environment) => {
    const found = violations(
      [cluster({ tags: { ...production, environment }, apiServerAccessProfile: undefined })],
      "production",
    );
    expect(found.map(({ rule }) => rule)).toEqual(["api-server-ranges", "required-tags"]);
  },
);

it("the owner may be tagged in any case, as for Azure", () => {
  expect(
    violations([cluster({ tags: { environment: "production", OWNER: "ada", costcenter: "1" } })], "production"),
  ).toEqual([]);
});
