import { plain } from "../../../sandbox/wire";
import { at } from "../../../settings/untyped";
import { type Deployed } from "../deployed";

/** Nodes of one pool, as Azure has them. */
export interface MadePool {
  readonly name: string;
  readonly vmSize: string;
  /** The largest number of nodes. */
  readonly max: number;
  readonly spot: boolean;
  /** Nodes that an upgrade adds at a time. */
  readonly surge: number;
}

/** A claim in the cluster, for which AKS makes a disk or a file share. */
export interface MadeClaim {
  readonly gib: number;
  /** `undefined` is AKS's default. */
  readonly storageClass: string | undefined;
}

/** What is billed once a program has run: what it makes in Azure, and what AKS makes of what is in the cluster. */
export interface Made {
  readonly location: string;
  readonly tier: string;
  readonly system: MadePool;
  readonly pools: readonly MadePool[];
  /** Whether nodes are in several zones. */
  readonly zones: boolean;
  readonly addresses: number;
  readonly balancers: number;
  /** Claims that are there all the time: of the hub, of what watches it, of shared folders. */
  readonly claims: readonly MadeClaim[];
  /** Of these, what is in a backup, in GiB. */
  readonly kept: number;
  /** The claim of each person. */
  readonly home: MadeClaim | undefined;
  readonly registry: string | undefined;
  readonly blobs: string | undefined;
  readonly hasMetrics: boolean;
  /** The cap in GB a day, and the days for which each table keeps its lines. */
  readonly logs: { readonly cap: number; readonly days: readonly number[] } | undefined;
  /** Looks from outside in an hour, of all places. */
  readonly looks: number;
}

/** What the program's resources, and the values that it gives to charts, come to in Azure. */
export function madeOf({ resources }: Pick<Deployed, "resources">): Made {
  const all = (type: string) => resources.filter((one) => one.type.endsWith(type)).map(({ inputs }) => plain(inputs));
  const cluster = all(":ManagedCluster")[0];
  const [hub, prometheus] = ["binderhub", "prometheus"].map((chart) =>
    at(
      all(":helm.sh/v3:Release").find((one) => String(at(one, "chart")).includes(chart)),
      "values",
    ),
  );
  const agentPools = all(":AgentPool");
  const database = databaseOf(hub);
  const folders = all("core/v1:PersistentVolumeClaim").map((one) =>
    claim(at(one, "spec", "resources", "requests", "storage"), at(one, "spec", "storageClassName")),
  );
  const workspace = all(":operationalinsights:Workspace")[0];
  const [test] = all(":applicationinsights:WebTest");
  return {
    location: String(at(cluster, "location")),
    tier: String(at(cluster, "sku", "tier")),
    system: poolOf(at(cluster, "agentPoolProfiles", 0)),
    pools: agentPools.map(poolOf),
    zones: agentPools.some((one) => at(one, "availabilityZones") !== undefined),
    // The first is the nodes' own, which AKS makes. https://learn.microsoft.com/azure/aks/load-balancer-standard
    addresses: 1 + all(":PublicIPAddress").length,
    balancers: balancersFor(hub),
    claims: [...database, ...folders, ...prometheusOf(prometheus)],
    kept: [...database, ...folders].reduce((sum, { gib }) => sum + gib, 0),
    home: homeOf(hub),
    registry: textOf(at(all(":containerregistry:Registry")[0], "sku", "name")),
    blobs: textOf(at(all(":StorageAccount")[0], "sku", "name"))?.replace("Standard_", ""),
    hasMetrics: all(":AzureMonitorWorkspace").length > 0,
    logs:
      workspace === undefined
        ? undefined
        : {
            cap: Number(at(workspace, "workspaceCapping", "dailyQuotaGb")),
            days: [workspace, ...all(":operationalinsights:Table")].map((one) => Number(at(one, "retentionInDays"))),
          },
    looks:
      test === undefined ? 0 : (3600 / Number(at(test, "frequency"))) * (at(test, "locations") as unknown[]).length,
  };
}

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

function poolOf(pool: unknown): MadePool {
  return {
    name: String(at(pool, "agentPoolName") ?? at(pool, "name")),
    vmSize: String(at(pool, "vmSize")),
    max: Number(at(pool, "enableAutoScaling") === true ? at(pool, "maxCount") : at(pool, "count")),
    spot: at(pool, "scaleSetPriority") === "Spot",
    surge: Number(at(pool, "upgradeSettings", "maxSurge") ?? 0),
  };
}

/** Only in Gi and Ti: that is what the stacks have. */
function claim(size: unknown, storageClass: unknown): MadeClaim {
  const [, number = NaN, unit] = /^(\d+)(Gi|Ti)$/.exec(String(size)) ?? [];
  return { gib: Number(number) * (unit === "Ti" ? 1024 : 1), storageClass: textOf(storageClass) };
}

/**
 * Balancers of a cluster: one for the nodes' way out, which has the Services with public addresses too, and one that is called `kubernetes-internal` for
 * those with private ones.
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/provider/azure_loadbalancer.go `getAzureLoadBalancerName`
 */
function balancersFor(values: unknown): number {
  const services = [at(values, "service"), at(values, "jupyterhub", "proxy", "service")];
  const isPrivate = (service: unknown) =>
    at(service, "type") === "LoadBalancer" &&
    at(service, "annotations", "service.beta.kubernetes.io/azure-load-balancer-internal") === "true";
  return 1 + (services.some(isPrivate) ? 1 : 0);
}

/** @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/templates/hub/pvc.yaml and `hub.db` in values.yaml */
function databaseOf(values: unknown): readonly MadeClaim[] {
  const db = at(values, "jupyterhub", "hub", "db");
  if ((at(db, "type") ?? "sqlite-pvc") !== "sqlite-pvc") return [];
  return [claim(at(db, "pvc", "storage") ?? "1Gi", at(db, "pvc", "storageClassName"))];
}

/** @see https://github.com/jupyterhub/kubespawner/blob/7.0.0/kubespawner/spawner.py `storage_pvc_ensure`, which the chart sets for the type `dynamic` */
function homeOf(values: unknown): MadeClaim | undefined {
  const storage = at(values, "jupyterhub", "singleuser", "storage");
  if (at(storage, "type") !== "dynamic") return undefined;
  return claim(at(storage, "capacity"), at(storage, "dynamic", "storageClass"));
}

/** @see https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus/templates/pvc.yaml */
function prometheusOf(values: unknown): readonly MadeClaim[] {
  if (values === undefined) return [];
  const [server, alerts] = [at(values, "server", "persistentVolume"), at(values, "alertmanager", "persistence")];
  return [
    ...(at(server, "enabled") === false ? [] : [claim(at(server, "size"), at(server, "storageClass"))]),
    ...(at(alerts, "enabled") === true ? [claim(at(alerts, "size") ?? "2Gi", at(alerts, "storageClass"))] : []),
  ];
}
