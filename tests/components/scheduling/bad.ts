import { type Edits } from "../../stack/stack";
import { type Row } from "../../stack/row";

const az = "binderhub:azure";
const limits = "binderhub:limits";
const single = "binderhub:extraValues.jupyterhub.singleuser";
const gpuSize = "Standard_NC4as_T4_v3";

const pools = (all: object, more: Edits = {}): Edits => ({ "azure.pools": all, ...more });
const user = (keys: object = {}) => ({ role: "user", ...keys });
const build = (keys: object = {}) => ({ role: "build", ...keys });
const server = (keys: object): Edits => ({ "extraValues.jupyterhub.singleuser": keys });
const gpus = (count: number) => ({ extraResource: { limits: { "nvidia.com/gpu": count } } });

const servers: readonly Row[] = [
  [
    "GPUs in every pool for users",
    pools({ gpus: user({ vmSize: gpuSize, gpu: true }) }),
    `${az}.pools.gpus.gpu`,
    /for every pool for users: only servers that ask for a GPU/,
    { mends: `${single}.extraResource.limits` },
  ],
  [
    "GPUs in both pools for users",
    pools({ a: user({ vmSize: gpuSize, gpu: true }), b: user({ vmSize: gpuSize, gpu: true, min: 0 }) }),
    `${az}.pools.a.gpu`,
    /none does/,
    { mends: `${single}.extraResource.limits` },
  ],
  [
    "a GPU for each server, and none there",
    server(gpus(1)),
    `${single}.extraResource`,
    /asks for 1 GPU for every server/,
  ],
  [
    "two GPUs for each server, of nodes with one",
    pools({ gpus: user({ vmSize: gpuSize, gpu: true }) }, server(gpus(2))),
    `${single}.extraResource`,
    /asks for 2 GPUs for every server/,
  ],
  [
    "spot nodes alone for users",
    pools({ users: user({ spot: true, max: 10 }) }),
    `${az}.pools.users.spot`,
    /while Azure has no spot nodes/,
  ],
  [
    "spot nodes for users beside GPUs",
    pools({ cheap: user({ spot: true }), gpus: user({ vmSize: gpuSize, gpu: true, min: 0 }) }),
    `${az}.pools.cheap.spot`,
    /false for one pool for users/,
  ],
  [
    "more memory for a server than a node has",
    { "limits.userMemory": "16G", "limits.userMemoryGuarantee": "8G" },
    `${limits}.userMemoryGuarantee`,
    /at most \d+M: no node for servers has more free/,
  ],
  [
    "memory for a server that AKS and the hub have taken",
    { "azure.nodeCount": 1, "limits.userMemory": "8G", "limits.userMemoryGuarantee": "5G" },
    `${limits}.userMemoryGuarantee`,
    /after what AKS, the hub and the build daemon/,
  ],
  [
    "all of a small node's cores for a server",
    { "limits.userCpu": 2, "limits.userCpuGuarantee": 2 },
    `${limits}.userCpuGuarantee`,
    /at most 1\.\d+: no node/,
  ],
  [
    "more memory for a server than the pool's nodes have, though the system pool has it",
    {
      "azure.vmSize": "Standard_E8s_v5",
      ...pools({ users: user({ vmSize: "Standard_D2s_v5" }) }),
      "limits.userMemory": "16G",
      "limits.userMemoryGuarantee": "10G",
    },
    `${limits}.userMemoryGuarantee`,
    /at most \d+M/,
  ],
  [
    "a guarantee by extra values that no node has",
    server({ memory: { guarantee: "20G" } }),
    `${single}.memory`,
    /no node for servers has more free/,
  ],
  [
    "servers on a pool that is not there",
    server({ nodeSelector: { agentpool: "users" } }),
    `${single}.nodeSelector`,
    /no pool has such labels/,
  ],
  [
    "servers on Arm nodes of which there are none",
    server({ nodeSelector: { "kubernetes.io/arch": "arm64" } }),
    `${single}.nodeSelector`,
    /without a node/,
  ],
  [
    "a required purpose that no pool has",
    server({
      extraNodeAffinity: { required: [{ matchExpressions: [{ key: "agentpool", operator: "In", values: ["x"] }] }] },
    }),
    `${single}.extraNodeAffinity`,
    /without a node/,
  ],
  [
    "users' pods that tolerate the users' pool no more",
    pools({ users: user() }, { "extraValues.jupyterhub.scheduling.userPods": { tolerations: [] } }),
    "binderhub:extraValues.jupyterhub.scheduling.userPods",
    /tolerate its taints/,
  ],
  [
    "more placeholders than there is room for",
    { "scheduling.placeholders": 500 },
    "binderhub:scheduling.placeholders",
    /at most \d+: more do not fit/,
  ],
  [
    "more placeholders than a pool has room for at its most",
    pools({ users: user({ max: 1 }) }, { "scheduling.placeholders": 90, "limits.userMemoryGuarantee": "512M" }),
    "binderhub:scheduling.placeholders",
    /on the nodes for users at their most/,
  ],
];

const builds: readonly Row[] = [
  [
    "more memory for a build than a node has",
    { "limits.buildMemoryRequest": "16Gi" },
    `${limits}.buildMemoryRequest`,
    /at most \d+Mi: no node that builds/,
  ],
  [
    "more memory for a build than the builds' pool has",
    pools({ builds: build({ vmSize: "Standard_D2s_v5" }) }, { "limits.buildMemoryRequest": "8Gi" }),
    `${limits}.buildMemoryRequest`,
    /at most \d+Mi/,
  ],
  [
    "builds on a pool that is not there",
    { "extraValues.config.KubernetesBuildExecutor.node_selector": { agentpool: "builds" } },
    "binderhub:extraValues.config.KubernetesBuildExecutor.node_selector",
    /leaves builds without a node/,
  ],
  [
    "a daemon elsewhere than the builds",
    pools(
      { users: user(), builds: build() },
      { "extraValues.config.BinderHub.build_node_selector": { "hub.jupyter.org/node-purpose": "user" } },
    ),
    "binderhub:extraValues.config.BinderHub.build_node_selector",
    /leaves builds without a node/,
  ],
  [
    "builds on Arm, servers not",
    pools({ users: user(), builds: build({ vmSize: "Standard_D4ps_v5" }) }),
    `${az}.pools.builds.vmSize`,
    /arm64.*amd64.*does not run on the other/,
  ],
  [
    "servers on Arm, builds anywhere",
    pools({ users: user({ vmSize: "Standard_D8ps_v6" }) }),
    `${az}.pools.users.vmSize`,
    /does not run on the other/,
  ],
  [
    "users on both architectures",
    pools({ arm: user({ vmSize: "Standard_E4pds_v5" }), users: user(), builds: build() }),
    `${az}.pools.arm.vmSize`,
    /does not run on the other/,
  ],
];

const hub: readonly Row[] = [
  [
    "more of BinderHub than the nodes have room for",
    { "extraValues.replicas": 60 },
    "binderhub:extraValues.replicas",
    /more than the system pool has/,
  ],
  [
    "more memory for BinderHub than a node has",
    { "extraValues.resources": { requests: { memory: "12Gi" } } },
    "binderhub:extraValues.resources",
    /more than the system pool has|without a node/,
  ],
  [
    "the hub on the users' nodes, whose taint it does not tolerate",
    pools({ users: user() }, { "extraValues.jupyterhub.hub.nodeSelector": { "hub.jupyter.org/node-purpose": "user" } }),
    "binderhub:extraValues.jupyterhub.hub.nodeSelector",
    /one of the hub's own pods without a node/,
  ],
];

/** What can never run anywhere. */
export const placeRows: readonly Row[] = [...servers, ...builds, ...hub];
