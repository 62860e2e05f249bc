import { parseSettings } from "../../settings/parse";
import { edited, type Edits, rawConfig } from "./stack";

/** What is edited in a good stack, the key that is blamed, and words of the rule that the user reads. */
type Row = readonly [name: string, edits: Edits, key: string, rule: RegExp, encrypted?: readonly string[]];

const location = "azure-native:location";
const az = "binderhub:azure";
const reg = "binderhub:registry";
const chart = "binderhub:chart";
const label = "binderhub:exposure.dnsLabel";
const a = (times: number) => "a".repeat(times);

const bad: readonly Row[] = [
  ["a location that is missing", { [location]: undefined }, location, /missing.*region/],
  ["a location by its display name", { [location]: "West Europe" }, location, /short name, in lower case/],
  ["a location in upper case", { [location]: "WestEurope" }, location, /short name, in lower case/],

  ["an unknown platform", { platform: "gcp" }, "binderhub:platform", /one of .*azure/],
  ["an empty resource group", { "azure.resourceGroup": "" }, `${az}.resourceGroup`, /1 to 90/],
  ["a resource group with a space", { "azure.resourceGroup": "test hub" }, `${az}.resourceGroup`, /letters, digits/],
  ["a resource group that ends in a dot", { "azure.resourceGroup": "hub." }, `${az}.resourceGroup`, /ending in a dot/],
  ["a resource group of 91", { "azure.resourceGroup": a(91) }, `${az}.resourceGroup`, /1 to 90/],
  ["a resource group that is a number", { "azure.resourceGroup": 7 }, `${az}.resourceGroup`, /1 to 90/],
  ["a cluster name that is empty", { "azure.clusterName": "" }, `${az}.clusterName`, /1 to 63/],
  ["a cluster name of 64", { "azure.clusterName": a(64) }, `${az}.clusterName`, /1 to 63/],
  ["a cluster name with a dot", { "azure.clusterName": "hub.cluster" }, `${az}.clusterName`, /letters, digits/],
  ["a cluster name, hyphen first", { "azure.clusterName": "-hub" }, `${az}.clusterName`, /beginning and ending/],
  ["a cluster name, underscore last", { "azure.clusterName": "hub_" }, `${az}.clusterName`, /beginning and ending/],
  ["a node resource group of 81", { "azure.nodeResourceGroup": a(81) }, `${az}.nodeResourceGroup`, /1 to 80/],
  ["a derived node resource group of 81", derivedGroup(81), `${az}.nodeResourceGroup`, /81 characters.* 80/],
  ["a node resource group, dot last", { "azure.nodeResourceGroup": "n." }, `${az}.nodeResourceGroup`, /in a dot/],
  ["one group for both", { "azure.nodeResourceGroup": "testhub" }, `${az}.nodeResourceGroup`, /must differ/],
  ["a DNS prefix of 55", { "azure.dnsPrefix": a(55) }, `${az}.dnsPrefix`, /1 to 54/],
  ["a DNS prefix with an underscore", { "azure.dnsPrefix": "my_hub" }, `${az}.dnsPrefix`, /letters, digits or hyphens/],
  ["a DNS prefix, hyphen last", { "azure.dnsPrefix": "hub-" }, `${az}.dnsPrefix`, /beginning and ending/],
  ["no nodes", { "azure.nodeCount": 0 }, `${az}.nodeCount`, /whole number from 1/],
  ["fewer nodes than none", { "azure.nodeCount": -1 }, `${az}.nodeCount`, /whole number from 1/],
  ["one and a half nodes", { "azure.nodeCount": 1.5 }, `${az}.nodeCount`, /whole number/],
  ["nodes in words", { "azure.nodeCount": "three" }, `${az}.nodeCount`, /whole number/],
  ["a node count that is null", { "azure.nodeCount": null }, `${az}.nodeCount`, /whole number/],
  ["a VM size without its first word", { "azure.vmSize": "D2s_v3" }, `${az}.vmSize`, /VM size such as Standard_/],
  ["a VM size with spaces", { "azure.vmSize": "Standard D2s v3" }, `${az}.vmSize`, /VM size such as Standard_/],
  ["the burstable B series", { "azure.vmSize": "Standard_B2ms" }, `${az}.vmSize`, /B series/],
  ["one core of a new series", { "azure.vmSize": "Standard_F1s" }, `${az}.vmSize`, /at least 2 cores.* 1\b/],
  ["one core of an old series", { "azure.vmSize": "Standard_DS1_v2" }, `${az}.vmSize`, /at least 2 cores.* 1\b/],
  ["six cores of a Free Trial's four", { "azure.coreQuota": 4 }, `${az}.nodeCount`, /at most 2: 3 × .*= 6 .*4/],
  [
    "a node larger than the quota",
    { ...quota(4), "azure.vmSize": "Standard_D8s_v3" },
    `${az}.vmSize`,
    /3 × .*= 24 .*4/,
  ],
  [
    "an old size's cores",
    { ...quota(4), "azure.vmSize": "Standard_DS3_v2" },
    `${az}.nodeCount`,
    /at most 1: .*= 12 .*4/,
  ],
  ["a quota and a size that tells no cores", constrained(), `${az}.vmSize`, /coreQuota cannot be checked/],
  ["a quota of nothing", quota(0), `${az}.coreQuota`, /whole number from 1/],
  ["a Kubernetes patch version", { "azure.kubernetesVersion": "1.34.2" }, `${az}.kubernetesVersion`, /major\.minor/],
  ["Kubernetes before the chart's", { "azure.kubernetesVersion": "1.27" }, `${az}.kubernetesVersion`, /1\.28 or newer/],
  ["a Kubernetes version as a number", { "azure.kubernetesVersion": 1.34 }, `${az}.kubernetesVersion`, /in quotes/],
  ["network policies by azure", { "azure.networkPolicy": "azure" }, `${az}.networkPolicy`, /one of cilium, calico/],
  ["a list for a group", { azure: [] }, az, /object/],
  ["text for a group", { azure: "testhub" }, az, /object/],

  ["an unknown registry", { "registry.type": "quay" }, `${reg}.type`, /one of .*dockerHub/],
  ["no Docker ID", { "registry.username": undefined }, `${reg}.username`, /missing.*Docker ID/],
  ["an e-mail address", { "registry.username": "jdoe@example.org" }, `${reg}.username`, /not an e-mail address/],
  ["a Docker ID in upper case", { "registry.username": "JDoe" }, `${reg}.username`, /lower-case/],
  ["a Docker ID of 3", { "registry.username": "doe" }, `${reg}.username`, /4 to 30/],
  ["a Docker ID of 31", { "registry.username": a(31) }, `${reg}.username`, /4 to 30/],
  ["a Docker ID with a hyphen", { "registry.username": "j-doe" }, `${reg}.username`, /letters and digits/],
  ["an organisation in upper case", { "registry.organization": "MyGroup" }, `${reg}.organization`, /lower-case/],
  ["an organisation by e-mail", { "registry.organization": "we@x.org" }, `${reg}.organization`, /not an e-mail/],
  ["an organisation that is empty", { "registry.organization": "" }, `${reg}.organization`, /4 to 30/],
  ["no prefix", { "registry.prefix": undefined }, `${reg}.prefix`, /missing/],
  ["a prefix in upper case", { "registry.prefix": "Binder" }, `${reg}.prefix`, /lower-case/],
  ["a prefix with the hyphen", { "registry.prefix": "binder-dev-" }, `${reg}.prefix`, /no hyphen at the end/],
  [
    "a prefix with the Docker ID",
    { "registry.prefix": "jdoe/binder" },
    `${reg}.prefix`,
    /lower-case letters and digits/,
  ],
  ["a prefix that is empty", { "registry.prefix": "" }, `${reg}.prefix`, /lower-case/],
  ["a prefix of 64", { "registry.prefix": a(64) }, `${reg}.prefix`, /at most 63/],

  ["a DNS label in upper case", dnsLabel("MyHub"), label, /lower-case/],
  ["a DNS label, digit first", dnsLabel("1hub"), label, /beginning with a letter/],
  ["a DNS label, hyphen last", dnsLabel("hub-"), label, /not ending in a hyphen/],
  ["a DNS label with a dot", dnsLabel("my.hub"), label, /letters, digits or hyphens/],
  ["a DNS label of 2", dnsLabel("ab"), label, /3 to 63/],
  ["a DNS label without room for -hub", dnsLabel(a(60)), label, /59.*-hub/],
  ["an unknown exposure", { exposure: { type: "carrierPigeon" } }, "binderhub:exposure.type", /one of .*loadBalancer/],

  ["a range of chart versions", { "chart.version": "^1.0.0" }, `${chart}.version`, /one exact version/],
  ["the latest chart", { "chart.version": "latest" }, `${chart}.version`, /one exact version/],
  ["two numbers for a chart version", { "chart.version": "1.0" }, `${chart}.version`, /one exact version/],
  ["an empty chart version", { "chart.version": "" }, `${chart}.version`, /one exact version/],
  [
    "the workshop's chart",
    { "chart.version": "0.2.0-f565958" },
    `${chart}.version`,
    /0\.2\.0-f565958.*no supported AKS/,
  ],
  ["a chart repository without scheme", { "chart.repository": "jupyterhub.org" }, `${chart}.repository`, /full URL/],
  ["a chart path that is empty", { "chart.path": "" }, `${chart}.path`, /folder/],
  ["Helm's own timeout, or less", { "chart.timeout": 299 }, `${chart}.timeout`, /whole number from 300/],
  ["a timeout with its unit", { "chart.timeout": "20m" }, `${chart}.timeout`, /whole number/],
  ["no release history", { "chart.historyLimit": 0 }, `${chart}.historyLimit`, /whole number from 1/],

  ["a namespace in upper case", { namespace: "BinderHub" }, "binderhub:namespace", /lower-case/],
  ["a namespace with an underscore", { namespace: "binder_hub" }, "binderhub:namespace", /digits and hyphens/],
  ["a namespace, hyphen last", { namespace: "binder-" }, "binderhub:namespace", /ending with a letter or digit/],
  ["a namespace of 64", { namespace: a(64) }, "binderhub:namespace", /63/],
  ["a namespace that is empty", { namespace: "" }, "binderhub:namespace", /1 to/],

  ["a misspelt setting", { regstry: { type: "dockerHub" } }, "binderhub:regstry", /did you mean binderhub:registry\?/],
  ["a misspelt secret", { registryPasword: "x" }, "binderhub:registryPasword", /mean binderhub:registryPassword\?/],
  ["a misspelt key in a group", { "azure.nodecount": 2 }, `${az}.nodecount`, /mean binderhub:azure\.nodeCount\?/],
  [
    "a misspelt key of a registry",
    { "registry.organisation": "we" },
    `${reg}.organisation`,
    /registry\.organization\?/,
  ],
  ["a key like none", { quarkFlavour: "up" }, "binderhub:quarkFlavour", /known here: .*azure, .*registryPassword/],
  ["a key like none in a group", { "azure.quarkFlavour": "up" }, `${az}.quarkFlavour`, /known here: .*nodeCount/],
  ["the workshop's key", { "registry.password": "x" }, `${reg}.password`, /known here: .*username/],

  ["no password", { registryPassword: undefined }, `${reg}Password`, /missing.*password/],
  ["a password that is empty", { registryPassword: "" }, `${reg}Password`, /missing/],
  ["a password in plain text", {}, `${reg}Password`, /secret.*plain text/, []],
  ["an encrypted group", { azure: {} }, az, /encrypted.*keys of their own/, [`${reg}Password`, az]],
  [
    "an encrypted setting",
    { namespace: "binder" },
    "binderhub:namespace",
    /encrypted/,
    [`${reg}Password`, "binderhub:namespace"],
  ],
];

/** Where the command that mends it sets another key than the one that is blamed. */
const mendedElsewhere: Readonly<Record<string, string>> = {
  "a quota and a size that tells no cores": `${az}.coreQuota`,
};

describe("refused, with the key, the rule and a command that mends it", () => {
  test.each(bad.map((row) => [row[0], row] as const))("%s", (name, [, edits, key, rule, encrypted]) => {
    const { settings, problems } = parseSettings(rawConfig(edited(edits), encrypted && [...encrypted]));
    expect(settings).toBeUndefined();
    expect(problems.map((problem) => problem.key)).toEqual([key]);
    expect(problems[0]?.rule).toMatch(rule);
    expect(problems[0]?.mend).toMatch(/^pulumi config (set|rm) /);
    expect(problems[0]?.mend).toContain(mendedElsewhere[name] ?? key);
  });
});

test("the table has no name twice", () => {
  expect(new Set(bad.map(([name]) => name)).size).toBe(bad.length);
});

function quota(cores: number): Edits {
  return { "azure.coreQuota": cores };
}

/** A size of which some cores are switched off: its name has two numbers. */
function constrained(): Edits {
  return { ...quota(4), "azure.vmSize": "Standard_E4-2s_v5" };
}

function dnsLabel(dnsLabel: string): Edits {
  return { exposure: { type: "loadBalancer", dnsLabel } };
}

/** A resource group that makes `MC_<group>_hubcluster_westeurope` of just this length. */
function derivedGroup(length: number): Edits {
  return { "azure.resourceGroup": a(length - "MC__hubcluster_westeurope".length) };
}
