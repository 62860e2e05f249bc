import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/** Addresses that are not the public internet: private, carrier-grade, link-local (the metadata address among them). */
const notPublic = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"];

/** What builds may reach in addition to public addresses. */
export interface BuildPolicyContext {
  /** Addresses of the cluster's API server, which may be public ones. */
  readonly apiServer: readonly string[];
  /** A private registry's own range. */
  readonly registryRange?: string;
  /** Namespace of a registry in the cluster. */
  readonly registryNamespace?: string;
}

/**
 * The NetworkPolicy of build pods and build daemons. Nothing can connect to them. They can look up names, and connect to the registry and to public
 * addresses, except those of the API server. The chart's own policies protect users' servers, but not builds. Without this policy, a Dockerfile's RUN
 * step can reach the metadata address, the API server and the kubelet.
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

/** Exceptions must not overlap. So addresses in the private ranges are left out, because those are exceptions already. */
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
 * Labels of the hub's namespace. Build daemons are privileged, so `enforce` must allow this. Warnings and audit records still report all other
 * privileged pods.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const podSecurityLabels = {
  "pod-security.kubernetes.io/enforce": "privileged",
  "pod-security.kubernetes.io/warn": "baseline",
  "pod-security.kubernetes.io/audit": "baseline",
};

/**
 * If network policies are enforced, the chart's own policies block the metadata address for users' servers. Then the privileged init container that
 * would block it with iptables is not needed.
 */
export function wallValues({ place }: Settings): ChartValues {
  return place.platform === "azure" && place.networkPolicy !== "none"
    ? { jupyterhub: { singleuser: { cloudMetadata: { blockWithIptables: false } } } }
    : {};
}
