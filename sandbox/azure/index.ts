import { type ProviderModel } from "../model";
import { publicAddress, recordSet } from "./addresses";
import { adminCredentials, managedCluster } from "./clusters";
import { resourceGroup } from "./groups";
import { tokens } from "./ids";
import { agentPool } from "./pools";
import { registry, registryCredentials, roleAssignment } from "./registries";

/** Azure, as far as the program relies on it. */
export const azure: ProviderModel = {
  name: "azure-native",
  resources: {
    [tokens.group]: resourceGroup,
    [tokens.cluster]: managedCluster,
    [tokens.pool]: agentPool,
    [tokens.address]: publicAddress,
    [tokens.registry]: registry,
    [tokens.assignment]: roleAssignment,
    [tokens.record]: recordSet,
  },
  functions: {
    "azure-native:containerservice:listManagedClusterAdminCredentials": adminCredentials,
    "azure-native:containerregistry:listRegistryCredentials": registryCredentials,
  },
};
