import { type AksClusterArgs } from "../../components/aks-cluster";
import { type BinderHubArgs } from "../../components/binder-hub";

/** The workshop's cluster. */
export const aksArgs: AksClusterArgs = {
  location: "westeurope",
  resourceGroup: "testhub",
  nodeResourceGroup: "nodes",
  clusterName: "hubcluster",
  dnsPrefix: "hub",
  nodeCount: 3,
  vmSize: "Standard_D2s_v3",
  networkPolicy: "cilium",
};

/** A hub with next to no values, on a cluster that is not the stack's. */
export const hubArgs: BinderHubArgs = {
  namespace: "binder",
  chart: { version: "1.0.0-0.dev.git.3983.h383374de", repository: "https://example.org/charts" },
  timeout: 1200,
  historyLimit: 7,
  values: { imageBuilderType: "dind" },
  after: [],
};
