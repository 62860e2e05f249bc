/** Name of the hub's service that reads JupyterHub's numbers, and of the Secret with what reads them. */
export const readerName = "binder-monitoring";

/** Services in the hub's namespace. */
export const services = { prometheus: "binder-prometheus", alertmanager: "binder-alertmanager" } as const;

/** What Prometheus calls the objects of the cluster: one in each namespace with a hub, as it has a name in the whole cluster too. */
export const objectsService = (namespace: string): string => `${namespace}-kube-state-metrics`;
