/**
 * Every version that the program pins, in one place. Changing one here changes the default of every stack. They were looked at last on
 * 2026-11-26.
 */
export const versions = {
  /**
   * The BinderHub chart. Only pre-releases are published; this is the one that mybinder.org ran in July 2026.
   * @see https://hub.jupyter.org/helm-chart/#development-releases-binderhub
   */
  chart: "1.0.0-0.dev.git.3983.h383374de",
  /** The lowest Kubernetes minor version that the chart accepts (`kubeVersion` in its Chart.yaml). */
  kubernetesMinimumMinor: 28,
  /** The Kubernetes version in examples: what AKS made its default. */
  kubernetes: "1.36",
} as const;

/**
 * The last day on which AKS supports a minor version of Kubernetes, by its number. 1.34 is from AKS's calendar. The others are assumed: AKS supports a
 * version for a year, and has had each about two months after Kubernetes.
 * @see https://learn.microsoft.com/azure/aks/supported-kubernetes-versions
 */
export const kubernetesEnds: Readonly<Record<number, string>> = {
  34: "2026-11-30",
  35: "2027-03-31",
  36: "2027-07-31",
  37: "2027-11-30",
};

/** Images that the program itself puts into the cluster; the chart pins its own. */
export const images = {
  /**
   * Makes an image of a repository. The chart's own default is from July 2024.
   * @see https://repo2docker.readthedocs.io/en/latest/changelog
   */
  repo2docker: "quay.io/jupyterhub/repo2docker:2025.12.0",
  /** Clones the pages of `branding.pages`. */
  git: "docker.io/alpine/git:v2.49.1",
  /** Serves `registry.type: inCluster`. */
  registry: "docker.io/library/registry:3.0.0",
  /** Lets the Docker daemon's pod find the in-cluster registry on localhost. */
  socat: "docker.io/alpine/socat:1.8.0.3",
} as const;
