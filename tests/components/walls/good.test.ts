import { edited, existingStack, goodStack, settingsOf, type StackConfig } from "../../stack/stack";

const good: readonly (readonly [name: string, reach: readonly object[], base?: StackConfig])[] = [
  ["nothing", []],
  ["a proxy for builds and servers", [{ range: "10.1.2.3", ports: [3128], servers: true }]],
  ["a Git server, over HTTPS and SSH", [{ range: "172.31.255.7/32", ports: [443, 22] }]],
  ["a package mirror's range, at all ports", [{ range: "192.168.44.0/28" }]],
  ["the largest range", [{ range: "10.20.0.0/16" }]],
  ["a range that is written with more bits than it has", [{ range: "10.20.30.40/24" }]],
  ["a range of carrier-grade addresses", [{ range: "100.64.9.0/24" }]],
  ["a subnet beside that of AKS's nodes", [{ range: "10.225.0.0/24", ports: [443] }]],
  ["a range that ends where that of AKS's Services begins", [{ range: "9.255.0.0/16" }, { range: "10.1.0.0/16" }]],
  ["what is public anyway", [{ range: "203.0.113.9" }]],
  ["a resolver of the institution's", [{ range: "10.1.2.53", ports: [53] }]],
  ["names from the cluster's own Service, which a cache on the node answers", [{ range: "10.0.0.10", ports: [53] }]],
  ["names from anywhere", [{ range: "10.0.0.0/8", ports: [53] }]],
  ["a proxy in the cluster", [{ namespace: "proxy", ports: [3128] }]],
  ["a namespace whose name begins like the hub's", [{ namespace: "binderhub-mirror" }]],
  ["what would be AKS's pods, on a cluster that is there", [{ range: "10.244.9.0/24" }], existingStack],
];

test.each(good.map(([name, reach, base = goodStack]) => [name, reach, base] as const))(
  "builds may reach %s",
  (_name, reach, base) => {
    const { builds } = settingsOf(edited({ "builds.reach": reach }, base));
    expect(builds.reach).toEqual(reach.map((destination) => ({ servers: false, ...destination })));
  },
);
