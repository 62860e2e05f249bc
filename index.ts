import * as pulumi from "@pulumi/pulumi";
import { AksCluster } from "./components/aks-cluster";
import { BinderHub } from "./components/binder-hub";
import { ContainerRegistry } from "./components/container-registry";
import { HubTokens } from "./components/hub-tokens";
import { PublicAddress } from "./components/public-address";
import { readSettings } from "./settings";
import { derivedDnsPrefix, derivedNodeResourceGroup } from "./settings/derived";
import { nextSteps } from "./values/next-steps";
import { builderValues } from "./values/builder";
import { composeValues } from "./values/compose";
import { loadBalancerValues } from "./values/exposure";
import { registryValues } from "./values/registry";
import { tokenValues } from "./values/tokens";
import { twoAddressUrls } from "./values/urls";

/**
 * Settings → cluster → addresses → release → outputs.
 *
 * The one idea: the hub's public address is a resource of its own, made before the release, and flows into `hub_url`.
 */
export = () => {
  const settings = readSettings();
  const { location, azure, exposure, namespace } = settings;
  const nodeResourceGroup = derivedNodeResourceGroup(settings);

  const cluster = new AksCluster("cluster", {
    ...azure,
    location,
    nodeResourceGroup,
    dnsPrefix: derivedDnsPrefix(settings),
  });

  const address = (name: string, dnsLabel?: string) =>
    new PublicAddress(name, {
      addressName: `${namespace}-${name}`,
      location,
      nodeResourceGroup,
      dnsLabel,
      cluster: cluster.cluster,
    });
  const hubAddress = address("proxy-public", exposure.dnsLabel && `${exposure.dnsLabel}-hub`);
  const binderAddress = address("binder", exposure.dnsLabel);
  const urls = pulumi
    .all([hubAddress.host, binderAddress.host])
    .apply(([hub, binder]) => twoAddressUrls({ hub, binder }));

  const tokens = new HubTokens("tokens", { rotation: settings.tokenRotation });

  const registry = new ContainerRegistry("registry", {
    registry: settings.registry,
    password: settings.secrets.registryPassword ?? "",
  });

  new BinderHub(
    "binderhub",
    {
      namespace,
      chart: settings.chart,
      timeout: settings.chart.timeout,
      historyLimit: settings.chart.historyLimit,
      values: composeValues([
        builderValues(azure.nodeCount),
        tokenValues(tokens),
        registryValues(registry),
        loadBalancerValues({
          hubUrl: urls.hub,
          hubAnnotations: hubAddress.annotations,
          binderAnnotations: binderAddress.annotations,
        }),
      ]),
      cluster: cluster.cluster,
      after: [hubAddress, binderAddress],
    },
    { provider: cluster.provider },
  );

  return {
    binderUrl: urls.binder,
    hubUrl: urls.hub,
    proxyPublicIp: hubAddress.ip,
    binderIp: binderAddress.ip,
    resourceGroup: azure.resourceGroup,
    clusterName: azure.clusterName,
    namespace,
    kubeconfig: cluster.kubeconfig,
    nextSteps: urls.binder.apply((url) => nextSteps({ ...azure, namespace, binderUrl: url })),
  };
};
