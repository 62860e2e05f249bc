import { type Edits } from "../../stack/stack";

const gpus = { role: "user", vmSize: "Standard_NC4as_T4_v3", gpu: true };
const oneGpu = { "extraValues.jupyterhub.singleuser.extraResource.limits": { "nvidia.com/gpu": 1 } };
const user = (keys: object = {}) => ({ role: "user", ...keys });
const single = (keys: object): Edits => ({ "extraValues.jupyterhub.singleuser": keys });

/** Stacks that people run, or that are at the edge of what can run. */
export const placedWell: readonly (readonly [name: string, edits: Edits])[] = [
  // mybinder/values.yaml of jupyterhub/mybinder.org-deploy
  ["mybinder.org's guarantees", { "limits.userMemoryGuarantee": "450M", "limits.userCpuGuarantee": 0.01 }],
  ["mybinder.org's build pods", { "limits.buildMemoryRequest": "2Gi" }],
  // config/staging.yaml of jupyterhub/mybinder.org-deploy
  ["mybinder.org's guarantees on staging", { "limits.userMemoryGuarantee": "400M", "limits.userCpuGuarantee": 0.01 }],
  [
    "mybinder.org's daemon",
    { "azure.vmSize": "Standard_D8s_v5", "limits.buildMemory": "12Gi", "limits.buildCpu": 5, ...daemon(2, "1Gi") },
  ],
  // config/hetzner-2i2c.yaml of jupyterhub/mybinder.org-deploy
  ["2i2c's daemon", { "azure.vmSize": "Standard_E8s_v5", ...daemon(4, "12Gi") }],
  [
    "mybinder.org's two BinderHubs",
    { "extraValues.replicas": 2, "extraValues.resources": { requests: { cpu: "0.25", memory: "1Gi" } } },
  ],
  ["mybinder.org's proxy", { "extraValues.jupyterhub.proxy.chp.resources": { requests: { cpu: "1" } } }],
  // https://z2jh.jupyter.org/en/stable/jupyterhub/customizing/user-resources.html
  ["the chart's default for a server: a gigabyte for certain", { "limits.userMemoryGuarantee": "1G" }],
  // https://learn.microsoft.com/azure/aks/use-labels#reserved-system-labels
  [
    "servers on the nodes of one pool, by AKS's label",
    { "azure.pools": { people: user() }, ...single({ nodeSelector: { agentpool: "people" } }) },
  ],
  ["servers by a label that somebody else gave the nodes", single({ nodeSelector: { "example.org/ssd": "true" } })],
  // https://learn.microsoft.com/azure/aks/spot-node-pool
  [
    "spot nodes beside a pool that may be empty",
    { "azure.pools": { cheap: user({ spot: true, max: 20 }), steady: user({ min: 0 }) } },
  ],
  // https://learn.microsoft.com/azure/aks/use-nvidia-gpu
  ["GPUs for each server", { "azure.pools": { gpus }, ...oneGpu }],
  ["GPUs beside others, for nobody yet", { "azure.pools": { users: user(), gpus: { ...gpus, min: 0 } } }],
  [
    "all on Arm",
    { "azure.vmSize": "Standard_D4ps_v5", "azure.pools": { users: user({ vmSize: "Standard_D8ps_v5" }) } },
  ],
  [
    "users and builds on Arm, the hub not",
    {
      "azure.pools": {
        users: user({ vmSize: "Standard_D4ps_v5" }),
        builds: { role: "build", vmSize: "Standard_D4pds_v5" },
      },
    },
  ],
  ["nearly all of a node's memory for a server", { "limits.userMemory": "8G", "limits.userMemoryGuarantee": "4500M" }],
  ["a core for each server", { "limits.userCpuGuarantee": 1 }],
  ["a server on the smallest nodes", { "azure.vmSize": "Standard_F2s_v2", "azure.nodeCount": 1 }],
  [
    "a size of which nothing is known",
    { "azure.vmSize": "Standard_M8ms", "limits.userMemory": "64G", "limits.userMemoryGuarantee": "64G" },
  ],
  ["placeholders that just fit", { "scheduling.placeholders": 40 }],
  ["a daemon with less than it asks for", { "limits.buildMemory": "128Mi", "limits.buildCpu": 0.05 }],
  // https://github.com/Azure/karpenter-provider-azure/issues/192 shows such a quota
  ["a family's quota with room", { "azure.vmSize": "Standard_D4as_v5", "azure.quotas": { standardDASv5Family: 100 } }],
  // A subscription of a Free Trial: four cores in a region
  ["one node of a Free Trial, and one for its upgrade", { "azure.nodeCount": 1, "azure.coreQuota": 4 }],
  [
    "spot nodes beyond the region's quota, within their own",
    {
      "azure.pools": {
        users: user({ max: 1 }),
        cheap: user({ vmSize: "Standard_D8s_v5", spot: true, min: 0, max: 10 }),
      },
      "azure.coreQuota": 16,
      "azure.quotas": { lowPriorityCores: 80 },
    },
  ],
  ["a family in another spelling", { "azure.quotas": { StandardDSv5Family: 8 } }],
  [
    "a family with blanks in its name",
    {
      "azure.pools": { users: user(), gpus: { ...gpus, min: 0, max: 1 } },
      "azure.quotas": { "Standard NCASv3_T4 Family": 8 },
    },
  ],
];

function daemon(cpu: number, memory: string): Edits {
  return { "extraValues.dind.resources": { requests: { cpu, memory } } };
}
