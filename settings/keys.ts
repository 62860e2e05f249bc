/** The project's namespace: its name in Pulumi.yaml. */
export const namespace = "binderhub";

/** The key that names the Azure region; shared with the Azure provider. */
export const locationKey = "azure-native:location";

/** The key that names the Azure subscription, by its id; the Azure provider's own. */
export const subscriptionKey = "azure-native:subscriptionId";

/** The key that names one of Azure's clouds; the Azure provider's own. */
export const environmentKey = "azure-native:environment";
