import * as fc from "fast-check";
import { edited, type Edits, type StackConfig } from "../stack/stack";
import { sizesKnown } from "../scheduler/nodes";

const often = <T>(value: T, arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, arbitrary);
const isGpu = (vmSize: string) => vmSize.startsWith("Standard_N");
const systemSizes = sizesKnown.filter((size) => !isGpu(size));

const pool = fc
  .record({
    role: fc.constantFrom("user", "user", "build"),
    vmSize: fc.constantFrom(...sizesKnown, "Standard_D4s_v5", "Standard_D8s_v5"),
    min: fc.integer({ min: 0, max: 2 }),
    more: fc.integer({ min: 1, max: 3 }),
    spot: fc.constantFrom(false, false, true),
  })
  .map(({ min, more, vmSize, role, spot }) => ({
    ...{ role, min, max: min + more },
    vmSize: role === "build" && isGpu(vmSize) ? "Standard_D4s_v5" : vmSize,
    ...(role === "user" && { spot, gpu: isGpu(vmSize) }),
  }));

const gpuAsked = { singleuser: { extraResource: { limits: { "nvidia.com/gpu": 1 } } } };

/** Edits that decide where pods run: pools, sizes, guarantees, placeholders, quotas, extra values. Some of them can never work. */
const edits: fc.Arbitrary<Edits> = fc.record({
  "azure.nodeCount": fc.integer({ min: 1, max: 4 }),
  "azure.vmSize": often("Standard_D2s_v5", fc.constantFrom(...systemSizes)),
  "azure.pools": fc.dictionary(fc.constantFrom("a", "b", "c"), pool, { maxKeys: 3 }),
  "azure.coreQuota": often<number | undefined>(undefined, fc.integer({ min: 2, max: 80 })),
  "azure.quotas": often<object | undefined>(
    undefined,
    fc.dictionary(fc.constantFrom("standardDSv5Family", "lowPriorityCores"), fc.integer({ min: 0, max: 60 })),
  ),
  "limits.userMemory": fc.constantFrom("2G", "4G", "40G"),
  "limits.userMemoryGuarantee": often<string | undefined>(undefined, fc.constantFrom("1G", "2G", "512M")),
  "limits.userCpu": fc.constantFrom(1, 4),
  "limits.userCpuGuarantee": often<number | undefined>(undefined, fc.constantFrom(0.5, 1)),
  "limits.buildMemoryRequest": often<string | undefined>(undefined, fc.constantFrom("1Gi", "6Gi", "24Gi")),
  "limits.buildMemory": often<string | undefined>(undefined, fc.constantFrom("128Mi", "4Gi", "24Gi")),
  "scheduling.placeholders": often(0, fc.integer({ min: 1, max: 80 })),
  builder: fc.constantFrom("dind", "pink"),
  extraValues: often<object | undefined>(
    undefined,
    fc.constantFrom(
      { jupyterhub: gpuAsked },
      { jupyterhub: { singleuser: { nodeSelector: { agentpool: "a" } } } },
      { jupyterhub: { singleuser: { memory: { guarantee: "20G" } } } },
      { replicas: 12 },
      { dind: { resources: { requests: { memory: "10Gi" } } } },
    ),
  ),
});

/** Stacks in Azure of all kinds of nodes. */
export const clusters: fc.Arbitrary<StackConfig> = edits.map((all) =>
  edited(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))),
);
