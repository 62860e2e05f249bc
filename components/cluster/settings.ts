import { type Cloud } from "./clouds";
import { entraAccess } from "./entra-access";
import { type existing } from "./existing";
import * as z from "zod";
import { cidr, group, text, vmSizePattern, wholeNumber } from "../../settings/names";
import { maintenance } from "../maintenance/settings";
import { pools } from "../pools/settings";
import { versions } from "../../settings/versions";
import { type DeepReadonly } from "../../settings/settings";

/**
 * How many virtual CPUs a VM size has, or `undefined` if its name does not show it.
 *
 * In today's sizes the first number is the count (`Standard_D2s_v5` has 2). The old Dv2 and DSv2 series count otherwise.
 * @see https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
 */
export function coresOf(vmSize: string): number | undefined {
  const old = /^Standard_DS?(\d+)_v2$/.exec(vmSize)?.[1];
  if (old !== undefined) {
    const series: Record<string, number> = { 1: 1, 2: 2, 3: 4, 4: 8, 5: 16, 11: 2, 12: 4, 13: 8, 14: 16, 15: 20 };
    return series[old];
  }
  const cores = /^Standard_[A-Z]+(\d+)(?!\d*-)[a-z]*(?:_|$)/.exec(vmSize)?.[1];
  return cores === undefined ? undefined : Number(cores);
}

/**
 * The `binderhub:azure` group: the cluster and where it stands.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export const azure = group({
  resourceGroup: text(
    /^[-\w._()]{0,89}[-\w_()]$/,
    "1 to 90 letters, digits, '-', '_', '.', '(' or ')', not ending in a dot",
  )
    .default("binderhub")
    .meta({
      description: "Resource group that the stack makes. `pulumi destroy` deletes it with everything in it.",
      example: "testhub",
    }),
  clusterName: text(
    /^[a-zA-Z0-9]([-_a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/,
    "1 to 63 letters, digits, '-' or '_', beginning and ending with a letter or digit",
  )
    .default("hubcluster")
    .meta({ description: "Name of the AKS cluster.", example: "hubcluster" }),
  nodeResourceGroup: text(
    /^[-\w._()]{0,79}[-\w_()]$/,
    "1 to 80 letters, digits, '-', '_', '.', '(' or ')', not ending in a dot",
  )
    .optional()
    .meta({
      description:
        "Second resource group, which AKS makes for nodes, disks and addresses. Default: `MC_<resourceGroup>_<clusterName>_<location>`, which is also Azure's default. A change is refused: it needs a new cluster.",
      example: "hubcluster-nodes",
    }),
  dnsPrefix: text(
    /^[a-zA-Z0-9]([-a-zA-Z0-9]{0,52}[a-zA-Z0-9])?$/,
    "1 to 54 letters, digits or hyphens, beginning and ending with a letter or digit",
  )
    .optional()
    .meta({
      description:
        "Prefix of the API server's host name. Default: the cluster's name, with '-' for '_', cut to 54 characters. A change is refused: it needs a new cluster.",
      example: "hubcluster",
    }),
  nodeCount: wholeNumber(1, 1000)
    .default(3)
    .meta({ description: "Number of nodes in the system pool. One is enough to try things out.", example: 3 }),
  /**
   * AKS's page asks for 4 cores, its API for 2 (`SystemPoolSkuTooLow`). With 2, the nodes and the one more while AKS upgrades fit into a small quota.
   * @see https://learn.microsoft.com/azure/aks/use-system-pools#system-and-user-node-pools
   * @see https://learn.microsoft.com/azure/aks/aks-virtual-machine-sizes#why-certain-vm-sizes-might-not-be-available
   */
  vmSize: text(vmSizePattern, `an Azure VM size such as ${versions.vmSizes.is.small}`)
    .refine(
      (size) => !size.startsWith("Standard_B"),
      "a size of another series than the burstable B series: AKS refuses B for system nodes",
    )
    .refine(
      (size) => (coresOf(size) ?? 2) >= 2,
      "a size with at least 2 cores: AKS refuses smaller ones for system nodes",
    )
    .default(versions.vmSizes.is.small)
    .meta({
      description:
        "VM size of the nodes: at least 2 cores, and not of the burstable B series. A change is refused: it needs a new cluster. To add nodes of another size, use `pools`.",
      example: versions.vmSizes.is.small,
    }),
  kubernetesVersion: text(/^1\.\d{2}$/, 'major.minor in quotes, such as "1.36": Azure chooses the patch version')
    .refine(
      (version) => !/^1\.\d{2}$/.test(version) || Number(version.slice(2)) >= versions.kubernetesMinimumMinor.is,
      `1.${versions.kubernetesMinimumMinor.is} or newer: the chart does not run on older ones`,
    )
    .optional()
    .meta({
      description:
        "Kubernetes version as `major.minor`. Azure chooses the patch version and keeps it up to date. Default: the default of AKS.",
      example: versions.kubernetes.is,
    }),
  networkPolicy: z
    .enum(["cilium", "calico", "none"], {
      error: "one of cilium, calico, none (not `azure`: there are reports that it does not block the metadata address)",
    })
    .default("cilium")
    .meta({
      description:
        "What enforces NetworkPolicies. `azure` is not offered: there are reports that it does not block the metadata address. A change is refused: it needs a new cluster.",
      example: "cilium",
    }),
  apiServerRanges: z
    .array(cidr, { error: "a list of address ranges" })
    .min(1, "at least one address range, or left out")
    .optional()
    .meta({
      description:
        "Address ranges that may reach the cluster's API server. Your own must be one of them. Default: every address, with credentials.",
      example: ["203.0.113.7/32"],
      narrows: true,
    }),
  entraAccess: entraAccess.optional().meta({
    description:
      "People, and Pulumi, log in to the cluster with Entra ID, and the cluster has no local accounts, as some institutions' policies ask. It needs `kubelogin`. Once set it can be changed, but not left out. Default: the stack has an administrator's credential.",
  }),
  maintenance: maintenance.prefault({}).meta({
    description: "When AKS may replace nodes, which stops the servers on them.",
  }),
  tier: z.enum(["Free", "Standard", "Premium"], { error: "one of Free, Standard, Premium" }).default("Free").meta({
    description:
      "What Azure promises for the control plane. `Free`: nothing, for up to 10 nodes. `Standard`: an SLA, for a price per hour. `Premium`: also two years of support for a Kubernetes version.",
    example: "Standard",
  }),
  upgradeChannel: z.enum(["stable", "patch", "none"], { error: "one of stable, patch, none" }).optional().meta({
    description:
      "Kubernetes versions to which AKS upgrades by itself. `stable`: the minor version before the newest, so the cluster never stays on a version that has ended. `patch`: only patches. `none`: no upgrades. Default: `patch` if `kubernetesVersion` is set, else `stable`.",
    example: "patch",
  }),
  pools,
  coreQuota: wholeNumber(2, 100_000).optional().meta({
    description:
      "Cores that the subscription may use in this region (a Free Trial has 4): `cores` in `az vm list-usage`. When set, a larger cluster is refused before anything is made.",
    example: 4,
  }),
  quotas: z
    .record(
      text(
        /^(?!cores$)[A-Za-z][\w ]{0,79}$/,
        "a name that `az vm list-usage` prints, other than cores, which is coreQuota",
      ),
      wholeNumber(0, 100_000),
      { error: "cores by the name of their quota" },
    )
    .default({})
    .meta({
      description:
        "Cores that the subscription may use of one family of sizes, by the name that `az vm list-usage` prints, such as `standardDSv5Family`; and of spot nodes: `lowPriorityCores`.",
      example: { standardDSv5Family: 10 },
    }),
});

/** The setting `binderhub:platform`. */
export const platform = z.enum(["azure", "existing"], { error: "one of azure, existing" }).default("azure").meta({
  description: "Where the hub runs: `azure` makes an AKS cluster, `existing` uses a cluster that you have.",
  example: "azure",
});

/** A cluster that the stack makes in Azure. */
export interface AzurePlace extends DeepReadonly<z.output<typeof azure>> {
  readonly platform: "azure";
  /** Azure region, such as `westeurope`. */
  readonly location: string;
}

/** A cluster that is there already. */
export interface ExistingPlace extends Omit<DeepReadonly<z.output<typeof existing>>, "kubeconfig" | "context"> {
  readonly platform: "existing";
  /** Full path of the kubeconfig. */
  readonly kubeconfig: string;
  /** Context in it. */
  readonly context: string;
}

declare module "../../settings/settings" {
  interface Groups {
    readonly platform: z.output<typeof platform>;
    readonly azure: DeepReadonly<z.output<typeof azure>>;
    readonly existing: DeepReadonly<z.output<typeof existing>>;
    /** Azure region (`azure-native:location`); empty where none is named. */
    readonly location: string;
  }
  interface Settings {
    /** Where the hub runs, with the settings that belong to this platform. Code cannot read the settings of another platform. */
    readonly place: AzurePlace | ExistingPlace;
    /** Azure's cloud (`azure-native:environment`): the public one, unless another is named. */
    readonly cloud: Cloud;
  }
}
