import { type Edits } from "../../stack/stack";
import { type Row } from "../../stack/row";

const location = "azure-native:location";
const environment = "azure-native:environment";
const az = "binderhub:azure";
const entra = `${az}.entraAccess`;
const objectId = "11111111-2222-3333-4444-555555555555";
const access = (entraAccess: object): Edits => ({ "azure.entraAccess": entraAccess });
const byRoles = { mends: `${entra}.azureRbac` };
const a = (times: number) => "a".repeat(times);

/** What is wrong with the cluster and where it stands. */
export const azureRows: readonly Row[] = [
  ["a location that is missing", { [location]: undefined }, location, /missing.*region/],
  ["a location by its display name", { [location]: "West Europe" }, location, /short name, in lower case/],
  ["a location in upper case", { [location]: "WestEurope" }, location, /short name, in lower case/],
  ["a location of blanks", { [location]: "  " }, location, /short name, in lower case/],

  [
    "a region of another cloud",
    { [location]: "usgovvirginia" },
    location,
    /region of the cloud usgovernment, but azure-native:environment says public/,
    { mends: environment },
  ],
  [
    "a region of the public cloud in China's",
    { [environment]: "china" },
    location,
    /region of the cloud public, but azure-native:environment says china/,
    { mends: environment },
  ],
  ["a cloud that there is not", { [environment]: "germany" }, environment, /one of public, usgovernment, china/],

  ["an unknown platform", { platform: "gcp" }, "binderhub:platform", /one of .*azure/],
  ["an empty resource group", { "azure.resourceGroup": "" }, `${az}.resourceGroup`, /1 to 90/],
  ["a resource group with a space", { "azure.resourceGroup": "test hub" }, `${az}.resourceGroup`, /letters, digits/],
  ["a resource group that ends in a dot", { "azure.resourceGroup": "hub." }, `${az}.resourceGroup`, /ending in a dot/],
  ["a resource group of 91", { "azure.resourceGroup": a(91) }, `${az}.resourceGroup`, /1 to 90/],
  ["a resource group that is a number", { "azure.resourceGroup": 7 }, `${az}.resourceGroup`, /1 to 90/],
  ["a resource group that is a list", { "azure.resourceGroup": ["testhub"] }, `${az}.resourceGroup`, /1 to 90/],
  [
    "a resource group that is an object",
    { "azure.resourceGroup": { toString: null } },
    `${az}.resourceGroup`,
    /1 to 90/,
  ],
  ["a cluster name that is empty", { "azure.clusterName": "" }, `${az}.clusterName`, /1 to 63/],
  ["a cluster name of 64", { "azure.clusterName": a(64) }, `${az}.clusterName`, /1 to 63/],
  ["a cluster name with a dot", { "azure.clusterName": "hub.cluster" }, `${az}.clusterName`, /letters, digits/],
  ["a cluster name, hyphen first", { "azure.clusterName": "-hub" }, `${az}.clusterName`, /beginning and ending/],
  ["a cluster name, underscore last", { "azure.clusterName": "hub_" }, `${az}.clusterName`, /beginning and ending/],
  ["a cluster name in another script", { "azure.clusterName": "хаб" }, `${az}.clusterName`, /letters, digits/],
  ["a node resource group of 81", { "azure.nodeResourceGroup": a(81) }, `${az}.nodeResourceGroup`, /1 to 80/],
  ["a derived node resource group of 81", derivedGroup(81), `${az}.nodeResourceGroup`, /81 characters.* 80/],
  ["a node resource group, dot last", { "azure.nodeResourceGroup": "n." }, `${az}.nodeResourceGroup`, /in a dot/],
  ["one group for both", { "azure.nodeResourceGroup": "testhub" }, `${az}.nodeResourceGroup`, /must differ/],
  ["one group for both, other case", { "azure.nodeResourceGroup": "TestHub" }, `${az}.nodeResourceGroup`, /differ/],
  ["one long group for both", oneGroup(`-(${a(77)}`), `${az}.nodeResourceGroup`, /must differ/],
  ["a DNS prefix of 55", { "azure.dnsPrefix": a(55) }, `${az}.dnsPrefix`, /1 to 54/],
  ["a DNS prefix with an underscore", { "azure.dnsPrefix": "my_hub" }, `${az}.dnsPrefix`, /letters, digits or hyphens/],
  ["a DNS prefix, hyphen last", { "azure.dnsPrefix": "hub-" }, `${az}.dnsPrefix`, /beginning and ending/],
  ["no nodes", { "azure.nodeCount": 0 }, `${az}.nodeCount`, /whole number from 1/],
  ["fewer nodes than none", { "azure.nodeCount": -1 }, `${az}.nodeCount`, /whole number from 1/],
  ["more nodes than a cluster has", { "azure.nodeCount": 1001 }, `${az}.nodeCount`, /to 1000/],
  ["one and a half nodes", { "azure.nodeCount": 1.5 }, `${az}.nodeCount`, /whole number/],
  ["a node count in quotes", { "azure.nodeCount": "2" }, `${az}.nodeCount`, /whole number/],
  ["nodes in words", { "azure.nodeCount": "three" }, `${az}.nodeCount`, /whole number/],
  ["a node count that is null", { "azure.nodeCount": null }, `${az}.nodeCount`, /whole number/],
  ["a VM size without its first word", { "azure.vmSize": "D2s_v3" }, `${az}.vmSize`, /VM size such as Standard_/],
  ["a VM size with spaces", { "azure.vmSize": "Standard D2s v3" }, `${az}.vmSize`, /VM size such as Standard_/],
  ["the burstable B series", { "azure.vmSize": "Standard_B2ms" }, `${az}.vmSize`, /B series/],
  ["one core of a new series", { "azure.vmSize": "Standard_F1s" }, `${az}.vmSize`, /at least 2 cores/],
  ["one core of an old series", { "azure.vmSize": "Standard_DS1_v2" }, `${az}.vmSize`, /at least 2 cores/],
  ["six cores of a Free Trial's four", quota(4), `${az}.nodeCount`, /at most 1: \(3 \+ 1 for upgrades\) × .*= 8 .*4/],
  [
    "a node larger than the quota",
    { ...quota(4), "azure.vmSize": "Standard_D8s_v5", "azure.nodeCount": 1 },
    `${az}.vmSize`,
    /too large: \(1 \+ 1 for upgrades\) × .*= 16 .*4/,
  ],
  [
    "an old size's cores",
    { ...quota(8), "azure.vmSize": "Standard_DS3_v2" },
    `${az}.nodeCount`,
    /at most 1: .*= 16 .*8/,
  ],
  [
    "a quota and a size that tells no cores",
    constrained(),
    `${az}.vmSize`,
    /coreQuota cannot be checked/,
    { mends: `${az}.coreQuota` },
  ],
  ["a quota of nothing", quota(0), `${az}.coreQuota`, /whole number from/],
  [
    "a quota in which no system node fits",
    { ...quota(1), "azure.nodeCount": 1 },
    `${az}.coreQuota`,
    /whole number from 2/,
  ],
  ["a tier in lower case", { "azure.tier": "standard" }, `${az}.tier`, /one of Free, Standard, Premium/],
  ["the tier by its old name", { "azure.tier": "Paid" }, `${az}.tier`, /one of Free, Standard, Premium/],
  ["the newest Kubernetes always", { "azure.upgradeChannel": "rapid" }, `${az}.upgradeChannel`, /one of stable, patch/],
  [
    "a Kubernetes version that AKS is to leave",
    { "azure.kubernetesVersion": "1.36", "azure.upgradeChannel": "stable" },
    `${az}.upgradeChannel`,
    /cannot be stable together with azure.kubernetesVersion, which is 1.36/,
  ],
  [
    "long-term support with a network policy that has none",
    { "azure.tier": "Premium", "azure.networkPolicy": "calico" },
    `${az}.tier`,
    /cannot be Premium with the network policy calico/,
  ],
  ["a Kubernetes patch version", { "azure.kubernetesVersion": "1.34.2" }, `${az}.kubernetesVersion`, /major\.minor/],
  ["Kubernetes before the chart's", { "azure.kubernetesVersion": "1.27" }, `${az}.kubernetesVersion`, /1\.28 or newer/],
  ["a Kubernetes version as a number", { "azure.kubernetesVersion": 1.34 }, `${az}.kubernetesVersion`, /in quotes/],
  [
    "network policies by azure",
    { "azure.networkPolicy": "azure" },
    `${az}.networkPolicy`,
    /one of cilium, calico.* does not block the metadata address/,
  ],
  ["a login that lets nobody in", { "azure.entraAccess": { adminGroups: [] } }, entra, /lets nobody in/, byRoles],
  ["a login that says nothing", { "azure.entraAccess": { azureRbac: false } }, entra, /lets nobody in/, byRoles],
  ["administrators by name", access({ adminGroups: ["admins"] }), `${entra}.adminGroups[0]`, /object id.*not its name/],
  ["one group for a list", access({ adminGroups: objectId }), `${entra}.adminGroups`, /list of object ids/],
  [
    "an object id in capitals, which Azure writes small",
    access({ adminGroups: [objectId.replaceAll("5", "F")] }),
    `${entra}.adminGroups[0]`,
    /in lower case/,
  ],
  ["roles in words", access({ azureRbac: "yes" }), `${entra}.azureRbac`, /true or false/],
  [
    "a tenant, which is the subscription's",
    access({ azureRbac: true, tenantId: objectId }),
    `${entra}.tenantId`,
    /not/,
  ],
  ["true for a login", { "azure.entraAccess": true }, entra, /group of settings/],
  ["a list for a group", { azure: [] }, az, /group of settings/],
  ["text for a group", { azure: "testhub" }, az, /group of settings/],
  ["a number for a group", { azure: 3 }, az, /group of settings/],
  ["null for a group", { azure: null }, az, /group of settings/],
];

function quota(cores: number): Edits {
  return { "azure.coreQuota": cores };
}

/** A size of which some cores are switched off: its name has two numbers. */
function constrained(): Edits {
  return { ...quota(4), "azure.vmSize": "Standard_E4-2s_v5" };
}

function oneGroup(name: string): Edits {
  return { "azure.resourceGroup": name, "azure.nodeResourceGroup": name };
}

/** A resource group that makes `MC_<group>_hubcluster_westeurope` of just this length. */
function derivedGroup(length: number): Edits {
  return { "azure.resourceGroup": a(length - "MC__hubcluster_westeurope".length) };
}
