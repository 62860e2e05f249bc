/** What a person does once the hub is up, as lines to read in a terminal. */
export function nextSteps(hub: {
  readonly binderUrl: string;
  readonly resourceGroup: string;
  readonly clusterName: string;
  readonly namespace: string;
}): string {
  return [
    `Open ${hub.binderUrl} and launch https://github.com/binder-examples/requirements`,
    `Get at the cluster:  az aks get-credentials --resource-group ${hub.resourceGroup} --name ${hub.clusterName}`,
    `See what runs:       kubectl get pods --namespace ${hub.namespace}`,
    `Read the hub's log:  kubectl logs deployment/hub --namespace ${hub.namespace}`,
    `Tear it all down:    pulumi destroy`,
  ].join("\n");
}
