import { at } from "../settings/untyped";
import { type Thing } from "../sandbox/clouds";
import { CloudError, type Properties, textOf } from "../sandbox/model";
import { metadata, objectKey } from "../sandbox/kubernetes/cluster";
import { serviceType } from "../sandbox/kubernetes/services";
import { claimType } from "../sandbox/kubernetes/volumes";

/** An object that the chart makes. */
export interface ChartObject extends Thing {
  readonly key: string;
  readonly kind: string;
}

/**
 * What the BinderHub chart makes of a release, in the order in which Helm does: of all that, what others can clash with or what holds
 * something. Names of what stands outside of the namespace begin with the release's.
 *
 * @see https://github.com/jupyterhub/binderhub/tree/main/helm-chart/binderhub/templates
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/main/jupyterhub/templates/_helpers-names.tpl
 */
export function chartObjects(inputs: Properties, cluster: string): ChartObject[] {
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

/** Whether an object belongs to a release, as Helm sees it. */
export function isOwned({ properties }: Thing, { name, namespace }: Properties): boolean {
  return faults(properties, String(name), String(namespace)).length === 0;
}

/**
 * Refuses what is there and belongs to somebody else.
 * @see https://github.com/helm/helm/blob/v3.20.2/pkg/action/validate.go for `existingResourceConflict`
 */
export function mustBeOwned({ kind, properties }: ChartObject, there: Thing, release: Properties, doing: string): void {
  const wrong = faults(there.properties, textOf(release, "name"), textOf(release, "namespace"));
  if (wrong.length === 0) return;
  const [name, namespace] = (["name", "namespace"] as const).map((key) => metadata(properties, key) ?? "");
  throw new CloudError(
    `Unable to continue with ${doing}: ${kind} "${name ?? ""}" in namespace "${namespace ?? ""}" exists and cannot be imported into the current release: invalid ownership metadata; ${wrong.join("; ")}`,
  );
}

function faults(properties: Properties, name: string, namespace: string): string[] {
  const fault = (place: "labels" | "annotations", key: string, value: string) => {
    const actual = at(properties, "metadata", place, key);
    if (actual === value) return [];
    const what = `${place.slice(0, -1)} validation error: `;
    return typeof actual === "string"
      ? [`${what}key "${key}" must equal "${value}": current value is "${actual}"`]
      : [`${what}missing key "${key}": must be set to "${value}"`];
  };
  return [
    ...fault("labels", "app.kubernetes.io/managed-by", "Helm"),
    ...fault("annotations", "meta.helm.sh/release-name", name),
    ...fault("annotations", "meta.helm.sh/release-namespace", namespace),
  ];
}
