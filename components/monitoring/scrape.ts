/** Where numbers are read from. */
export interface ScrapeContext {
  /** The hub's namespace. */
  readonly namespace: string;
  /** BinderHub's own path, with slashes at both ends. */
  readonly binderPath: string;
  /** JupyterHub's own path, without a slash at the end: nothing, or `/path`. */
  readonly hubPath: string;
  /** Host and port of kube-state-metrics. */
  readonly objects: string;
  /** File with the token that JupyterHub asks for. */
  readonly tokenFile: string;
  /** Any text that people who read numbers do not know: names of persons' volumes are mixed with it before they are hidden. */
  readonly salt: string;
}

/** A rule that changes labels, or leaves a number out. @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config */
interface Relabeling {
  readonly action?: "keep" | "drop" | "hashmod" | "labeldrop";
  readonly source_labels?: readonly string[];
  readonly separator?: string;
  readonly regex?: string;
  readonly target_label?: string;
  readonly replacement?: string;
  readonly modulus?: number;
}

/** Where Kubernetes puts what every pod is given. */
const account = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * What is read: BinderHub, JupyterHub, the objects of the hub's namespace, and the nodes. Everything else is left out, so that neither the name of a
 * person nor that of a repository becomes a number's label, and so that it costs little. The same text serves every Prometheus.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config
 */
export function scrapeConfigs(context: ScrapeContext) {
  const { namespace, binderPath, hubPath, objects, tokenFile } = context;
  return [
    {
      job_name: "binder",
      metrics_path: `${binderPath}metrics`,
      ...pods(namespace, { app: "binder", component: "binder" }, 8585),
      // binderhub_launch_count and binderhub_build_count carry the addresses of repositories.
      metric_relabel_configs: [
        keep(
          "binderhub_(launch_(end|wait|time)|build_time|check|schedule|github|inprogress)_.+|process_(resident|start).+",
        ),
      ],
    },
    {
      job_name: "hub",
      metrics_path: `${hubPath}/hub/metrics`,
      authorization: { credentials_file: tokenFile },
      ...pods(namespace, { app: "jupyterhub", component: "hub" }, 8081),
      metric_relabel_configs: [
        keep(
          "jupyterhub_(running_servers|total_users|active_users|server_spawn_duration_seconds_.+)|process_(resident|start).+",
        ),
      ],
    },
    {
      job_name: "kube-state-metrics",
      honor_labels: true,
      static_configs: [{ targets: [objects] }],
      metric_relabel_configs: [
        keep(objectNumbers.join("|")),
        // Another Prometheus may share it: only this hub's objects, and nodes, which are in no namespace.
        { action: "keep", source_labels: ["namespace"], regex: `${namespace}|` },
        ...namelessPods,
        ...namelessClaims(context.salt),
      ],
    },
    {
      job_name: "nodes",
      ...kubelets("/metrics"),
      metric_relabel_configs: [
        keep("kubelet_volume_stats_(available|capacity)_bytes"),
        { action: "keep", source_labels: ["namespace"], regex: namespace },
        ...namelessClaims(context.salt),
      ],
    },
    {
      job_name: "machines",
      ...kubelets("/metrics/cadvisor"),
      metric_relabel_configs: [
        keep(
          "machine_(cpu_cores|memory_bytes)|container_(cpu_usage_seconds_total|memory_working_set_bytes|fs_(usage|limit)_bytes)",
        ),
        // The node as a whole: those of pods carry the pods' names.
        { action: "keep", source_labels: ["__name__", "id"], separator: ";", regex: "machine_.+|.+;/" },
      ],
    },
  ];
}

/** Of kube-state-metrics. @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics */
const objectNumbers = [
  "kube_deployment_status_replicas_available",
  "kube_node_(info|status_condition|status_allocatable|spec_unschedulable)",
  "kube_pod_(status_phase|container_status_restarts_total|container_resource_requests)",
  "kube_persistentvolumeclaim_(status_phase|resource_requests_storage_bytes)",
  "kube_resourcequota",
] as const;

const keep = (names: string): Relabeling => ({ action: "keep", source_labels: ["__name__"], regex: names });

/**
 * Names of servers begin with `jupyter-` and carry a person's, names of builds carry a repository's. Both become the part that the pod is. Their
 * `uid` keeps them apart.
 */
const namelessPods: readonly Relabeling[] = [
  // <deployment>-<hash>-<pod>, <job>-<minute>-<pod>, <daemon set>-<pod>, <stateful set>-<number>: the hash has no vowels.
  // https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go
  {
    source_labels: ["pod"],
    regex: "(.+?)(-[bcdfghjklmnpqrstvwxz2456789]{6,10}|-[0-9]{8,})?-([bcdfghjklmnpqrstvwxz2456789]{5}|[0-9]+)",
    target_label: "part",
    replacement: "$1",
  },
  { source_labels: ["pod"], regex: "jupyter-.+", target_label: "part", replacement: "server" },
  { source_labels: ["pod"], regex: "build-.+", target_label: "part", replacement: "build" },
  { source_labels: ["part"], regex: "(server|build)", target_label: "pod", replacement: "$1" },
];

/** A person's volume is called after the person. It becomes a number that is the same each time. */
function namelessClaims(salt: string): readonly Relabeling[] {
  const [mark, number] = ["__tmp_salt", "__tmp_claim"];
  return [
    { source_labels: ["persistentvolumeclaim"], regex: "claim-.+", target_label: mark, replacement: salt },
    { action: "hashmod", source_labels: [mark, "persistentvolumeclaim"], target_label: number, modulus: 2 ** 32 },
    {
      source_labels: [mark, number],
      separator: ";",
      regex: ".+;(.+)",
      target_label: "persistentvolumeclaim",
      replacement: "claim-$1",
    },
    { action: "labeldrop", regex: "__tmp_.+" },
  ];
}

/** Pods of the hub's namespace, by their labels, at a port of theirs. */
function pods(namespace: string, labels: Readonly<Record<string, string>>, port: number) {
  const wanted = Object.entries(labels).map(([label, value]): Relabeling => ({
    action: "keep",
    source_labels: [`__meta_kubernetes_pod_label_${label}`],
    regex: value,
  }));
  return {
    kubernetes_sd_configs: [{ role: "pod", namespaces: { names: [namespace] } }],
    relabel_configs: [
      ...wanted,
      // A pod that has ended has no address of its own any more.
      { action: "drop", source_labels: ["__meta_kubernetes_pod_phase"], regex: "Succeeded|Failed" } as Relabeling,
      { source_labels: ["__meta_kubernetes_pod_ip"], target_label: "__address__", replacement: `$1:${port}` },
    ],
  };
}

/** The kubelet of every node, at its own address: certificates of kubelets name no issuer that others know. */
function kubelets(path: string) {
  return {
    scheme: "https",
    metrics_path: path,
    tls_config: { ca_file: `${account}/ca.crt`, insecure_skip_verify: true },
    authorization: { credentials_file: `${account}/token` },
    kubernetes_sd_configs: [{ role: "node" }],
    relabel_configs: [
      { source_labels: ["__meta_kubernetes_node_name"], target_label: "node" },
      { source_labels: ["__meta_kubernetes_node_name"], target_label: "instance" },
    ],
  };
}
