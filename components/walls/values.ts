import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/** Addresses that are not the public internet: private, carrier-grade, link-local (the metadata address among them). */
const notPublic = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"];

/** What builds may reach beside public addresses. */
export interface BuildPolicyContext {
  /** Addresses of the cluster's API server, which may be public ones. */
  readonly apiServer: readonly string[];
  /** A private registry's own range. */
  readonly registryRange?: string;
  /** Namespace of a registry in the cluster. */
  readonly registryNamespace?: string;
}

/**
 * The NetworkPolicy of build pods and build daemons: nothing comes in; out go name look-ups, public addresses but the API server's,
 * and the registry. The chart's own policies cover users' servers, but not builds: without this, a Dockerfile's RUN step reaches
 * the metadata address, the API server and the kubelet.
 */
export function buildPolicy({ apiServer, registryRange, registryNamespace }: BuildPolicyContext) {
  return {
    podSelector: {
      matchExpressions: [{ key: "component", operator: "In", values: ["binderhub-build", "image-builder"] }],
    },
    policyTypes: ["Ingress", "Egress"],
    ingress: [],
    egress: [
      {
        to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
        ports: [
          { protocol: "UDP", port: 53 },
          { protocol: "TCP", port: 53 },
        ],
      },
      {
        to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [...notPublic, ...publicOnly(apiServer)] } }],
      },
      ...(registryRange === undefined ? [] : [{ to: [{ ipBlock: { cidr: registryRange } }] }]),
      ...(registryNamespace === undefined
        ? []
        : [
            {
              to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": registryNamespace } } }],
              ports: [{ protocol: "TCP", port: 5000 }],
            },
          ]),
    ],
  };
}

/** An exception must lie in no other: addresses that are private already are left out. */
function publicOnly(addresses: readonly string[]): string[] {
  return addresses
    .filter(
      (address) =>
        /^\d+\.\d+\.\d+\.\d+$/.test(address) &&
        !/^(10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(address),
    )
    .map((address) => `${address}/32`)
    .sort();
}

/**
 * Labels of the hub's namespace. Build daemons are privileged, so `enforce` has to allow it; warnings and audit records still tell
 * of everything that need not be.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const podSecurityLabels = {
  "pod-security.kubernetes.io/enforce": "privileged",
  "pod-security.kubernetes.io/warn": "baseline",
  "pod-security.kubernetes.io/audit": "baseline",
};

/**
 * Where policies are enforced, the chart's own keep users' servers from the metadata address, and the privileged init container that
 * would do so with iptables is not needed.
 */
export function wallValues({ place }: Settings): ChartValues {
  return place.platform === "azure" && place.networkPolicy !== "none"
    ? { jupyterhub: { singleuser: { cloudMetadata: { blockWithIptables: false } } } }
    : {};
}
