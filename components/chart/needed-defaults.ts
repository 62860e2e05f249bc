/** Stands for code of the chart, which is too long to repeat. */
const ofTheChart = "of the chart";

/**
 * Defaults of the charts that the hub cannot do without. Helm takes a default away where a value is `null`. A test compares them with the charts.
 * @see https://github.com/jupyterhub/binderhub/blob/main/helm-chart/binderhub/values.yaml
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/main/jupyterhub/values.yaml
 */
export const neededDefaults = {
  config: { BinderHub: { base_url: "/" } },
  ingress: { enabled: false },
  httpRoute: { enabled: false },
  jupyterhub: {
    fullnameOverride: "",
    hub: {
      baseUrl: "/",
      config: { JupyterHub: { authenticator_class: "null" }, BinderSpawner: { auth_enabled: false } },
      extraConfig: { "0-binderspawnermixin": ofTheChart, "00-binder": ofTheChart },
      loadRoles: { binder: { services: ["binder"], scopes: ["servers", "admin:users"] } },
      networkPolicy: { enabled: true },
    },
    ingress: { enabled: false },
    proxy: {
      chp: { networkPolicy: { enabled: true } },
      https: { enabled: false },
      traefik: { networkPolicy: { enabled: true } },
    },
    singleuser: {
      cloudMetadata: { blockWithIptables: true },
      networkPolicy: { enabled: true, egressAllowRules: { cloudMetadataServer: false } },
      storage: { type: "none" },
    },
  },
} as const;
