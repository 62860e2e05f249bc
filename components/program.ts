import * as pulumi from "@pulumi/pulumi";
import { sure } from "../settings/refusal";
import { type Settings } from "../settings/settings";
import { type StandingOf } from "../standing";
import { backupStore } from "./backup/backup-store";
import { publicAddresses } from "./address/public-address";
import { balancedServices } from "./address/values";
import { hubUrls, knownHosts } from "./address/urls";
import { AksCluster } from "./cluster/aks-cluster";
import { type Cluster } from "./cluster/cluster";
import { clusterArgs } from "./cluster/derived";
import { withoutEvents } from "./events/maintenance";
import { eventPools } from "./events/pools";
import { ExistingCluster } from "./cluster/existing-cluster";
import { type HubContext } from "./concept";
import { concepts } from "./concepts";
import { budgetOf } from "./cost/budget";
import { type Home } from "./home";
import { BinderHub } from "./hub/binder-hub";
import { furnishings } from "./hub/furnishings";
import { outputs } from "./hub/outputs";
import { hubValues } from "./hub/values";
import { MaintenanceWindows } from "./maintenance/maintenance-windows";
import { collectsLogs, logsWorkspace } from "./monitoring/azure/logs-workspace";
import { nodeProxy } from "./network/nodes";
import { nodePools } from "./pools/node-pool";
import { clusterSleepOf } from "./schedule/cluster-sleep";
import { sleeping } from "./schedule/pools";
import { reached } from "./walls/values";
import { ContainerRegistry } from "./registry/container-registry";
import { checkLaunches } from "./operate/service";
import { HubTokens } from "./tokens/hub-tokens";

/**
 * Settings → cluster → addresses → release → outputs.
 *
 * The hub's public address is a resource of its own. It is made before the release, because `hub_url` needs it.
 *
 * @param standing what is known about each resource already, by its name
 */
export function hubWithItsCluster(
  settings: Settings & Pick<HubContext, "secrets" | "secretValues">,
  standing: StandingOf,
  home: Home = { prefix: "" },
): Record<string, unknown> {
  const { prefix, parent } = home;
  const { chart, exposure, namespace, place, secrets } = settings;
  const tags = { ...settings.tags, environment: settings.environment };

  let aks: AksCluster | undefined;
  let cluster: Cluster;
  if (place.platform === "azure") {
    const { resourceGroup, clusterName, maintenance } = place;
    cluster = aks = new AksCluster(
      `${prefix}cluster`,
      {
        ...clusterArgs(place),
        nodeProxy: nodeProxy(settings.network),
        metrics: settings.monitoring.type === "azure",
        logs: collectsLogs(settings),
        workspace: (group) => logsWorkspace(settings, group, home),
        tags,
        standing,
      },
      { parent },
    );
    const shared = { tags, standing, cluster: aks.resource };
    nodePools({ ...place, pools: sleeping(place.pools, settings.schedule) }, shared, home);
    const { pools, taints } = eventPools(settings);
    nodePools({ ...place, pools }, { ...shared, taints }, home, "event");
    new MaintenanceWindows(
      `${prefix}maintenance`,
      {
        ...{ resourceGroup, clusterName, cluster: aks.resource },
        maintenance: withoutEvents(maintenance, settings),
      },
      { parent },
    );
  } else {
    cluster = new ExistingCluster(`${prefix}cluster`, place, { parent });
  }

  const hosts = knownHosts(settings);
  const addresses = publicAddresses({ settings, aks, hosts, tags, standing }, home);
  const urls = pulumi
    .all([
      addresses.hub?.host ?? sure(hosts.hub, "host of the hub"),
      (addresses.binder ?? addresses.hub)?.host ?? sure(hosts.binder, "host of the Binder page"),
    ])
    .apply(([hub, binder]) => hubUrls(exposure, { hub, binder }));

  const tokens = new HubTokens(
    `${prefix}tokens`,
    {
      rotation: settings.tokenRotation,
      check: checkLaunches(settings),
      monitoring: settings.monitoring.type !== "none",
      schedule: settings.schedule !== undefined,
      events: settings.events !== undefined,
    },
    { parent },
  );
  const registry = new ContainerRegistry(
    `${prefix}registry`,
    { registry: settings.registry, password: secrets.registryPassword, cluster, aks, tags, namespace, standing },
    { parent },
  );
  // Each concept gives a layer of values: login, branding, limits, storage, …
  const context: HubContext = {
    ...{ urls, hosts, tokens, registry: registry.access, secrets, secretValues: settings.secretValues, home },
    annotations: { hub: addresses.hub?.annotations, binder: addresses.binder?.annotations },
  };
  const values = hubValues(concepts, settings, context);

  const made = {
    urls,
    ip: addresses.hub?.ip,
    binderIp: addresses.binder?.ip,
    kubeconfig: aks?.kubeconfig,
    checkToken: tokens.check,
    backups: backupStore(settings, secrets, standing, home),
    logs: aks?.workspace,
  };
  budgetOf(settings, aks?.group, home);
  clusterSleepOf(settings, aks, home);
  // If a person makes the DNS record, the first `up` makes the address only. The hub comes once the record exists.
  if (!(exposure.type === "singleHost" && exposure.hold)) {
    new BinderHub(
      `${prefix}binderhub`,
      {
        namespace,
        chart,
        timeout: chart.timeout,
        historyLimit: chart.historyLimit,
        values,
        githubToken: secrets.githubApiToken,
        inNamespace: (inside) => furnishings(concepts, settings, context, inside),
        afterRelease: (inside) =>
          concepts.forEach(({ afterRelease }) => afterRelease?.(settings, made, inside, context)),
        buildsReach: {
          reach: reached(settings),
          registryNamespace: registry.access?.inCluster?.namespace,
        },
        balanced: balancedServices(exposure),
        externalNames: exposure.externalNames,
        cluster: cluster.resource,
        after: [registry, addresses.hub, addresses.binder].filter((resource) => resource !== undefined),
      },
      { provider: cluster.provider, parent },
    );
  }

  return outputs(concepts, settings, made);
}
