import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { proxyServers } from "../network/servers";
import { canonical, credentialAddresses, isAddress, notPublic, overlap } from "./ranges";
import { type Destination } from "./settings";

/** What builds may reach in addition to public addresses. */
export interface BuildPolicyContext {
  /** Addresses of the cluster's API server, which may be public ones. */
  readonly apiServer: readonly string[];
  /** Destinations outside the public internet. @default none */
  readonly reach?: readonly Destination[];
  /** Namespace of a registry in the cluster. */
  readonly registryNamespace?: string;
}

/**
 * The NetworkPolicy of build pods and build daemons. Nothing can connect to them. They can look up names, and connect to the registry, to what they
 * must reach, and to public addresses, except those of the API server and Azure's own. The chart's policies protect users' servers, but not builds.
 * Without this policy, a Dockerfile's RUN step can reach the metadata address, the API server and the kubelet.
 */
export function buildPolicy({ apiServer, reach = [], registryNamespace }: BuildPolicyContext) {
  return {
    podSelector: {
      matchExpressions: [{ key: "component", operator: "In", values: ["binderhub-build", "image-builder"] }],
    },
    policyTypes: ["Ingress", "Egress"],
    ingress: [],
    egress: [
      // Caches of names on the node have link-local addresses, and are no pods for a policy. AKS has one from Kubernetes 1.37 on.
      // https://learn.microsoft.com/azure/aks/localdns-custom and https://github.com/kubernetes/kubernetes/pull/70555
      { to: [inNamespace("kube-system"), { ipBlock: { cidr: "169.254.0.0/16" } }], ports: open([53]) },
      {
        to: [
          {
            ipBlock: {
              cidr: "0.0.0.0/0",
              except: [...notPublic, ...exceptions([...apiServer, ...credentialAddresses])],
            },
          },
        ],
      },
      ...destinations(reach, apiServer),
      ...(registryNamespace === undefined
        ? []
        : [{ to: [inNamespace(registryNamespace)], ports: [{ protocol: "TCP", port: 5000 }] }]),
    ],
  };
}

/** Where builds may connect to: a private registry is among it, and so are proxies that have private addresses. */
export function reached({
  builds,
  registry,
  network,
}: Pick<Settings, "builds" | "registry" | "network">): readonly Destination[] {
  const range = registry.type === "custom" ? registry.privateRange : undefined;
  const proxies = proxyServers(network).filter(
    ({ host }) => isAddress(host) && notPublic.some((closed) => overlap(closed, host)),
  );
  return [
    ...builds.reach,
    ...(range === undefined ? [] : [{ range, servers: false }]),
    ...proxies.map(({ host, port }) => ({ range: host, ports: [port], servers: true })),
  ];
}

/**
 * A second NetworkPolicy for users' servers. What several policies allow is added up, so it opens what servers must reach and takes nothing away.
 * In the chart's values, a list of the user's own would replace this one.
 */
export function serverPolicy({ apiServer, reach = [] }: BuildPolicyContext) {
  return {
    podSelector: { matchLabels: { component: "singleuser-server" } },
    policyTypes: ["Egress"],
    egress: destinations(
      reach.filter(({ servers }) => servers),
      apiServer,
    ),
  };
}

/** Ranges of {@link BuildPolicyContext.reach} that are nothing but the API server. They stay closed, and whoever asked for them should know it. */
export function unopened({ apiServer, reach = [] }: BuildPolicyContext): readonly string[] {
  return reach.flatMap(({ range }) => (range !== undefined && inRange(range, apiServer).length === 0 ? [range] : []));
}

/** Rules for destinations, in none of which is the API server. */
function destinations(reach: readonly Destination[], apiServer: readonly string[]) {
  return reach.flatMap(({ range, namespace, ports }) => {
    const to = namespace === undefined ? inRange(range, apiServer) : [inNamespace(namespace)];
    return to.length === 0 ? [] : [{ to, ...(ports && { ports: open(ports) }) }];
  });
}

function inRange(range: string | undefined, apiServer: readonly string[]) {
  if (range === undefined) return [];
  const cidr = canonical(range);
  const except = single(apiServer).filter((address) => overlap(cidr, address));
  // An exception must be smaller than its range. What is nothing but the API server is not opened at all.
  return except.includes(cidr) ? [] : [{ ipBlock: { cidr, ...(except.length > 0 && { except }) } }];
}

function inNamespace(name: string) {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}

function open(ports: readonly number[]) {
  return ports.flatMap((port) => ["UDP", "TCP"].map((protocol) => ({ protocol, port })));
}

/** Exceptions must not overlap. So addresses in the private ranges are left out, because those are exceptions already. */
function exceptions(addresses: readonly string[]): string[] {
  const known = [...notPublic, "127.0.0.0/8"];
  return single(addresses).filter((address) => !known.some((range) => overlap(range, address)));
}

/** IPv4 addresses as ranges of one, in the same order each time. */
function single(addresses: readonly string[]): string[] {
  return addresses
    .filter(isAddress)
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
