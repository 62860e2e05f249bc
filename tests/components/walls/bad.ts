import { existingStack } from "../../stack/stack";
import { type Row } from "../../stack/row";

const reach = (...entries: readonly unknown[]) => ({ "builds.reach": entries });
const first = "binderhub:builds.reach[0]";
const [range, namespace] = [`${first}.range`, `${first}.namespace`];
const entry = { mends: first };
const privateRange = (of: string) => ({
  registry: {
    type: "custom",
    url: "https://registry.example.org",
    username: "binder",
    prefix: "binder",
    privateRange: of,
  },
});

const shapes: readonly Row[] = [
  ["destinations by their address alone", reach("10.1.2.3:3128"), first, /group of settings/],
  ["a destination that is no list", { "builds.reach": "10.1.2.3" }, "binderhub:builds.reach", /list of destinations/],
  ["a destination without a place", reach({ ports: [3128] }), range, /is missing: the address or range/],
  ["a destination at two places", reach({ range: "10.1.2.3", namespace: "proxy" }), namespace, /entry of its own/],
  ["a proxy by its name", reach({ range: "proxy.example.org", ports: [3128] }), range, /IPv4 address such as/],
  ["a proxy by its URL", reach({ range: "http://10.1.2.3:3128" }), range, /IPv4 address such as/],
  ["a proxy of the new internet", reach({ range: "fd00::3" }), range, /IPv4 address such as/],
  ["a proxy at an address that no byte has", reach({ range: "10.1.2.300" }), range, /IPv4 address such as/],
  ["a range with its mask", reach({ range: "10.1.2.0/255.255.255.0" }), range, /or a range such as/],
  ["a namespace in capitals", reach({ namespace: "Proxy" }), namespace, /name of a namespace/],
  ["a proxy at one port, not in a list", reach({ range: "10.1.2.3", ports: 3128 }), `${first}.ports`, /list of ports/],
  ["a proxy at no port", reach({ range: "10.1.2.3", ports: [] }), `${first}.ports`, /at least one port/],
  ["a proxy at port 0", reach({ range: "10.1.2.3", ports: [0] }), `${first}.ports[0]`, /from 1 to 65535/],
  ["a proxy at a port that has a name", reach({ range: "10.1.2.3", ports: ["https"] }), `${first}.ports[0]`, /whole/],
  ["a proxy with its protocol", reach({ range: "10.1.2.3", protocol: "TCP" }), `${first}.protocol`, /not a setting/],
  ["servers by their number", reach({ range: "10.1.2.3", servers: 3 }), `${first}.servers`, /true or false/],
];

const walls: readonly Row[] = [
  ["the metadata address", reach({ range: "169.254.169.254" }), range, /169\.254\.169\.254, whoever asks/, entry],
  ["all link-local addresses", reach({ range: "169.254.0.0/16" }), range, /169\.254\.169\.254, whoever/, entry],
  ["Azure's own address", reach({ range: "168.63.129.16/32", ports: [80] }), range, /168\.63\.129\.16/, entry],
  ["everything", reach({ range: "0.0.0.0/0" }), range, /must stay closed/, entry],
  ["the whole 10.0.0.0/8", reach({ range: "10.0.0.0/8" }), range, /wider than a \/16/, entry],
  ["a half of 172.16.0.0/12", reach({ range: "172.16.0.0/13" }), range, /wider than a \/16/, entry],
  ["one of AKS's pods", reach({ range: "10.244.3.4", ports: [3128] }), range, /pods: name their namespace/, entry],
  ["a Service of AKS's", reach({ range: "10.0.12.13", ports: [3128] }), range, /Services: name the/, entry],
  ["AKS's nodes", reach({ range: "10.224.0.0/24" }), range, /kubelets must stay closed/, entry],
  ["what runs in kube-system", reach({ namespace: "kube-system" }), namespace, /rights over the cluster/, entry],
  ["the hub's own namespace", reach({ namespace: "binderhub" }), namespace, /the hub's own/, entry],
  [
    "the hub's own namespace, by another name",
    { ...reach({ namespace: "hub", ports: [8081] }), namespace: "hub" },
    namespace,
    /the hub's own/,
    entry,
  ],
  [
    "a wall with a hole beside one with a door",
    reach({ range: "10.1.2.3" }, { range: "192.168.0.0/15" }),
    "binderhub:builds.reach[1].range",
    /wider than a \/16/,
    { mends: "binderhub:builds.reach[1]" },
  ],
  [
    "the whole 10.0.0.0/8, on a cluster that is there",
    reach({ range: "10.0.0.0/8", servers: true }),
    range,
    /wider than a \/16/,
    { ...entry, base: existingStack },
  ],
  [
    "names and more from all of 10.0.0.0/8",
    reach({ range: "10.0.0.0/8", ports: [53, 443] }),
    range,
    /wider than a \/16/,
    entry,
  ],
  [
    "a registry anywhere in 10.0.0.0/8",
    privateRange("10.0.0.0/8"),
    "binderhub:registry.privateRange",
    /wider than a \/16/,
  ],
  [
    "a registry at the metadata address",
    privateRange("169.254.169.254/32"),
    "binderhub:registry.privateRange",
    /must stay closed/,
  ],
];

/** What is wrong with where builds may connect to. */
export const wallRows: readonly Row[] = [...shapes, ...walls];
