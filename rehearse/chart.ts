import { type Chart, type ChartObject, type ChartOf, unknownChart } from "../sandbox/kubernetes/charts";
import { objectKey } from "../sandbox/kubernetes/cluster";
import { serviceType } from "../sandbox/kubernetes/services";
import { claimType } from "../sandbox/kubernetes/volumes";
import { CloudError, type Properties, textOf } from "../sandbox/model";
import { at } from "../settings/untyped";
import { checkChartValues } from "./chart-schemas";

/** The chart of a release: BinderHub's, unless it is called otherwise. Of others, nothing is known. */
export const chartOf: ChartOf = (release) =>
  /^prometheus\b/.test(textOf(release, "chart").split("/").at(-1) ?? "") ? unknownChart(release) : binderHub;

/** The BinderHub chart. */
export const binderHub: Chart = {
  name: "binderhub",
  version: "0.0.1-set.by.chartpress",
  check: checkChartValues,
  objects(release, cluster) {
    if (typeof at(release, "values", "config", "BinderHub", "hub_url") !== "string") {
      throw new CloudError("hub_url is empty: every launch would end in a URL that leads nowhere");
    }
    return objects(release, cluster);
  },
};

/**
 * What the BinderHub chart makes of a release, in Helm's order. Only objects are modelled that others can clash with, or that hold
 * something. Outside of the namespace, a name begins with the release's.
 *
 * @see https://github.com/jupyterhub/binderhub/tree/main/helm-chart/binderhub/templates
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/main/jupyterhub/templates/_helpers-names.tpl
 */
function objects(inputs: Properties, cluster: string): ChartObject[] {
  const [name, namespace] = [textOf(inputs, "name"), textOf(inputs, "namespace")];
  const annotations = { "meta.helm.sh/release-name": name, "meta.helm.sh/release-namespace": namespace };
  const labels = { "app.kubernetes.io/managed-by": "Helm" };
  const setting = (otherwise: unknown, ...path: string[]) => at(inputs.values, ...path) ?? otherwise;
  const scheduling = ["jupyterhub", "scheduling"];

  const outside = (kind: string, type: string, suffix: string, wanted: unknown): ChartObject[] =>
    wanted !== true
      ? []
      : [
          {
            key: `${cluster}/${kind}/${name}-${suffix}`,
            kind,
            type: `kubernetes:${type}:${kind}`,
            properties: { metadata: { name: `${name}-${suffix}`, annotations, labels } },
          },
        ];
  const inside = (kind: string, type: string, plural: string, own: string, spec: Properties, more?: unknown) => ({
    key: objectKey(cluster, namespace, plural, own),
    kind,
    type,
    properties: {
      metadata: { name: own, namespace, labels, annotations: { ...(more as Properties | undefined), ...annotations } },
      spec,
    },
  });
  const service = (own: string, values?: unknown, ports: unknown[] = [at(values, "nodePort")]) =>
    inside(
      "Service",
      serviceType,
      "services",
      own,
      {
        type: at(values, "type") ?? "ClusterIP",
        ports: ports.map((nodePort) => ({ ...(nodePort ? { nodePort } : {}) })),
      },
      at(values, "annotations"),
    );
  const proxy = at(inputs.values, "jupyterhub", "proxy", "service");
  const hasPriorities = setting(false, ...scheduling, "podPriority", "enabled");
  const hasPlaceholders = hasPriorities && setting(true, ...scheduling, "userPlaceholder", "enabled");
  const hasScheduler = setting(true, ...scheduling, "userScheduler", "enabled");
  const hasCleaner = setting(true, "imageCleaner", "enabled");
  const roles = (kind: string) => [
    ...outside(kind, "rbac.authorization.k8s.io/v1", "user-scheduler", hasScheduler),
    ...outside(kind, "rbac.authorization.k8s.io/v1", "image-cleaner", hasCleaner),
  ];
  return [
    ...outside("PriorityClass", "scheduling.k8s.io/v1", "default-priority", hasPriorities),
    ...outside("PriorityClass", "scheduling.k8s.io/v1", "user-placeholder-priority", hasPlaceholders),
    ...(setting("sqlite-pvc", "jupyterhub", "hub", "db", "type") === "sqlite-pvc"
      ? [inside("PersistentVolumeClaim", claimType, "persistentvolumeclaims", "hub-db-dir", {})]
      : []),
    ...roles("ClusterRole"),
    ...roles("ClusterRoleBinding"),
    service("binder", at(inputs.values, "service")),
    service("hub"),
    service("proxy-api"),
    service("proxy-public", proxy, [at(proxy, "nodePorts", "http"), at(proxy, "nodePorts", "https")]),
  ];
}
