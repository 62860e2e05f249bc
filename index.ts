import * as pulumi from "@pulumi/pulumi";
import { publicAddresses } from "./components/address/public-address";
import { hubUrls, knownHosts } from "./components/address/urls";
import { AksCluster } from "./components/cluster/aks-cluster";
import { type Cluster } from "./components/cluster/cluster";
import { derivedDnsPrefix, derivedNodeResourceGroup } from "./components/cluster/derived";
import { ExistingCluster } from "./components/cluster/existing-cluster";
import { concepts } from "./components/concepts";
import { BinderHub } from "./components/hub/binder-hub";
import { outputs } from "./components/hub/outputs";
import { hubValues } from "./components/hub/values";
import { nodePools } from "./components/pools/node-pool";
import { protectedFromDeletion } from "./components/protection/protection";
import { ContainerRegistry } from "./components/registry/container-registry";
import { HubTokens } from "./components/tokens/hub-tokens";
import { sure } from "./settings/refusal";
import { readSettings } from "./stack";
import { whatStands } from "./stack/standing";
import { withoutDebugMessages } from "./startup/debug-messages";
import { withoutOldApiVersions } from "./startup/old-api-versions";

/**
 * Settings → cluster → addresses → release → outputs.
 *
 * The hub's public address is a resource of its own. It is made before the release, because `hub_url` needs it.
 */
export = async () => {
  withoutDebugMessages();
  pulumi.runtime.registerStackTransformation(withoutOldApiVersions);
  const settings = readSettings();
  const standing = await whatStands(settings);
  if (settings.protect) pulumi.runtime.registerStackTransformation(protectedFromDeletion);
  const { chart, exposure, namespace, place, secrets } = settings;
  const tags = { ...settings.tags, environment: settings.environment };

  let aks: AksCluster | undefined;
  let cluster: Cluster;
  if (place.platform === "azure") {
    const [nodeResourceGroup, dnsPrefix] = [derivedNodeResourceGroup(place), derivedDnsPrefix(place)];
    cluster = aks = new AksCluster("cluster", { ...place, nodeResourceGroup, dnsPrefix, tags, standing });
    nodePools(place, { tags, standing, cluster: aks.resource });
  } else {
    cluster = new ExistingCluster("cluster", place);
  }

  const hosts = knownHosts(settings);
  const addresses = publicAddresses({ settings, aks, hosts, tags, standing });
  const urls = pulumi
    .all([
      addresses.hub?.host ?? sure(hosts.hub, "host of the hub"),
      (addresses.binder ?? addresses.hub)?.host ?? sure(hosts.binder, "host of the Binder page"),
    ])
    .apply(([hub, binder]) => hubUrls(exposure, { hub, binder }));

  const tokens = new HubTokens("tokens", { rotation: settings.tokenRotation });
  const registry = new ContainerRegistry("registry", {
    ...{ registry: settings.registry, password: secrets.registryPassword, cluster, aks, tags, namespace },
    standing,
  });
  // Each concept gives a layer of values: login, branding, limits, storage, …
  const values = hubValues(concepts, settings, {
    ...{ urls, hosts, tokens, registry: registry.access, secrets, secretValues: settings.secretValues },
    annotations: { hub: addresses.hub?.annotations, binder: addresses.binder?.annotations },
  });

  // If a person makes the DNS record, the first `up` makes the address only. The hub comes once the record exists.
  if (!(exposure.type === "singleHost" && exposure.hold)) {
    new BinderHub(
      "binderhub",
      {
        namespace,
        chart,
        timeout: chart.timeout,
        historyLimit: chart.historyLimit,
        values,
        githubToken: secrets.githubApiToken,
        buildsReach: {
          registryRange: settings.registry.type === "custom" ? settings.registry.privateRange : undefined,
          registryNamespace: registry.access?.inCluster?.namespace,
        },
        externalNames: exposure.aliases,
        cluster: cluster.resource,
        after: [registry, addresses.hub, addresses.binder].filter((resource) => resource !== undefined),
      },
      { provider: cluster.provider },
    );
  }

  return outputs(concepts, settings, {
    urls,
    ip: addresses.hub?.ip,
    binderIp: addresses.binder?.ip,
    kubeconfig: aks?.kubeconfig,
  });
};
