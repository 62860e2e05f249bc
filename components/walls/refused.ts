import { credentialAddresses, overlap, prefixOf } from "./ranges";
import { type Destination } from "./settings";

/** The stack, as far as it decides what stays closed. */
interface Inside {
  readonly platform: "azure" | "existing";
  /** The hub's own namespace. */
  readonly namespace: string;
}

/**
 * What AKS has inside a cluster whose settings do not say otherwise, as ours do not. The range of the nodes is assumed: no source of AKS's has it.
 * @see https://github.com/Azure/azure-rest-api-specs/tree/main/specification/containerservice `ContainerServiceNetworkProfile`, defaults of podCidr and
 * serviceCidr
 */
const insideAks = [
  { range: "10.244.0.0/16", of: "the cluster's pods: name their namespace instead" },
  { range: "10.0.0.0/16", of: "the cluster's Services: name the namespace of their pods instead" },
  { range: "10.224.0.0/16", of: "the cluster's nodes, whose kubelets must stay closed" },
];

/**
 * Why a range must stay closed, as the rest of a sentence; `undefined` if it may be opened. The API server is not here: its addresses
 * are known only once there is a cluster, and the policy leaves them out.
 */
export function whyRangeIsClosed(range: string, { platform }: Pick<Inside, "platform">): string | undefined {
  const credentials = credentialAddresses.find((address) => overlap(range, address));
  if (credentials !== undefined)
    return `must stay closed: at ${credentials}, whoever asks gets what belongs to the nodes alone`;
  if (prefixOf(range) < 16) return "is wider than a /16, and would open the cluster's own addresses too";
  const own = platform === "azure" ? insideAks.find((one) => overlap(range, one.range)) : undefined;
  return own && `must stay closed: ${own.range} has ${own.of}`;
}

/** Why a namespace must stay closed, as the rest of a sentence; `undefined` if it may be opened. */
export function whyNamespaceIsClosed(name: string, { namespace }: Pick<Inside, "namespace">): string | undefined {
  if (name === "kube-system") return "must stay closed: what runs there has rights over the cluster";
  return name === namespace
    ? "is the hub's own: in it are the hub, its proxy and everybody's servers, which must stay closed"
    : undefined;
}

/** Whether a destination is only asked for names: that is allowed anywhere. */
export function namesOnly({ ports }: Pick<Destination, "ports">): boolean {
  return ports?.every((port) => port === 53) === true;
}
