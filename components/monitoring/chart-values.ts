import { type Input } from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { bytesOfQuantity } from "../limits/memory";
import { besideCore } from "../scheduling/beside-core";
import { notifyFolder } from "./prometheus";
import { objectsService, services } from "./names";
import { alertmanagerConfig, tellsSomebody } from "./notify";

type InCluster = Extract<Settings["monitoring"], { type: "inCluster" }>;

/** What the values of the chart need beside the settings. */
export interface PrometheusContext {
  readonly namespace: string;
  readonly settings: InCluster;
  /** The Secret with Prometheus's configuration. */
  readonly config: Input<string>;
  /** The Secret with what Alertmanager must not show. @default it needs none */
  readonly notify?: Input<string>;
  /** The account that reads the nodes. */
  readonly account: string;
}

/** Kinds of objects that are counted. Neither Secrets nor ConfigMaps are among them. */
const counted = ["deployments", "nodes", "persistentvolumeclaims", "pods", "resourcequotas"] as const;

const closed = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/**
 * The values of Prometheus's chart. It brings its own configuration, rights and jobs; none of them is taken.
 * @see https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus/values.yaml
 */
export function prometheusValues({ namespace, settings, config, notify, account }: PrometheusContext) {
  const { keep, size, storageClass, alerts } = settings;
  const seccomp = { seccompProfile: { type: "RuntimeDefault" } };
  const nobody = { runAsUser: 65_534, runAsGroup: 65_534, runAsNonRoot: true, fsGroup: 65_534, ...seccomp };
  return {
    rbac: { create: false },
    serviceAccounts: { server: { create: false, name: account } },
    server: {
      fullnameOverride: services.prometheus,
      configFromSecret: config,
      retention: keep,
      // Nothing but a number of days is not enough: a volume that is full stops it.
      retentionSize: `${Math.floor((0.8 * bytesOfQuantity(size)) / 2 ** 20)}MB`,
      persistentVolume: { size, ...(storageClass !== undefined && { storageClass }) },
      resources: { requests: { cpu: "50m", memory: "256Mi" }, limits: { memory: "1Gi" } },
      // JupyterHub's own policy lets pods with this label in.
      podLabels: { "hub.jupyter.org/network-access-hub": "true" },
      securityContext: nobody,
      containerSecurityContext: closed,
      ...besideCore,
    },
    configmapReload: { prometheus: { containerSecurityContext: closed } },
    alertmanager: tellsSomebody(alerts)
      ? {
          enabled: true,
          fullnameOverride: services.alertmanager,
          automountServiceAccountToken: false,
          config: alertmanagerConfig(alerts, notifyFolder, namespace),
          ...(notify !== undefined && {
            extraSecretMounts: [{ name: "notify", mountPath: notifyFolder, secretName: notify, readOnly: true }],
          }),
          // Its own words for it. The chart asks for its page.
          livenessProbe: { httpGet: { path: "/-/healthy", port: "http" } },
          readinessProbe: { httpGet: { path: "/-/ready", port: "http" } },
          // What it remembers is which messages were sent: not worth a disk.
          persistence: { enabled: false },
          resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
          securityContext: { runAsUser: 65_534, runAsGroup: 65_534, runAsNonRoot: true, ...seccomp, ...closed },
          ...besideCore,
        }
      : { enabled: false },
    "kube-state-metrics": {
      fullnameOverride: objectsService(namespace),
      collectors: [...counted],
      namespaces: namespace,
      // A Role, in place of a ClusterRole: only the hub's namespace.
      rbac: { useClusterRole: false },
      resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "256Mi" } },
      ...besideCore,
    },
    "prometheus-node-exporter": { enabled: false },
    "prometheus-pushgateway": { enabled: false },
  };
}
