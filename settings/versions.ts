/** A version that the program pins or knows, with the page that it is from. */
interface Row<Value> {
  readonly is: Value;
  /** The day on which the page was read last. */
  readonly read: string;
  readonly source: string;
}

/** The last days of a minor version of Kubernetes. */
interface Ends {
  /** With AKS's usual support. */
  readonly usual: string;
  /** With its long-term support. */
  readonly longTerm: string;
}

/** Every version that the program pins or knows. If you change one here, it changes everywhere. */
export const versions = {
  /** The BinderHub chart. Only pre-releases are published; this is the one that mybinder.org took on 2026-07-02. */
  chart: {
    is: "1.0.0-0.dev.git.3983.h383374de",
    read: "2026-11-27",
    source: "https://github.com/jupyterhub/mybinder.org-deploy/blob/main/mybinder/Chart.yaml",
  },
  /** The chart with the BinderHub for which the gate before private repositories was written. It was tried with this one. */
  privateRepositories: {
    is: "1.0.0-0.dev.git.3959.hb9fad995",
    read: "2026-11-27",
    source: "https://github.com/jupyterhub/binderhub/tree/b9fad995",
  },
  /**
   * The first JupyterHub 5 with no known vulnerability. 5.5.3 mends the last one that most hubs have, but refuses tokens of 64 characters, which the
   * program makes; 5.5.4 takes them.
   */
  jupyterHub: {
    is: "5.5.4",
    read: "2026-11-27",
    source: "https://github.com/jupyterhub/jupyterhub/security/advisories/GHSA-hx46-2cv3-mh6g",
  },
  /** The lowest minor version of Kubernetes that the chart takes, by the `kubeVersion` of its parts. */
  kubernetesMinimumMinor: {
    is: 28,
    read: "2026-11-27",
    source: "https://github.com/jupyterhub/binderhub/blob/main/helm-chart/binderhub/Chart.yaml",
  },
  /** The Kubernetes version in examples. */
  kubernetes: {
    is: "1.36",
    read: "2026-11-27",
    source: "https://learn.microsoft.com/azure/aks/supported-kubernetes-versions",
  },
  /** The end of AKS's support for a minor version of Kubernetes, by its number. Older ones have ended. */
  kubernetesEnds: {
    is: new Map<number, Ends>([
      [31, { usual: "2025-11-01", longTerm: "2026-11-30" }],
      [32, { usual: "2026-03-31", longTerm: "2027-03-31" }],
      [33, { usual: "2026-07-31", longTerm: "2027-07-31" }],
      [34, { usual: "2026-11-30", longTerm: "2027-11-30" }],
      [35, { usual: "2027-03-31", longTerm: "2028-03-31" }],
      [36, { usual: "2027-06-30", longTerm: "2028-06-30" }],
      [37, { usual: "2027-10-31", longTerm: "2028-10-31" }],
    ]),
    read: "2026-11-27",
    source: "https://learn.microsoft.com/azure/aks/supported-kubernetes-versions#lts-versions",
  },
  /**
   * VM sizes with 2, 4 and 8 cores. Azure sells no reservations of the sizes with `_v3` any more, and new subscriptions may not get them. Newer sizes
   * than these are not in every region.
   */
  vmSizes: {
    is: { small: "Standard_D2s_v5", medium: "Standard_D4s_v5", large: "Standard_D8s_v5" },
    read: "2026-11-27",
    source: "https://learn.microsoft.com/azure/virtual-machines/sizes/previous-gen-sizes-list",
  },
  /** The last day of VM sizes that Azure gives up. */
  vmSizesEnd: {
    is: [
      [/^Standard_NC\d+r?s_v3$/, "2025-09-30"],
      [/^Standard_NV\d+(s_v3|as_v4)$/, "2026-09-30"],
      [/^Standard_(DS?\d+(-\d+)?(_v2)?|L\d+s)$/, "2028-05-01"],
      [/^Standard_(A\d+m?_v2|B\d+[a-z]*|FS?\d+s?|F\d+s_v2|GS?\d+(-\d+)?|L\d+s_v2)$/, "2028-11-15"],
    ] as readonly (readonly [RegExp, string])[],
    read: "2026-11-27",
    source: "https://learn.microsoft.com/azure/virtual-machines/sizes/retirement/retired-sizes-list",
  },
  /** The last day of a major version of Node, by its number. */
  nodeEnds: {
    is: new Map([
      [20, "2026-04-30"],
      [22, "2027-04-30"],
      [24, "2028-04-30"],
    ]),
    read: "2026-11-27",
    source: "https://github.com/nodejs/Release/blob/main/schedule.json",
  },
  /** The Node that workflows run, and that the README recommends. */
  node: { is: 24, read: "2026-11-27", source: "https://github.com/nodejs/Release/blob/main/schedule.json" },
  /** The actions that workflows use. Each one's releases are on its page on GitHub. */
  actions: {
    is: {
      "actions/cache": "v6",
      "actions/checkout": "v7",
      "actions/setup-go": "v7",
      "actions/setup-node": "v7",
      "actions/upload-artifact": "v7",
      "azure/login": "v3",
      "helm/kind-action": "v1",
      "pulumi/actions": "v7",
      "pulumi/auth-actions": "v2",
    },
    read: "2026-11-26",
    source: "https://github.com/actions/checkout/releases",
  },
  /** Image that makes an image of a repository. The chart's own default is from July 2024. */
  repo2docker: {
    is: "quay.io/jupyterhub/repo2docker:2025.12.0",
    read: "2026-11-27",
    source: "https://repo2docker.readthedocs.io/en/latest/changelog",
  },
  /** Image that clones the pages of `branding.pages`. */
  git: {
    is: "docker.io/alpine/git:v2.49.1",
    read: "2026-11-26",
    source: "https://hub.docker.com/r/alpine/git/tags",
  },
  /** Image in which `operate.checkEvery` runs: Node, and nothing else. */
  checkImage: {
    is: "docker.io/library/node:24.20.0-alpine",
    read: "2026-11-27",
    source: "https://hub.docker.com/_/node/tags",
  },
  /** Image of pods that only hold a place: that of the chart's placeholders. */
  pause: {
    is: "registry.k8s.io/pause:3.10",
    read: "2026-11-28",
    source: "https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/values.yaml",
  },
  /** Image with restic, which makes backups. */
  restic: {
    is: "docker.io/restic/restic:0.18.1",
    read: "2026-11-28",
    source: "https://hub.docker.com/r/restic/restic/tags",
  },
  /** The chart of Prometheus, with Alertmanager and kube-state-metrics, that `monitoring.type: inCluster` installs. */
  prometheusChart: {
    is: "29.27.0",
    read: "2026-11-27",
    source: "https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus/Chart.yaml",
  },
  /** Image that serves `registry.type: inCluster`. */
  registry: {
    is: "docker.io/library/registry:3.0.0",
    read: "2026-11-26",
    source: "https://hub.docker.com/_/registry/tags",
  },
  /** Image with which the Docker daemon's pod finds the in-cluster registry on localhost. */
  socat: {
    is: "docker.io/alpine/socat:1.8.0.3",
    read: "2026-11-26",
    source: "https://hub.docker.com/r/alpine/socat/tags",
  },
} as const satisfies Readonly<Record<string, Row<unknown>>>;
