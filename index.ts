import * as pulumi from "@pulumi/pulumi";
import { AksCluster } from "./components/aks-cluster";
import { Authentication } from "./components/authentication";
import { BinderHub } from "./components/binder-hub";
import { Branding } from "./components/branding";
import { type Cluster } from "./components/cluster";
import { ContainerRegistry } from "./components/container-registry";
import { ExistingCluster } from "./components/existing-cluster";
import { HubTokens } from "./components/hub-tokens";
import { NodePool } from "./components/node-pool";
import { PublicAddress } from "./components/public-address";
import { readSettings } from "./settings";
import { derivedDnsPrefix, derivedNodeResourceGroup } from "./settings/derived";
import { builderValues } from "./values/builder";
import { composeValues } from "./values/compose";
import { exposureValues } from "./values/exposure";
import { limitValues } from "./values/limits";
import { afterDestroy, dnsRecord, nextSteps } from "./values/next-steps";
import { poolValues } from "./values/pools";
import { registryValues } from "./values/registry";
import { storageValues } from "./values/storage";
import { tokenValues } from "./values/tokens";
import { wallValues } from "./values/walls";
import { binderPath, hubUrls, knownHosts } from "./values/urls";

/**
 * Settings → cluster → addresses → release → outputs.
 *
 * The one idea: the hub's public address is a resource of its own, made before the release, and flows into `hub_url`.
 */
export = () => {
  const settings = readSettings();
  const { azure, chart, exposure, location, namespace, secrets } = settings;
  const nodeResourceGroup = derivedNodeResourceGroup(settings);
  const tags = { environment: settings.environment, ...settings.tags };
  const protection = { protect: settings.protect };

  const aks =
    settings.platform === "azure"
      ? new AksCluster("cluster", {
          ...azure,
          location,
          nodeResourceGroup,
          dnsPrefix: derivedDnsPrefix(settings),
          tags,
        })
      : undefined;
  const cluster: Cluster =
    aks ?? new ExistingCluster("cluster", settings.kubernetes ?? { kubeconfig: "", context: "" });

  if (aks !== undefined) {
    for (const [poolName, pool] of Object.entries(azure.pools)) {
      new NodePool(`pool-${poolName}`, { ...azure, poolName, pool, tags, cluster: aks.resource });
    }
  }

  const hosts = knownHosts(settings);
  const publicAddress = (
    name: "proxy-public" | "binder",
    args: Partial<ConstructorParameters<typeof PublicAddress>[1]>,
  ) =>
    aks &&
    new PublicAddress(
      name,
      {
        addressName: `binderhub-${name}`,
        location,
        nodeResourceGroup,
        tags,
        cluster: aks.resource,
        ...args,
      },
      protection,
    );
  const [hubAddress, binderAddress] =
    exposure.type === "loadBalancer"
      ? [
          publicAddress("proxy-public", {
            dnsLabel: exposure.dnsLabel && `${exposure.dnsLabel}-hub`,
            hostName: hosts.hub,
          }),
          publicAddress("binder", { dnsLabel: exposure.dnsLabel, hostName: hosts.binder }),
        ]
      : exposure.type === "singleHost"
        ? // The address that users are given keeps its name: a DNS label cannot move from one address to another in one go.
          [publicAddress("binder", { dnsLabel: exposure.dnsLabel, zone: exposure.zone, hostName: hosts.hub })]
        : [];
  const urls = pulumi
    .all([hubAddress?.host ?? hosts.hub ?? "", (binderAddress ?? hubAddress)?.host ?? hosts.binder ?? ""])
    .apply(([hub, binder]) => hubUrls(exposure, { hub, binder }));

  const tokens = new HubTokens("tokens", { rotation: settings.tokenRotation });

  const registry = new ContainerRegistry(
    "registry",
    {
      registry: settings.registry,
      password: secrets.registryPassword,
      cluster,
      aks,
      location,
      tags,
      namespace,
    },
    protection,
  );

  const authentication =
    settings.auth.type === "none"
      ? undefined
      : new Authentication("login", {
          auth: settings.auth,
          hubCallback: urls.hubCallback,
          binderCallback: urls.binderCallback,
          secret: (settings.auth.type === "dummy" ? secrets.dummyPassword : secrets.authClientSecret) ?? "",
        });

  const branding =
    Object.keys(settings.branding).length === 0
      ? undefined
      : new Branding("branding", {
          branding: settings.branding,
          pictures: settings.pictures,
          basePath: binderPath(exposure),
        });

  // Where a person makes the DNS record, the address comes first and the hub only when the record is there.
  if (!(exposure.type === "singleHost" && exposure.hold)) {
    new BinderHub(
      "binderhub",
      {
        namespace,
        chart,
        timeout: chart.timeout,
        historyLimit: chart.historyLimit,
        values: composeValues(
          [
            builderValues(settings.builder, aks === undefined ? settings.existing.nodeCount : azure.nodeCount),
            tokenValues(tokens),
            registryValues(registry.access, settings.registry.prefix),
            exposureValues(exposure, {
              hubUrl: urls.hub,
              annotations: { hub: hubAddress?.annotations, binder: binderAddress?.annotations },
              hosts,
            }),
            authentication?.values ?? {},
            branding?.values ?? {},
            storageValues(settings.storage),
            limitValues(settings.limits, settings.builder),
            poolValues(azure.pools, settings.scheduling),
            wallValues(settings),
          ],
          settings.extraValues,
        ),
        githubToken: secrets.githubApiToken,
        buildsReach: {
          registryRange: settings.registry.type === "custom" ? settings.registry.privateRange : undefined,
          registryNamespace: registry.access?.inCluster?.namespace,
        },
        aliases: exposure.aliases,
        cluster: cluster.resource,
        after: [registry, hubAddress, binderAddress].filter((resource) => resource !== undefined),
      },
      { provider: cluster.provider },
    );
  }

  return {
    binderUrl: urls.binder,
    hubUrl: urls.hub,
    ...(hubAddress && { proxyPublicIp: hubAddress.ip }),
    ...(binderAddress && { binderIp: binderAddress.ip }),
    ...(aks && { resourceGroup: azure.resourceGroup, clusterName: azure.clusterName, kubeconfig: aks.kubeconfig }),
    ...(settings.kubernetes && { context: settings.kubernetes.context }),
    namespace,
    ...(authentication && settings.auth.type !== "dummy" && { oauthCallbackUrl: authentication.callbackUrl }),
    ...(hubAddress && dnsRecord(settings, hubAddress.ip)),
    nextSteps: pulumi.all([urls.binder, hubAddress?.ip ?? ""]).apply(([url, ip]) => nextSteps(settings, url, ip)),
    ...afterDestroy(settings),
  };
};
