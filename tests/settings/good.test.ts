import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { findEngine } from "../../sandbox/engine";
import { projectFolder } from "../../sandbox/folders";
import { coresOf } from "../../settings/azure";
import { derivedDnsPrefix, derivedNodeResourceGroup } from "../../settings/derived";
import { parseSettings, type Settings } from "../../settings/parse";
import { isGroup } from "../../settings/raw";
import { schema } from "../../settings/schema";
import { secretNames } from "../../settings/secrets";
import { edited, type Edits, goodStack, rawConfig, type StackConfig } from "./stack";

const a = (times: number) => "a".repeat(times);

const good: readonly (readonly [name: string, edits: Edits])[] = [
  ["the workshop's hub", {}],
  ["no azure group at all", { azure: undefined }],
  ["any other region", { "azure-native:location": "australiaeast" }],
  ["a resource group of 1", { "azure.resourceGroup": "a" }],
  ["a resource group of 90, its node group named", { "azure.resourceGroup": a(90), "azure.nodeResourceGroup": "n" }],
  ["a resource group with all signs", { "azure.resourceGroup": "-_.().(x)_" }],
  ["a derived node resource group of 80", { "azure.resourceGroup": a(80 - "MC__hubcluster_westeurope".length) }],
  ["a node resource group of 80", { "azure.nodeResourceGroup": a(80) }],
  ["a cluster name of 1", { "azure.clusterName": "7" }],
  ["a cluster name of 63", { "azure.clusterName": a(63), "azure.nodeResourceGroup": "nodes" }],
  ["a cluster name with all signs", { "azure.clusterName": "1-Hub_cluster9" }],
  ["a DNS prefix of 54", { "azure.dnsPrefix": a(54) }],
  ["one node", { "azure.nodeCount": 1 }],
  ["a cluster that just fits its quota", { "azure.nodeCount": 2, "azure.coreQuota": 4 }],
  ["the oldest Kubernetes that the chart takes", { "azure.kubernetesVersion": "1.28" }],
  ["a newer Kubernetes", { "azure.kubernetesVersion": "1.34" }],
  ["a constrained VM size, without a quota", { "azure.vmSize": "Standard_E4-2s_v5" }],
  ["network policies by Calico", { "azure.networkPolicy": "calico" }],
  ["a Docker ID of 4", { "registry.username": "jd03" }],
  ["a Docker ID of 30", { "registry.username": a(30) }],
  ["an organisation", { "registry.organization": "mygroup" }],
  ["a prefix with all signs", { "registry.prefix": "binder.dev_2__x--y" }],
  ["a DNS label of 3", { exposure: { type: "loadBalancer", dnsLabel: "h-1" } }],
  ["a DNS label that leaves room for -hub", { exposure: { type: "loadBalancer", dnsLabel: a(59) } }],
  ["another exact chart", { "chart.version": "1.0.0-0.dev.git.4001.habcdef0" }],
  ["a chart release", { "chart.version": "1.0.0" }],
  ["a chart folder", { "chart.path": "../binderhub/helm-chart/binderhub" }],
  ["a long timeout", { "chart.timeout": 7200 }],
  ["a namespace with digits and hyphens", { namespace: "binder-2" }],
  ["a rotation", { tokenRotation: "after the leak of 3 May" }],
  ["the empty values that Pulumi.yaml's defaults give", { azure: {}, chart: {}, tokenRotation: "" }],
  ["other programs' and providers' keys", { "azure-native:tenantId": "x", "aws:region": "eu-west-1" }],
];

describe("good settings are taken", () => {
  test.each(good)("%s", (_name, edits) => {
    expect(parseSettings(rawConfig(edited(edits))).problems).toEqual([]);
  });
});

test("what a stack does not say is filled in", () => {
  const { settings, secrets } = parsed(edited({ azure: undefined }));
  expect(settings).toMatchObject({
    platform: "azure",
    azure: { resourceGroup: "binderhub", clusterName: "hubcluster", nodeCount: 3, vmSize: "Standard_D2s_v3" },
    exposure: { type: "loadBalancer" },
    chart: {
      version: "1.0.0-0.dev.git.3983.h383374de",
      repository: "https://jupyterhub.github.io/helm-chart",
      timeout: 1200,
    },
    namespace: "binderhub",
    tokenRotation: "",
    location: "westeurope",
  });
  expect(secrets).toEqual({ registryPassword: "s3cret-canary" });
});

test.each<readonly [string, number | undefined]>([
  ["Standard_D2s_v3", 2],
  ["Standard_D16ads_v5", 16],
  ["Standard_DS2_v2", 2],
  ["Standard_DS3_v2", 4],
  ["Standard_D13_v2", 8],
  ["Standard_NC24ads_A100_v4", 24],
  ["Standard_E4-2s_v5", undefined],
])("%s has %p cores", (size, cores) => {
  expect(coresOf(size)).toBe(cores);
});

describe("derived names", () => {
  test.each<readonly [string, Edits, string]>([
    ["as Azure would call it", {}, "MC_testhub_hubcluster_westeurope"],
    ["as set", { "azure.nodeResourceGroup": "nodes" }, "nodes"],
  ])("node resource group %s", (_name, edits, expected) => {
    expect(derivedNodeResourceGroup(parsed(edited(edits)).settings)).toBe(expected);
  });

  test.each<readonly [string, Edits, string]>([
    ["the cluster's name", {}, "hubcluster"],
    ["the cluster's name without underscores", { "azure.clusterName": "my_hub" }, "my-hub"],
    [
      "the cluster's name, cut before a hyphen",
      { "azure.clusterName": `${a(53)}-bc`, "azure.nodeResourceGroup": "n" },
      a(53),
    ],
    ["as set", { "azure.dnsPrefix": "workshop" }, "workshop"],
  ])("DNS prefix: %s", (_name, edits, expected) => {
    expect(derivedDnsPrefix(parsed(edited(edits)).settings)).toBe(expected);
  });
});

describe("the committed files", () => {
  test("Pulumi.dev.yaml is the workshop's hub, short only of what a person knows", async () => {
    const stack = edited({ "registry.username": "jdoe", registryPassword: "x" }, await devStack());
    const { settings } = parsed(stack);
    expect(settings).toMatchObject({
      location: "westeurope",
      azure: { resourceGroup: "testhub", clusterName: "hubcluster", nodeCount: 3, vmSize: "Standard_D2s_v3" },
      exposure: { type: "loadBalancer" },
      namespace: "binderhub",
    });
    expect(settings.registry).toEqual({ type: "dockerHub", username: "jdoe", prefix: "binder-dev" });
    expect(settings).toEqual(parsed(goodStack).settings);
  });

  test("Pulumi.dev.yaml holds no secret", async () => {
    const stack = await devStack();
    expect(JSON.stringify(stack)).not.toMatch(/secure|password/i);
    expect(secretNames.filter((name) => `binderhub:${name}` in stack)).toEqual([]);
  });

  test("Pulumi.yaml declares every setting and every secret, and nothing else", async () => {
    expect(Object.keys(await declarations()).sort()).toEqual([...Object.keys(schema.shape), ...secretNames].sort());
  });

  test("Pulumi.yaml gives each its type, a default and a description", async () => {
    const entries = Object.entries(await declarations());
    const types = entries.map(([name, { type }]): [string, unknown] => [name, type]);
    const expected = entries.map(([name]) => [name, isGroupName(name) ? "object" : "string"]);
    expect(types).toEqual(expected);
    expect(entries.filter(([, declared]) => declared.default === undefined)).toEqual([]);
    expect(entries.filter(([, { description }]) => !/^[A-Z].*\.$/.test(String(description)))).toEqual([]);
  });

  test("Pulumi.yaml's defaults are the program's: a stack that gets them is the same as one that does not", async () => {
    const defaults = Object.entries(await declarations()).map(([name, declared]): [string, unknown] => [
      `binderhub:${name}`,
      declared.default,
    ]);
    const stack = { ...Object.fromEntries(defaults), ...goodStack };
    expect(parsed(stack).settings).toEqual(parsed(goodStack).settings);
  });
});

function parsed(stack: StackConfig) {
  const result = parseSettings(rawConfig(stack));
  expect(result.problems).toEqual([]);
  return result as Exclude<typeof result, { readonly settings?: undefined }> & { readonly settings: Settings };
}

function isGroupName(name: string): boolean {
  const field = Object.entries(schema.shape).find(([key]) => key === name)?.[1];
  return field !== undefined && isGroup(field);
}

async function workspace(): Promise<LocalWorkspace> {
  const { command } = await findEngine(() => undefined);
  return LocalWorkspace.create({ workDir: projectFolder, pulumiCommand: command });
}

async function devStack(): Promise<StackConfig> {
  return (await (await workspace()).stackSettings("dev")).config ?? {};
}

/** The `config` section of Pulumi.yaml; the SDK's type for it is older than the section. */
async function declarations(): Promise<Record<string, Readonly<Record<string, unknown>>>> {
  const { config } = await (await workspace()).projectSettings();
  return config as unknown as Record<string, Readonly<Record<string, unknown>>>;
}
