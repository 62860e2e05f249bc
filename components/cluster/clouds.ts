import { sure } from "../../settings/refusal";

/** The endings of host names in one of Azure's clouds. */
export interface Cloud {
  /** Names that `azure-native:environment` may have for it, in lower case; the first is the one to use. */
  readonly names: readonly string[];
  /** Public addresses with a DNS label: `<label>.<location>.<suffix>`. */
  readonly addresses: string;
  /** Container registries: `<name>.<suffix>`. */
  readonly registries: string;
  /** Storage accounts: `<name>.blob.<suffix>`. */
  readonly storage: string;
  /** API servers of AKS: `<prefix>.hcp.<location>.<suffix>`. */
  readonly apiServers: string;
  /** Where people log in with Entra ID. */
  readonly login: string;
  /** Azure Resource Manager. */
  readonly manager: string;
  /** The beginning of the short names of its regions. Regions of other clouds do not begin with it. */
  readonly regions: RegExp;
}

/**
 * Azure's clouds: the public one, those of the United States' government and of China.
 *
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/cloud/cloud.go FromName, for the names
 * @see https://github.com/Azure/go-autorest/blob/main/autorest/azure/environments.go ResourceManagerVMDNSSuffix,
 * ContainerRegistryDNSSuffix, StorageEndpointSuffix, ResourceManagerEndpoint
 * @see https://learn.microsoft.com/azure/aks/outbound-rules-control-egress for the API servers'
 * @see https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud for the login
 */
export const clouds: readonly Cloud[] = [
  {
    names: ["public", "azurecloud"],
    addresses: "cloudapp.azure.com",
    registries: "azurecr.io",
    storage: "core.windows.net",
    apiServers: "azmk8s.io",
    login: "login.microsoftonline.com",
    manager: "management.azure.com",
    regions: /^(?!usgov|usdod|china(north|east))/,
  },
  {
    names: ["usgovernment", "usgov", "azureusgovernment", "azureusgovernmentcloud", "usgovernmentl4"],
    addresses: "cloudapp.usgovcloudapi.net",
    registries: "azurecr.us",
    storage: "core.usgovcloudapi.net",
    apiServers: "cx.aks.containerservice.azure.us",
    login: "login.microsoftonline.us",
    manager: "management.usgovcloudapi.net",
    regions: /^(usgov|usdod)/,
  },
  {
    names: ["china", "azurechinacloud"],
    addresses: "cloudapp.chinacloudapi.cn",
    registries: "azurecr.cn",
    storage: "core.chinacloudapi.cn",
    apiServers: "cx.prod.service.azk8s.cn",
    login: "login.partner.microsoftonline.cn",
    manager: "management.chinacloudapi.cn",
    regions: /^china(north|east)/,
  },
];

/** The cloud that a name stands for, in any case; the public one where none is named; `undefined` where there is no such cloud. */
export function cloudNamed(name = ""): Cloud | undefined {
  return name === "" ? clouds[0] : clouds.find(({ names }) => names.includes(name.toLowerCase()));
}

/** The cloud that is used when another one was asked for. That case is refused elsewhere. */
export function cloudOf(name: unknown): Cloud {
  return cloudNamed(typeof name === "string" ? name : "") ?? sure(clouds[0], "public cloud");
}
