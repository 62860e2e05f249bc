import { derivedNodeResourceGroup } from "./derived";
import { somebodyIsLetIn } from "./entra-access";
import { onAzure } from "./on-azure";
import { quotaProblems } from "./quota";
import { type Seen } from "../scheduling/found";
import { isWorse } from "../scheduling/somewhere";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { removeCommand, setCommand, type Problem } from "../../settings/problems";
import { clouds } from "./clouds";
import { environmentKey, locationKey } from "../../settings/keys";

/** Rules for the settings of the cluster. */
export const clusterRules = [
  rule(["platform", "location", "cloud"], onAzure(locationIsNamed)),
  rule(
    ["platform", "azure", "location", "limits", "builder", "scheduling", "extraValues"],
    onAzure((settings: Seen & Pick<Asked, "location">) =>
      quotaProblems(settings, (azure) => isWorse({ ...settings, azure }, settings)),
    ),
  ),
  rule(["platform", "azure", "location"], onAzure(nodeResourceGroupFits)),
  rule(["platform", "azure", "environment"], onAzure(productionIsWalled)),
  rule(["platform", "azure", "environment"], onAzure(productionIsPromised)),
  rule(["platform", "azure"], onAzure(versionHasOneMaster)),
  rule(["platform", "azure"], onAzure(longTermSupportIsPossible)),
  rule(["platform", "azure"], onAzure(somebodyIsLetIn)),
];

function locationIsNamed({ location, cloud }: Pick<Asked, "location" | "cloud">): Problem[] {
  if (/^[a-z0-9]+$/.test(location)) {
    const home = clouds.find(({ regions }) => regions.test(location));
    const [asked = "", named = ""] = [cloud.names[0], home?.names[0]];
    const rule = `is a region of the cloud ${named}, but azure-native:environment says ${asked}`;
    const mend = setCommand(environmentKey, named);
    return home === cloud ? [] : [{ key: locationKey, value: location, rule, mend }];
  }
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

function nodeResourceGroupFits(settings: Pick<Asked, "azure" | "location">): Problem[] {
  const name = derivedNodeResourceGroup({ ...settings.azure, location: settings.location });
  const key = "binderhub:azure.nodeResourceGroup";
  if (settings.azure.nodeResourceGroup === undefined && name.length > 80) {
    return [
      {
        key,
        rule: `is missing: the default, ${name}, has ${name.length} characters, but Azure allows only 80`,
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

/** What `environment: production` requires of the cluster. */
function productionIsWalled({
  environment,
  azure: { networkPolicy, apiServerRanges },
}: Pick<Asked, "environment" | "azure">): Problem[] {
  if (environment !== "production") return [];
  const problems: Problem[] = [];
  if (networkPolicy === "none") {
    const key = "binderhub:azure.networkPolicy";
    const rule = "cannot be none in production: builds would reach the metadata address, the API server and each other";
    problems.push({ key, value: "none", rule, mend: setCommand(key, "cilium") });
  }
  if (apiServerRanges === undefined) {
    const key = "binderhub:azure.apiServerRanges";
    const rule =
      "is missing: production must name the addresses that may reach the API server, and yours must be one of them";
    problems.push({ key, rule, mend: setCommand(`${key}[0]`, "203.0.113.7/32") });
  }
  const everybody = (apiServerRanges ?? []).findIndex((range) => range.endsWith("/0"));
  if (everybody >= 0) {
    const key = `binderhub:azure.apiServerRanges[${everybody}]`;
    const rule = "cannot be every address in production";
    problems.push({ key, value: apiServerRanges?.[everybody], rule, mend: setCommand(key, "203.0.113.7/32") });
  }
  return problems;
}

/** @see https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers */
function productionIsPromised({ environment, azure: { tier } }: Pick<Asked, "environment" | "azure">): Problem[] {
  const key = "binderhub:azure.tier";
  const rule =
    "cannot be Free in production: Azure promises nothing for the control plane then, and advises it for at most 10 nodes";
  return environment === "production" && tier === "Free"
    ? [{ key, value: tier, rule, mend: setCommand(key, "Standard") }]
    : [];
}

/** AKS would go to a newer version than the one that is set, and the next `up` would ask for the older one, which AKS refuses. */
function versionHasOneMaster({ azure: { kubernetesVersion, upgradeChannel } }: Pick<Asked, "azure">): Problem[] {
  const key = "binderhub:azure.upgradeChannel";
  const rule = `cannot be stable together with azure.kubernetesVersion, which is ${kubernetesVersion ?? ""}: AKS would leave that version by itself`;
  return kubernetesVersion !== undefined && upgradeChannel === "stable"
    ? [{ key, value: upgradeChannel, rule, mend: removeCommand(key) }]
    : [];
}

/** @see https://learn.microsoft.com/azure/aks/long-term-support#unsupported-add-ons-and-features */
function longTermSupportIsPossible({ azure: { tier, networkPolicy } }: Pick<Asked, "azure">): Problem[] {
  const key = "binderhub:azure.tier";
  const rule = "cannot be Premium with the network policy calico: AKS has no long-term support for it";
  return tier === "Premium" && networkPolicy === "calico"
    ? [{ key, value: tier, rule, mend: setCommand(key, "Standard") }]
    : [];
}
