/** The endings of host names in one of Azure's clouds. */
export interface Endings {
  /** Public addresses with a DNS label: `<label>.<location>.<ending>`. */
  readonly addresses: string;
  /** Container registries: `<name>.<ending>`. */
  readonly registries: string;
  /** Storage accounts: `<name>.blob.<ending>`. */
  readonly storage: string;
  /** API servers of AKS: `<prefix>.hcp.<location>.<ending>`. */
  readonly apiServers: string;
}

const publicCloud: Endings = {
  addresses: "cloudapp.azure.com",
  registries: "azurecr.io",
  storage: "core.windows.net",
  apiServers: "azmk8s.io",
};

const others: readonly (readonly [names: readonly string[], endings: Endings])[] = [
  [
    ["usgovernment", "usgov", "azureusgovernment", "azureusgovernmentcloud", "usgovernmentl4"],
    {
      addresses: "cloudapp.usgovcloudapi.net",
      registries: "azurecr.us",
      storage: "core.usgovcloudapi.net",
      apiServers: "cx.aks.containerservice.azure.us",
    },
  ],
  [
    ["china", "azurechinacloud"],
    {
      addresses: "cloudapp.chinacloudapi.cn",
      registries: "azurecr.cn",
      storage: "core.chinacloudapi.cn",
      apiServers: "cx.prod.service.azk8s.cn",
    },
  ],
];

/**
 * The endings in the cloud that the provider's setting `environment` names. Without this setting it is the public cloud.
 *
 * The names are those of `FromName` in pulumi-azure-native's provider/pkg/azure/cloud/cloud.go. The endings are
 * `ResourceManagerVMDNSSuffix`, `ContainerRegistryDNSSuffix` and `StorageEndpointSuffix` in go-autorest's autorest/azure/environments.go, and those in AKS' list
 * of outbound rules: https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
 */
export function endingsIn(environment: unknown): Endings {
  const name = String(environment).toLowerCase();
  return others.find(([names]) => names.includes(name))?.[1] ?? publicCloud;
}
