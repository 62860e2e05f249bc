// First: before anything else makes a promise or a message.
import "./startup/quiet-sdk";
import * as pulumi from "@pulumi/pulumi";
import { AksCluster } from "./components/cluster/aks-cluster";
import { Authentication } from "./components/login/authentication";
import { BinderHub } from "./components/hub/binder-hub";
import { Branding } from "./components/branding/branding";
import { type Cluster } from "./components/cluster/cluster";
import { ContainerRegistry } from "./components/registry/container-registry";
import { ExistingCluster } from "./components/cluster/existing-cluster";
import { HubTokens } from "./components/tokens/hub-tokens";
import { nodePools } from "./components/pools/node-pool";
import { protectedFromDeletion } from "./standing/protection";
import { publicAddresses } from "./components/address/public-address";
import { readSettings } from "./settings";
import { sure } from "./settings/refusal";
import { derivedDnsPrefix, derivedNodeResourceGroup } from "./components/cluster/derived";
import { whatStands } from "./standing";
import { withoutOldApiVersions } from "./startup/old-api-versions";
import { hubValues } from "./components/hub/values";
import { afterDestroy, dnsRecord, nextSteps } from "./components/hub/next-steps";
import { binderPath, hubUrls, knownHosts } from "./components/address/urls";

/**
 * Settings → cluster → addresses → release → outputs.
 *
 * The one idea: the hub's public address is a resource of its own, made before the release, and flows into `hub_url`.
 */
export = async () => {
  pulumi.runtime.registerStackTransformation(withoutOldApiVersions);
  const settings = readSettings();
  const standing = await whatStands(settings);
  if (settings.protect) pulumi.runtime.registerStackTransformation(protectedFromDeletion);
  const { auth, azure, chart, exposure, location, namespace, secrets } = settings;
  const tags = { ...settings.tags, environment: settings.environment };

  const aks =
    settings.platform === "azure"
      ? new AksCluster("cluster", {
          ...azure,
          location,
          nodeResourceGroup: derivedNodeResourceGroup(settings),
          dnsPrefix: derivedDnsPrefix(settings),
          tags,
          standing,
        })
      : undefined;
  const cluster: Cluster =
    aks ?? new ExistingCluster("cluster", sure(settings.kubernetes, "context of an existing cluster"));
  if (aks !== undefined) nodePools(azure, { tags, standing, cluster: aks.resource });

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
    ...{ registry: settings.registry, password: secrets.registryPassword, cluster, aks, location, tags, namespace },
    standing,
  });
  const authentication =
    auth.type === "none"
      ? undefined
      : new Authentication("login", {
          auth,
          hubCallback: urls.hubCallback,
          binderCallback: urls.binderCallback,
          secret: sure(auth.type === "dummy" ? secrets.dummyPassword : secrets.authClientSecret, "secret of the login"),
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
        values: hubValues(settings, {
          hubUrl: urls.hub,
          hosts,
          annotations: { hub: addresses.hub?.annotations, binder: addresses.binder?.annotations },
          tokens,
          registry: registry.access,
          options: [authentication?.values ?? {}, branding?.values ?? {}],
        }),
        githubToken: secrets.githubApiToken,
        buildsReach: {
          registryRange: settings.registry.type === "custom" ? settings.registry.privateRange : undefined,
          registryNamespace: registry.access?.inCluster?.namespace,
        },
        aliases: exposure.aliases,
        cluster: cluster.resource,
        after: [registry, addresses.hub, addresses.binder].filter((resource) => resource !== undefined),
      },
      { provider: cluster.provider },
    );
  }

  return {
    binderUrl: urls.binder,
    hubUrl: urls.hub,
    ...(addresses.hub && { proxyPublicIp: addresses.hub.ip }),
    ...(addresses.binder && { binderIp: addresses.binder.ip }),
    ...(aks && { resourceGroup: azure.resourceGroup, clusterName: azure.clusterName, kubeconfig: aks.kubeconfig }),
    ...(settings.kubernetes && { context: settings.kubernetes.context }),
    namespace,
    ...(authentication && auth.type !== "dummy" && { oauthCallbackUrl: authentication.callbackUrl }),
    ...(addresses.hub && dnsRecord(settings, addresses.hub.ip)),
    nextSteps: pulumi.all([urls.binder, addresses.hub?.ip]).apply(([url, ip]) => nextSteps(settings, url, ip)),
    ...afterDestroy(settings),
  };
};
