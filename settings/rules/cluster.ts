import { coresOf } from "../azure";
import { derivedNodeResourceGroup } from "../derived";
import { type Settings } from "../parse";
import { setCommand, type Problem } from "../problems";
import { locationKey } from "../raw";

/** What the cluster's settings must fulfil together. */
export function clusterRules(settings: Settings): Problem[] {
  return settings.platform === "azure"
    ? [...locationIsNamed(settings), ...clusterFitsQuota(settings), ...nodeResourceGroupFits(settings)]
    : [];
}

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
          mend: setCommand("binderhub:azure.nodeCount", fits),
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
  return settings.azure.nodeResourceGroup?.toLowerCase() === settings.azure.resourceGroup.toLowerCase()
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
