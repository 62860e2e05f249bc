import { type Edits } from "../../stack/stack";
import { type Row } from "../../stack/row";

const az = "binderhub:azure";
const tags = "binderhub:tags";
const a = (times: number) => "a".repeat(times);

/** A hub that others rely on, with edits: nothing is wrong with it. */
function production(edits: Edits): Edits {
  return {
    environment: "production",
    tags: { owner: "ada", costCenter: "4711" },
    "azure.apiServerRanges": ["203.0.113.0/24"],
    "azure.tier": "Standard",
    ...edits,
  };
}

const ranges = (...list: unknown[]) => ({ "azure.apiServerRanges": ["203.0.113.0/24", ...list] });
const address = /range of IPv4 addresses such as 203/;

/** What is wrong with a hub that others rely on, with its walls, its tags and its protection. */
export const productionRows: readonly Row[] = [
  ["an unknown environment", { environment: "staging" }, "binderhub:environment", /one of development, production/],
  [
    "production that everybody's commands reach",
    production({ "azure.apiServerRanges": undefined }),
    `${az}.apiServerRanges`,
    /missing: production must name/,
  ],
  ["production without an SLA", production({ "azure.tier": "Free" }), `${az}.tier`, /cannot be Free in production/],
  ["production that says nothing of an SLA", production({ "azure.tier": undefined }), `${az}.tier`, /cannot be Free/],
  [
    "production without network policies",
    production({ "azure.networkPolicy": "none" }),
    `${az}.networkPolicy`,
    /cannot be none in production/,
  ],
  [
    "production with an API server for every address",
    production(ranges("0.0.0.0/0")),
    `${az}.apiServerRanges[1]`,
    /cannot be every address/,
  ],
  ["production whose owner is empty", production({ "tags.owner": "" }), `${tags}.owner`, /missing: .*name their owner/],
  ["production without owner", production({ "tags.owner": undefined }), `${tags}.owner`, /missing: .*name their owner/],
  [
    "production without cost centre",
    production({ "tags.costCenter": undefined }),
    `${tags}.costCenter`,
    /missing: .*who pays/,
  ],

  ["a range that is one address", ranges("203.0.113.7"), `${az}.apiServerRanges[1]`, address],
  ["a range of numbers that there are not", ranges("256.0.0.0/8"), `${az}.apiServerRanges[1]`, address],
  ["a range of too many bits", ranges("203.0.113.0/33"), `${az}.apiServerRanges[1]`, address],
  ["a range by its host", ranges("hub.example.org"), `${az}.apiServerRanges[1]`, address],
  ["a range that is a number", ranges(10), `${az}.apiServerRanges[1]`, address],
  ["no ranges in a list", { "azure.apiServerRanges": [] }, `${az}.apiServerRanges`, /at least one address range/],
  ["a range outside a list", { "azure.apiServerRanges": "10.0.0.0/8" }, `${az}.apiServerRanges`, /list of address/],

  ["tags as a text", { tags: "owner=ada" }, tags, /tags by name/],
  ["a list of tags", { tags: ["ada"] }, tags, /tags by name/],
  ["a cost centre that is a number", production({ "tags.costCenter": 4711 }), `${tags}.costCenter`, /must be text/],
  ["a tag with a bad name", { tags: { "a<b": "x" } }, `${tags}.a<b`, /./],
  ["a tag with Azure's name", { tags: { azureOwner: "x" } }, `${tags}.azureOwner`, /./],
  ["a tag with a name of 513", { tags: { [a(513)]: "x" } }, `${tags}.${a(513)}`, /./],
  ["a tag's name, whose rule is told", { tags: { "a<b": "x" } }, `${tags}.a<b`, /at most 512 characters, none of/],
  ["a tag of 257", { tags: { owner: a(257) } }, `${tags}.owner`, /at most 256/],
  ...["environment", "Environment", "ENVIRONMENT"].map((name): Row => [
    `a tag of the program's own, as ${name}`,
    { tags: { [name]: "anything" } },
    `${tags}.${name}`,
    /the program sets the tag environment/,
  ]),
  ...["service", "Service", "k8s-azure-service", "k8s-azure-cluster-name", "k8s-azure-dns-label-service"]
    .concat(["kubernetes-cluster-name", "kubernetes-dns-label-service", "k8s-azure-created-by"])
    .concat(["k8s-azure-owner-service", "kubernetesNodeCIDRMaskIPV4", "aks-managed-poolName", "poolName"])
    .map((name): Row => [
      `the tag ${name}, which Kubernetes takes for its own`,
      { tags: { [name]: "x" } },
      `${tags}.${name}`,
      /cloud provider in the cluster treats/,
    ]),
  ...["kubernetes.io-role", "k8s.io_cluster-autoscaler_enabled"].map((name): Row => [
    `the tag ${name}, with a dot`,
    { tags: { [name]: "x" } },
    `${tags}["${name}"]`,
    /cloud provider in the cluster treats/,
  ]),
  ["a tag of Microsoft's", { tags: { MicrosoftX: "x" } }, `${tags}.MicrosoftX`, /Azure reserves names/],
  ["a tag of Windows'", { tags: { "windows-x": "x" } }, `${tags}.windows-x`, /Azure reserves names/],
  [
    "tags whose names differ only in case",
    { tags: { team: "a", Team: "b" } },
    `${tags}.Team`,
    /is the same tag as team/,
  ],
  [
    "too many tags",
    { tags: Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`tag-${index}`, "x"])) },
    `${tags}.tag-30`,
    /at most 30 are allowed/,
  ],
  ["a tag that is a number", { tags: { costCenter: 4711 } }, `${tags}.costCenter`, /text/],

  ["protection in words", { protect: "yes" }, "binderhub:protect", /true or false/],
  ["protection as a number", { protect: 1 }, "binderhub:protect", /true or false/],
  ["protection as a group", { protect: { address: true } }, "binderhub:protect", /true or false/],
];
