import { isRecord } from "../untyped";
import { type Properties } from "../model";
import { merged, omitting } from "./arm";
import { logsInWithEntra } from "./cluster-login";
import { type Endings } from "./environments";
import { numberFrom, tenantId, uuidFrom } from "./ids";

/**
 * What Azure keeps of a cluster, without its pools: what was asked for, and Azure's own decisions for the rest.
 * @see https://learn.microsoft.com/rest/api/aks/managed-clusters/get
 * @param making a text that is different for an earlier cluster of the same name: a new cluster has new identities
 */
export function clusterShape(
  id: string,
  body: Properties,
  making: string,
  version: Properties,
  { apiServers }: Endings,
): Properties {
  const nodeGroup = id.replace(/\/resourceGroups\/.*/, `/resourceGroups/${String(body.nodeResourceGroup)}`);
  const kubelet = uuidFrom(`kubelet of ${making}`);
  const fqdn = `${String(body.dnsPrefix)}-${numberFrom(id, 0xffffffff).toString(16)}`;
  return {
    ...merged(
      {
        name: id.split("/").at(-1),
        kind: "Base",
        sku: { name: "Base", tier: "Free" },
        provisioningState: "Succeeded",
        powerState: { code: "Running" },
        fqdn: `${fqdn}.hcp.${String(body.location)}.${apiServers}`,
        azurePortalFQDN: `${fqdn}.portal.hcp.${String(body.location)}.${apiServers}`,
        resourceUID: uuidFrom(`uid of ${making}`),
        maxAgentPools: 100,
        ...{ enableRBAC: true, disableLocalAccounts: false, supportPlan: "KubernetesOfficial" },
        servicePrincipalProfile: { clientId: "msi" },
        windowsProfile: { adminUsername: "azureuser", enableCSIProxy: true },
        identityProfile: {
          kubeletidentity: {
            clientId: uuidFrom(`kubelet client of ${making}`),
            objectId: kubelet,
            resourceId: `${nodeGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${String(id.split("/").at(-1))}-agentpool`,
          },
        },
        networkProfile: networkDefaults(body.networkProfile, nodeGroup),
        oidcIssuerProfile: { enabled: false },
        securityProfile: {},
        metricsProfile: { costAnalysis: { enabled: false } },
        nodeProvisioningProfile: { mode: "Manual", defaultNodePools: "Auto" },
        bootstrapProfile: { artifactSource: "Direct" },
        storageProfile: {
          diskCSIDriver: { enabled: true },
          fileCSIDriver: { enabled: true },
          snapshotController: { enabled: true },
        },
        workloadAutoScalerProfile: {},
      },
      omitting(["agentPoolProfiles", "kubernetesVersion"], body),
    ),
    // Assumed: the tenant that AKS takes.
    ...(logsInWithEntra(body) && { aadProfile: merged({ tenantID: tenantId }, body.aadProfile as Properties) }),
    identity: {
      ...(isRecord(body.identity) ? body.identity : {}),
      principalId: uuidFrom(`identity of ${making}`),
      tenantId,
    },
    ...version,
  };
}

function networkDefaults(asked: unknown, nodeGroup: string): Properties {
  const { networkPluginMode, networkPlugin } = isRecord(asked) ? asked : {};
  const hasPodRange = networkPluginMode === "overlay" || networkPlugin !== "azure";
  const [podCidr, serviceCidr] = ["10.244.0.0/16", "10.0.0.0/16"];
  return {
    ...(hasPodRange && { podCidr, podCidrs: [podCidr] }),
    ...{ serviceCidr, serviceCidrs: [serviceCidr], dnsServiceIP: "10.0.0.10", ipFamilies: ["IPv4"] },
    ...{ loadBalancerSku: "standard", outboundType: "loadBalancer" },
    loadBalancerProfile: {
      managedOutboundIPs: { count: 1 },
      effectiveOutboundIPs: [{ id: `${nodeGroup}/providers/Microsoft.Network/publicIPAddresses/outbound` }],
      backendPoolType: "nodeIPConfiguration",
    },
  };
}
