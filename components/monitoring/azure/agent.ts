import { stringify } from "yaml";
import { type ChartValues } from "../../chart/chart-values";
import { intervalSeconds } from "../rule-file";
import { scrapeConfigs, type ScrapeContext } from "../scrape";

/** Where AKS's agent runs, and finds what it is told. */
export const agent = {
  namespace: "kube-system",
  settings: "ama-metrics-settings-configmap",
  config: "ama-metrics-prometheus-config",
  secret: "ama-metrics-mtls-secret",
  /** Where it has the Secret. */
  folder: "/etc/prometheus/certs",
  /** Key of the Secret with JupyterHub's token. */
  token: "hub-token",
  /** What it has of the cluster's objects. */
  objects: "ama-metrics-ksm.kube-system.svc.cluster.local:8080",
  /** Label of the pods that read numbers. */
  labels: { rsName: "ama-metrics" },
} as const;

/**
 * What the agent reads by itself. All of it is off: it carries names of people's pods and volumes. A target that is not named here is on or off as the
 * agent's version has it.
 * @see https://github.com/Azure/prometheus-collector/blob/main/otelcollector/configmaps/ama-metrics-settings-configmap.yaml
 */
const targets = [
  ...["kubelet", "coredns", "cadvisor", "kubeproxy", "apiserver", "kubestate", "nodeexporter", "kappiebasic"],
  ...["networkobservabilityRetina", "networkobservabilityHubble", "networkobservabilityCilium"],
  ...["acstor-capacity-provisioner", "acstor-metrics-exporter", "local-csi-driver", "dcgmexporter"],
  ...["windowsexporter", "windowskubeproxy", "prometheuscollectorhealth", "ztunnel", "istio-cni"],
  ...["controlplane-apiserver", "controlplane-cluster-autoscaler", "controlplane-etcd", "controlplane-istio"],
  ...["controlplane-kube-controller-manager", "controlplane-kube-scheduler", "controlplane-node-auto-provisioning"],
] as const;

/** The agent's settings, in the form that its versions before July 2026 read too. */
export function agentSettings(): Record<string, string> {
  return {
    "schema-version": "v1",
    "config-version": "1",
    "default-scrape-settings-enabled": targets.map((target) => `${target} = false`).join("\n"),
    "pod-annotation-based-scraping": 'podannotationnamespaceregex = ""',
  };
}

/** What it reads for the hub. @see https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-configuration */
export function agentConfig(context: Omit<ScrapeContext, "tokenFile" | "objects">): Record<string, string> {
  const tokenFile = `${agent.folder}/${agent.token}`;
  return {
    "prometheus-config": stringify({
      global: { scrape_interval: `${intervalSeconds}s` },
      scrape_configs: scrapeConfigs({ ...context, objects: agent.objects, tokenFile }),
    }),
  };
}

/** JupyterHub's own policy lets the agent in. */
export const agentValues: ChartValues = {
  jupyterhub: {
    hub: {
      networkPolicy: {
        ingress: [
          {
            from: [
              {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": agent.namespace } },
                podSelector: { matchLabels: agent.labels },
              },
            ],
            ports: [{ protocol: "TCP", port: 8081 }],
          },
        ],
      },
    },
  },
};
