import { buildPolicy, podSecurityLabels, wallValues } from "../../../components/walls/values";
import { edited, type Edits, existingStack, goodStack, settingsOf, type StackConfig } from "../../stack/stack";

const notPublic = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"];
const inNamespace = (name: string) => [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } }];
const lookUps = {
  to: [...inNamespace("kube-system"), { ipBlock: { cidr: "169.254.0.0/16" } }],
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};
const azuresOwn = "168.63.129.16/32";
const internet = (...others: string[]) => ({
  to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [...notPublic, ...others.sort()] } }],
});

describe("builds", () => {
  test("are reached by nobody, and reach names and public addresses only", () => {
    expect(buildPolicy({ apiServer: [] })).toStrictEqual({
      podSelector: {
        matchExpressions: [{ key: "component", operator: "In", values: ["binderhub-build", "image-builder"] }],
      },
      policyTypes: ["Ingress", "Egress"],
      ingress: [],
      egress: [lookUps, internet(azuresOwn)],
    });
  });

  test("do not reach the API server, at whatever public addresses, in the same order each time", () => {
    expect(buildPolicy({ apiServer: ["20.1.2.4", "20.1.2.3"] }).egress).toStrictEqual([
      lookUps,
      internet(azuresOwn, "20.1.2.3/32", "20.1.2.4/32"),
    ]);
  });

  test("reach the registry in the cluster, on its port", () => {
    expect(buildPolicy({ apiServer: [], registryNamespace: "hub-registry" }).egress).toStrictEqual([
      lookUps,
      internet(azuresOwn),
      { to: inNamespace("hub-registry"), ports: [{ protocol: "TCP", port: 5000 }] },
    ]);
  });

  test.each([
    ...["10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.0.1", "172.16.0.1", "172.31.255.254"],
    ...["100.64.0.1", "100.99.0.1", "100.127.255.254", "fd00::1", "2001:db8::1", "api.example.org"],
  ])("have no exception of its own for %s: it lies in another, or is no IPv4 address", (address) => {
    expect(buildPolicy({ apiServer: [address] }).egress).toStrictEqual([lookUps, internet(azuresOwn)]);
  });

  test.each(["9.255.255.255", "11.0.0.1", "172.15.0.1", "172.32.0.1", "192.169.0.1", "100.63.0.1", "100.128.0.1"])(
    "have an exception for %s, which is public",
    (address) => {
      expect(buildPolicy({ apiServer: [address] }).egress).toStrictEqual([
        lookUps,
        internet(azuresOwn, `${address}/32`),
      ]);
    },
  );
});

test("the namespace lets build daemons be privileged, and tells of everything else that is", () => {
  expect(podSecurityLabels).toStrictEqual({
    "pod-security.kubernetes.io/enforce": "privileged",
    "pod-security.kubernetes.io/warn": "baseline",
    "pod-security.kubernetes.io/audit": "baseline",
  });
});

describe("the privileged container that blocks the metadata address", () => {
  const open = { jupyterhub: { singleuser: { cloudMetadata: { blockWithIptables: false } } } };

  test.each<readonly [string, object, Edits, StackConfig]>([
    ["not needed where Cilium enforces policies", open, {}, goodStack],
    ["not needed where Calico enforces policies", open, { "azure.networkPolicy": "calico" }, goodStack],
    ["the chart's default where nothing enforces policies", {}, { "azure.networkPolicy": "none" }, goodStack],
    ["the chart's default on a cluster that is there", {}, {}, existingStack],
  ])("is %s", (_name, values, edits, base) => {
    expect(wallValues(settingsOf(edited(edits, base)))).toStrictEqual(values);
  });
});
