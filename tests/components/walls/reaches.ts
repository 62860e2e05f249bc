import { BlockList } from "node:net";

/** A rule of a NetworkPolicy, as Kubernetes reads it. */
interface EgressRule {
  readonly to: readonly {
    readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
    readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  }[];
  readonly ports?: readonly { readonly protocol: string; readonly port: number }[];
}

/** A server: an address outside the cluster, or a pod of a namespace. */
export type Server = { readonly address: string } | { readonly namespace: string };

/**
 * Whether a policy lets its pods connect to a server.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export function reaches(
  policy: { readonly egress: readonly EgressRule[] },
  server: Server,
  port: number,
  protocol: "TCP" | "UDP" = "TCP",
): boolean {
  return policy.egress.some(
    ({ to, ports }) =>
      (ports?.some((one) => one.port === port && one.protocol === protocol) ?? true) &&
      to.some(({ ipBlock, namespaceSelector }) =>
        "address" in server
          ? ipBlock !== undefined &&
            inRange(server.address, ipBlock.cidr) &&
            !(ipBlock.except ?? []).some((range) => inRange(server.address, range))
          : namespaceSelector?.matchLabels["kubernetes.io/metadata.name"] === server.namespace,
      ),
  );
}

/** Whether an address is in a range. */
export function inRange(address: string, range: string): boolean {
  const [network = "", prefix = "32"] = range.split("/");
  const list = new BlockList();
  list.addSubnet(network, Number(prefix));
  return list.check(address);
}
