import { coresOf } from "./azure";
import { derivedNodeResourceGroup } from "./derived";
import { type Settings } from "./parse";
import { setCommand, type Problem } from "./problems";
import { locationKey } from "./raw";

/** A rule between settings: the problems that it finds. */
export type Rule = (settings: Settings) => readonly Problem[];

/** All rules that look at more than one setting, or at what a setting means. */
export const rules: readonly Rule[] = [locationIsNamed, nodesSuitASystemPool, clusterFitsQuota, nodeResourceGroupFits];

function locationIsNamed({ location }: Settings): Problem[] {
  if (/^[a-z0-9]+$/.test(location)) return [];
  const guess = location.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return [
    {
      key: locationKey,
      value: location === "" ? undefined : location,
      rule: location === "" ? "is missing: the Azure region" : "must be a region's short name, in lower case",
      mend: setCommand(locationKey, guess === "" ? "westeurope" : guess),
    },
  ];
}

/** @see https://learn.microsoft.com/azure/aks/use-system-pools#system-and-user-node-pools */
function nodesSuitASystemPool({ azure: { vmSize } }: Settings): Problem[] {
  const key = "binderhub:azure.vmSize";
  const mend = setCommand(key, "Standard_D2s_v3");
  if (vmSize.startsWith("Standard_B")) {
    return [
      { key, value: vmSize, rule: "must not be of the burstable B series: AKS refuses it for system nodes", mend },
    ];
  }
  const cores = coresOf(vmSize);
  return cores !== undefined && cores < 2
    ? [{ key, value: vmSize, rule: `must have at least 2 cores for system nodes (it has ${cores})`, mend }]
    : [];
}

function clusterFitsQuota({ azure: { coreQuota, nodeCount, vmSize } }: Settings): Problem[] {
  if (coreQuota === undefined) return [];
  const cores = coresOf(vmSize);
  if (cores === undefined) {
    const rule = "must be a size whose name tells its cores, or azure.coreQuota cannot be checked";
    return [
      { key: "binderhub:azure.vmSize", value: vmSize, rule, mend: "pulumi config rm --path binderhub:azure.coreQuota" },
    ];
  }
  if (nodeCount * cores <= coreQuota) return [];
  const fits = Math.floor(coreQuota / cores);
  const sum = `${nodeCount} × ${vmSize} (${cores} cores each) = ${nodeCount * cores} cores, more than azure.coreQuota = ${coreQuota}`;
  return [
    fits > 0
      ? {
          key: "binderhub:azure.nodeCount",
          value: String(nodeCount),
          rule: `must be at most ${fits}: ${sum}`,
          mend: setCommand("binderhub:azure.nodeCount", String(fits)),
        }
      : {
          key: "binderhub:azure.vmSize",
          value: vmSize,
          rule: `must be smaller: ${sum}, and not even one node fits`,
          mend: setCommand("binderhub:azure.vmSize", "Standard_D2s_v3"),
        },
  ];
}

function nodeResourceGroupFits(settings: Settings): Problem[] {
  const name = derivedNodeResourceGroup(settings);
  const key = "binderhub:azure.nodeResourceGroup";
  if (settings.azure.nodeResourceGroup === undefined && name.length > 80) {
    return [
      {
        key,
        rule: `is needed: the default, ${name}, has ${name.length} characters, and Azure allows 80`,
        mend: setCommand(key, "hubcluster-nodes"),
      },
    ];
  }
  return settings.azure.nodeResourceGroup === settings.azure.resourceGroup
    ? [
        {
          key,
          value: settings.azure.resourceGroup,
          rule: "must differ from azure.resourceGroup: AKS makes this group itself",
          mend: setCommand(key, `${settings.azure.resourceGroup.slice(0, 74)}-nodes`),
        },
      ]
    : [];
}
