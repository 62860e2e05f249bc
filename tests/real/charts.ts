/** The charts that are installed, as archives in the charts' folder `install/`. */
export const charts = {
  /** BinderHub on the JupyterHub chart that its releases are built on. */
  current: "binderhub-3959-z2jh-4.2.0.tgz",
  /** The same on the JupyterHub chart as it is developed: what the next releases look like. */
  next: "binderhub-3959-z2jh-main-2026-07.tgz",
} as const;
