/** Names of what monitoring makes in Azure, from the cluster's. */
export interface AzureNames {
  /** The workspace with the numbers, and what leads there: letters, digits and hyphens, at most 44. */
  readonly metrics: string;
  /** Begins the name of the workspace with the logs, which ends in random letters: a deleted one keeps its name for two weeks. */
  readonly logs: string;
  readonly alerts: string;
  /** What opens the page from outside. */
  readonly outside: string;
  /** A dashboard: at most 30 letters, digits and hyphens. */
  readonly dashboard: (id: string) => string;
}

/**
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 * @see https://github.com/Azure/azure-cli/blob/dev/src/azure-cli/azure/cli/command_modules/acs/azuremonitormetrics/dc/defaults.py for the shortest ones
 */
export function azureNames(clusterName: string): AzureNames {
  const plain = clusterName.replaceAll("_", "-");
  const upTo = (length: number) => plain.slice(0, length).replace(/-+$/, "");
  return {
    metrics: `${upTo(30)}-metrics`,
    logs: `${upTo(30)}-logs`,
    alerts: `${upTo(30)}-alerts`,
    outside: `${upTo(30)}-outside`,
    dashboard: (id) => `hub-${upTo(15)}-${id}`,
  };
}

/** The resource group that Azure makes for the workspace with the numbers. It is billed there. @see https://learn.microsoft.com/azure/azure-monitor/metrics/azure-monitor-workspace-overview */
export function metricsGroup(clusterName: string, region: string): string {
  return `MA_${azureNames(clusterName).metrics.toLowerCase()}_${region}_managed`;
}
