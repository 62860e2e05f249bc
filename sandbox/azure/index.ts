import { budget } from "./budgets";
import { type ProviderModel } from "../model";
import { publicAddress } from "./addresses";
import { roleAssignment } from "./assignments";
import { managedCluster } from "./clusters";
import { adminCredentials, userCredentials } from "./credentials";
import { withDefaults } from "./defaults";
import { differences } from "./differences";
import { driftedInputs } from "./drift";
import { clientConfig, getter } from "./functions";
import { resourceGroup } from "./groups";
import { federatedCredential, identity } from "./identities";
import { tokens } from "./ids";
import { key } from "./keys";
import { maintenanceConfiguration } from "./maintenance";
import * as monitoring from "./monitoring";
import { agentPool } from "./pools";
import { recordSet } from "./records";
import { registry, registryCredentials } from "./registries";
import { isAzureModel } from "./schema";
import { blobContainer, blobService, storageAccount, storageKeys } from "./storage";
import { vault } from "./vaults";
import { workflow } from "./workflows";

/** azure-native and Azure, as far as their rules are known. */
export const azure: ProviderModel = {
  name: "azure-native",
  resources: {
    [tokens.group]: resourceGroup,
    [tokens.cluster]: managedCluster,
    [tokens.pool]: agentPool,
    [tokens.maintenance]: maintenanceConfiguration,
    [tokens.address]: publicAddress,
    [tokens.registry]: registry,
    [tokens.assignment]: roleAssignment,
    [tokens.record]: recordSet,
    [tokens.vault]: vault,
    [tokens.key]: key,
    [tokens.identity]: identity,
    [tokens.federatedCredential]: federatedCredential,
    [tokens.storageAccount]: storageAccount,
    [tokens.blobService]: blobService,
    [tokens.blobContainer]: blobContainer,
    [tokens.metrics]: monitoring.metricsWorkspace,
    [tokens.collectionEndpoint]: monitoring.collectionEndpoint,
    [tokens.collectionRule]: monitoring.collectionRule,
    [tokens.collectionAssociation]: monitoring.collectionAssociation,
    [tokens.diagnosticSetting]: monitoring.diagnosticSetting,
    [tokens.actionGroup]: monitoring.actionGroup,
    [tokens.metricAlert]: monitoring.metricAlert,
    [tokens.ruleGroup]: monitoring.ruleGroup,
    [tokens.dashboard]: monitoring.dashboard,
    [tokens.dashboardDefinition]: monitoring.dashboardDefinition,
    [tokens.logs]: monitoring.logsWorkspace,
    [tokens.logsTable]: monitoring.logsTable,
    [tokens.insights]: monitoring.insights,
    [tokens.webTest]: monitoring.webTest,
    [tokens.budget]: budget,
    [tokens.workflow]: workflow,
  },
  functions: {
    "azure-native:authorization:getClientConfig": clientConfig,
    "azure-native:consumption:getBudget": getter(budget),
    "azure-native:containerregistry:getRegistry": getter(registry),
    "azure-native:containerregistry:listRegistryCredentials": registryCredentials,
    "azure-native:containerservice:getAgentPool": getter(agentPool),
    "azure-native:containerservice:getManagedCluster": getter(managedCluster),
    "azure-native:containerservice:listManagedClusterAdminCredentials": adminCredentials,
    "azure-native:containerservice:listManagedClusterUserCredentials": userCredentials,
    "azure-native:network:getPublicIPAddress": getter(publicAddress),
    "azure-native:resources:getResourceGroup": getter(resourceGroup),
    "azure-native:storage:getStorageAccount": getter(storageAccount),
    "azure-native:storage:listStorageAccountKeys": storageKeys,
  },
  compare: (model, olds, news, outputs) =>
    isAzureModel(model)
      ? differences(model.schema, olds, news, outputs)
      : { details: {}, changes: [], replaces: [], deleteBeforeReplace: false },
  complete: (model, inputs, about) => (isAzureModel(model) ? withDefaults(model.schema, inputs, about) : inputs),
  readInputs: (model, id, known) => (isAzureModel(model) ? driftedInputs(model.schema, id, known) : known.now),
};
