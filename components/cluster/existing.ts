import { group, text, wholeNumber } from "../../settings/names";

/** The `binderhub:existing` group: a cluster that is already there. */
export const existing = group({
  kubeconfig: text(/\S/, "a kubeconfig file")
    .default("~/.kube/config")
    .meta({ description: "Kubeconfig file; `~` is your home folder.", example: "~/.kube/config" }),
  context: text(/\S/, "the name of a context in the kubeconfig").optional().meta({
    description:
      "Context to use. Default: the current one, if its name shows that it is a local cluster (kind, minikube, k3d, Rancher Desktop, Docker Desktop, Colima, OrbStack).",
    example: "kind-binder",
  }),
  host: text(
    /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    "a host name or an address, without scheme, port or path",
  )
    .default("localhost")
    .meta({ description: "Host at which browsers reach the cluster.", example: "localhost" }),
  nodeCount: wholeNumber(1, 1000).default(1).meta({
    description:
      "Number of nodes in the cluster. If it is 1, the program makes sure that image clean-up does not close the only node.",
    example: 1,
  }),
});
