import * as pulumi from "@pulumi/pulumi";
import { at } from "../../settings/untyped";
import { type Edits, type StackConfig } from "../stack/stack";
import { deployed } from "./deployed";
import { azureStack, kubeconfigFile, localStack } from "./full-stacks";
import { input, settled } from "./recorder";

/** A resource, the path of one of its inputs, and what the settings make of it. */
type Row = readonly [resource: string, path: readonly (string | number)[], value: unknown];

const values = (...path: readonly string[]) => ["values", ...path];
const tags = { owner: "ada", environment: "development" };
const pool = { role: "build", vmSize: "Standard_D8s_v5", min: 2, max: 2 };

const onAzure: readonly Row[] = [
  ...[
    ...["cluster-group", "cluster-aks", "binder-ip", "proxy-public-ip", "registry-acr"],
    ...["backup-store-group", "backup-store-account"],
  ].flatMap((name): Row[] => [
    [name, ["location"], "northeurope"],
    [name, ["tags"], tags],
  ]),
  ["cluster-group", ["resourceGroupName"], "group"],
  ["cluster-aks", ["resourceGroupName"], "group"],
  ["cluster-aks", ["resourceName"], "aks"],
  ["cluster-aks", ["nodeResourceGroup"], "nodes"],
  ["cluster-aks", ["dnsPrefix"], "api"],
  ["cluster-aks", ["kubernetesVersion"], "1.34"],
  ["cluster-aks", ["networkProfile", "networkPolicy"], "calico"],
  ["cluster-aks", ["apiServerAccessProfile", "authorizedIPRanges"], ["203.0.113.7/32"]],
  ["cluster-aks", ["agentPoolProfiles", 0, "count"], 4],
  ["cluster-aks", ["agentPoolProfiles", 0, "vmSize"], "Standard_D4s_v5"],
  ["cluster-aks", ["sku", "tier"], "Standard"],
  ["cluster-aks", ["autoUpgradeProfile", "upgradeChannel"], "none"],
  ...["kubernetes", "nodes"].flatMap((what): Row[] => [
    [`maintenance-${what}`, ["resourceGroupName"], "group"],
    [`maintenance-${what}`, ["resourceName"], "aks"],
    [`maintenance-${what}`, ["maintenanceWindow", "durationHours"], 5],
  ]),
  ["pool-builds-pool", ["agentPoolName"], "builds"],
  ["pool-builds-pool", ["resourceGroupName"], "group"],
  ["pool-builds-pool", ["resourceName"], "aks"],
  ["pool-builds-pool", ["vmSize"], pool.vmSize],
  ["pool-builds-pool", ["orchestratorVersion"], "1.34"],
  ["pool-builds-pool", ["tags"], tags],
  ["binder-ip", ["publicIpAddressName"], "binderhub-binder"],
  ["binder-ip", ["resourceGroupName"], "nodes"],
  ["binder-ip", ["dnsSettings", "domainNameLabel"], "myhub"],
  ["proxy-public-ip", ["publicIpAddressName"], "binderhub-proxy-public"],
  ["proxy-public-ip", ["resourceGroupName"], "nodes"],
  ["proxy-public-ip", ["dnsSettings", "domainNameLabel"], "myhub-hub"],
  ["backup-store-group", ["resourceGroupName"], "group-backup"],
  ["backup-store-account", ["resourceGroupName"], "group-backup"],
  ["backup-store-account", ["accountName"], "mybackup"],
  ["backup-store-account", ["sku", "name"], "Standard_GRS"],
  ["backup-store-container", ["accountName"], "mybackup"],
  ["binderhub-backup-repository", ["metadata", "namespace"], "hub"],
  ["binderhub-backup-job", ["metadata", "namespace"], "hub"],
  ["binderhub-backup-job", ["spec", "schedule"], "7 3,15 * * *"],
  ["registry-acr", ["registryName"], "mygroup"],
  ["registry-acr", ["resourceGroupName"], "group"],
  ...["binder-api", "proxy", "cookie", "build"].map((token): Row => [
    `tokens-${token}`,
    ["keepers", "rotation"],
    "again",
  ]),
  ["binderhub-namespace", ["metadata", "name"], "hub"],
  ["binderhub-build-policy", ["metadata", "namespace"], "hub"],
  ["binderhub-server-policy", ["metadata", "namespace"], "hub"],
  ["binderhub-github-token", ["metadata"], { namespace: "hub" }],
  ["binderhub-github-token", ["stringData"], { token: "github-token-canary" }],
  ["binderhub-binder-clients", ["metadata", "namespace"], "hub"],
  ["binderhub-binder-clients", ["metadata", "name"], "binder"],
  ["binderhub-proxy-public-clients", ["metadata", "name"], "proxy-public"],
  ["binderhub-alias-data", ["spec", "externalName"], "data.example.org"],
  ["binderhub-release", ["name"], "hub"],
  ["binderhub-release", ["version"], "1.0.0-0.dev.git.1"],
  ["binderhub-release", ["repositoryOpts", "repo"], "https://example.org/charts"],
  ["binderhub-release", ["timeout"], 333],
  ["binderhub-release", ["maxHistory"], 3],
  // A layer each.
  ["binderhub-release", values("imageBuilderType"), "pink"],
  ["binderhub-release", values("jupyterhub", "proxy", "secretToken"), "hex-of-tokens-proxy"],
  ["binderhub-release", values("registry", "password"), "azure-password-canary"],
  ["binderhub-release", values("config", "BinderHub", "image_prefix"), "mygroup.azurecr.io/binder/images-"],
  ["binderhub-release", values("config", "BinderHub", "hub_url"), "http://myhub-hub.northeurope.cloudapp.azure.com"],
  ["binderhub-release", values("jupyterhub", "singleuser", "storage", "capacity"), "2Gi"],
  ["binderhub-release", values("config", "LaunchQuota", "total_quota"), 7],
  ["binderhub-release", values("jupyterhub", "scheduling", "userPlaceholder", "replicas"), 5],
  [
    "binderhub-release",
    values("config", "KubernetesBuildExecutor", "node_selector"),
    { "hub.jupyter.org/node-purpose": "build" },
  ],
  ["binderhub-release", values("jupyterhub", "singleuser", "cloudMetadata", "blockWithIptables"), false],
  // The builds' pool has two nodes: cleaning up images may close one. The user's own values are beside it.
  ["binderhub-release", values("imageCleaner", "cordon"), true],
  ["binderhub-release", values("imageCleaner", "enabled"), false],
  ["binderhub-release", values("replicas"), 2],
  [
    "binderhub-release",
    values("extraEnv", "GITHUB_ACCESS_TOKEN", "valueFrom", "secretKeyRef"),
    { name: "name-of-binderhub-github-token", key: "token" },
  ],
  ["binderhub-release", values("config", "BinderHub", "about_message"), "us"],
  [
    "binderhub-release",
    values("config", "BinderHub", "extra_header_html", "10-logo"),
    '<script>window.pageConfig.logoUrl="https://example.org/logo.svg";</script>',
  ],
  [
    "binderhub-release",
    values("config", "BinderHub", "template_variables", "EXTRA_STATIC_URL_PREFIX"),
    "/extra_static/",
  ],
  [
    "binderhub-release",
    values("jupyterhub", "hub", "config", "GitHubOAuthenticator"),
    {
      client_id: "client-id",
      client_secret: "client-secret-canary",
      oauth_callback_url: "http://myhub-hub.northeurope.cloudapp.azure.com/hub/oauth_callback",
      allowed_organizations: ["mygroup"],
      scope: ["read:org"],
    },
  ],
  [
    "binderhub-release",
    values("jupyterhub", "hub", "services", "binder", "oauth_redirect_uri"),
    "http://myhub.northeurope.cloudapp.azure.com/oauth_callback",
  ],
];

const onCluster: readonly Row[] = [
  ["cluster-kubernetes", ["kubeconfig"], kubeconfigFile],
  ["cluster-kubernetes", ["context"], "kind-binder"],
  ["registry-in-cluster-namespace", ["metadata", "name"], "hub-registry"],
  ["binderhub-release", values("config", "BinderHub", "hub_url"), "http://localhost:8001"],
  ["registry-in-cluster-volume", ["spec", "resources", "requests", "storage"], "5Gi"],
  ["registry-in-cluster-service", ["spec", "ports", 0, "nodePort"], 30_500],
  ["binderhub-namespace", ["metadata", "name"], "hub"],
  ["binderhub-release", values("imageCleaner", "cordon"), false],
  [
    "binderhub-release",
    values("config", "DockerRegistry", "url"),
    "http://registry.hub-registry.svc.cluster.local:5000",
  ],
];

describe.each<readonly [string, () => StackConfig, readonly Row[]]>([
  ["on AKS", azureStack, onAzure],
  ["on a cluster that is there", localStack, onCluster],
])("the settings of a hub %s reach", (_where, stack, rows) => {
  test.each(rows.map(([name, path, value]) => [name, path.join("."), path, value] as const))(
    "%s, as its %s",
    async (name, _path, path, value) => {
      const { named } = await deployed({}, stack());
      expect(input(named(name), ...path)).toEqual(value);
    },
  );
});

test("a DNS zone's settings reach its record", async () => {
  const zone = { name: "example.org", resourceGroup: "dns", record: "www" };
  const { named } = await deployed({}, azureStack({ exposure: { type: "singleHost", zone } }));
  expect(named("binder-record").inputs).toMatchObject({
    zoneName: "example.org",
    resourceGroupName: "dns",
    relativeRecordSetName: "www",
  });
});

test("the cluster's certificate, pages and login know where a single host has the Binder page", async () => {
  const exposure = { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } };
  const { named } = await deployed({}, azureStack({ exposure }));
  const found = input(named("binderhub-release"), "values");
  const host = "myhub.northeurope.cloudapp.azure.com";
  expect(input(named("binder-ip"), "dnsSettings", "domainNameLabel")).toBe("myhub");
  expect(at(found, "jupyterhub", "proxy", "https", "hosts")).toEqual([host]);
  expect(at(found, "config", "BinderHub", "template_variables")).toEqual({
    EXTRA_STATIC_URL_PREFIX: "/services/binder/extra_static/",
  });
  expect(at(found, "jupyterhub", "hub", "services", "binder", "oauth_redirect_uri")).toBe(
    `https://${host}/services/binder/oauth_callback`,
  );
});

test("everybody's password reaches the login that has one", async () => {
  const edits: Edits = {
    auth: { type: "dummy", allowAll: true },
    authClientSecret: undefined,
    dummyPassword: "pw-canary",
  };
  const { named } = await deployed(edits, azureStack());
  const traits = input(named("binderhub-release"), "values", "jupyterhub", "hub", "config", "DummyAuthenticator");
  expect(traits).toMatchObject({ password: "pw-canary" });
});

test("a single text of the branding reaches the Binder page", async () => {
  const { named } = await deployed({ branding: { about: "us" } });
  expect(input(named("binderhub-release"), "values", "config", "BinderHub", "about_message")).toBe("us");
});

test("what is not set follows from what is: the API server's prefix from the cluster's name", async () => {
  const { named } = await deployed();
  expect(input(named("cluster-aks"), "dnsPrefix")).toBe("hubcluster");
});

describe("the outputs have", () => {
  const held = { type: "singleHost", host: "hub.example.org", hold: true, https: { email: "me@example.org" } };
  const callback = "http://myhub-hub.northeurope.cloudapp.azure.com/hub/oauth_callback";

  test.each([
    ["the context of a cluster that is there", "context", localStack, {}, "kind-binder"],
    ["the Binder page of a cluster that is there", "binderUrl", localStack, {}, "http://localhost:8000"],
    ["the URL to register with the OAuth app", "oauthCallbackUrl", azureStack, {}, callback],
    ["the DNS record that a person makes", "dnsRecord", azureStack, { exposure: held }, "hub.example.org A 20.1.2.4"],
    [
      "that record in the next steps too",
      "nextSteps",
      azureStack,
      { exposure: held },
      /hub\.example\.org A 20\.1\.2\.4/,
    ],
    ["what a destroy leaves", "afterDestroy", azureStack, {}, /the OAuth app/],
  ] as const)("%s", async (_what, output, stack, edits, expected) => {
    const { result } = await deployed({}, stack(edits));
    const { value } = await settled(pulumi.output(result[output]));
    expect(value).toEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
  });
});

describe("builds reach", () => {
  const reached = async (stack: StackConfig) => {
    const { named } = await deployed({}, stack);
    return JSON.stringify(input(named("binderhub-build-policy"), "spec", "egress"));
  };
  const custom = { type: "custom", url: "https://registry.example.org", username: "me", prefix: "images" };
  const withCustom = (more: object = {}) =>
    azureStack({ registry: { ...custom, ...more }, registryPassword: "registry-canary" });

  test("a private registry's own range, and that only where it is set", async () => {
    expect(await reached(withCustom({ privateRange: "10.7.0.0/24" }))).toContain('"cidr":"10.7.0.0/24"');
    expect(await reached(withCustom())).not.toContain("10.7.0.0");
  });

  test("a registry in the cluster, and its namespace only where there is one", async () => {
    expect(await reached(localStack())).toContain('"kubernetes.io/metadata.name":"hub-registry"');
    expect(await reached(azureStack())).not.toContain("registry");
  });

  test("what the settings say", async () => {
    expect(await reached(azureStack())).toContain('"cidr":"10.1.2.3/32"');
    expect(await reached(azureStack({ builds: undefined }))).not.toContain("10.1.2.3");
  });

  test("the cluster's API server nowhere", async () => {
    expect(await reached(azureStack())).toContain('"20.1.2.1/32"');
  });
});
