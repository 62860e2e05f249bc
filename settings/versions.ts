/** Every version that the program pins, in one place. Changing one here changes the default of every stack. */
export const versions = {
  /**
   * The BinderHub chart. Only pre-releases are published; this is the one that mybinder.org ran in July 2026.
   * @see https://hub.jupyter.org/helm-chart/#development-releases-binderhub
   */
  chart: "1.0.0-0.dev.git.3983.h383374de",
  /** The lowest Kubernetes minor version that the chart accepts (`kubeVersion` in its Chart.yaml). */
  kubernetesMinimumMinor: 28,
} as const;

/** Images that the program itself puts into the cluster; the chart pins its own. */
export const images = {
  /** Clones the pages of `branding.pages`. */
  git: "docker.io/alpine/git:v2.49.1",
  /** Serves `registry.type: inCluster`. */
  registry: "docker.io/library/registry:3.0.0",
  /** Lets the Docker daemon's pod find the in-cluster registry on localhost. */
  socat: "docker.io/alpine/socat:1.8.0.3",
} as const;
