import { type Settings } from "../../../settings/settings";
import { binderPath, hubUrls, knownHosts } from "../../../components/address/urls";
import { edited, type Edits, existingStack, goodStack, settingsOf } from "../../stack/stack";

type Exposure = Settings["exposure"];

const email = "me@example.org";
const two = { hub: "20.1.2.3", binder: "20.1.2.4" };
const one = { hub: "hub.example.org", binder: "hub.example.org" };
const zone = (record: string) => ({ zone: { name: "example.org", resourceGroup: "dns", record } });
const exposed = (type: string, keys: object = {}): Edits => ({ exposure: { type, ...keys } });

describe("URLs", () => {
  test("of two addresses: the Binder page has no path, and the hub no slash at the end", () => {
    expect(hubUrls({ type: "loadBalancer" }, two)).toStrictEqual({
      binder: "http://20.1.2.4",
      hub: "http://20.1.2.3",
      hubCallback: "http://20.1.2.3/hub/oauth_callback",
      binderCallback: "http://20.1.2.4/oauth_callback",
    });
  });

  test.each<readonly [string, Exposure, string]>([
    ["a single host", { type: "singleHost", hold: false }, "http"],
    ["a single host with HTTPS", { type: "singleHost", hold: false, https: { email, staging: false } }, "https"],
    [
      "a single host with HTTPS on trial",
      { type: "singleHost", hold: false, https: { email, staging: true } },
      "https",
    ],
  ])("of %s: the Binder page is a service of the hub", (_name, exposure, scheme) => {
    expect(hubUrls(exposure, one)).toStrictEqual({
      binder: `${scheme}://hub.example.org/services/binder/`,
      hub: `${scheme}://hub.example.org`,
      hubCallback: `${scheme}://hub.example.org/hub/oauth_callback`,
      binderCallback: `${scheme}://hub.example.org/services/binder/oauth_callback`,
    });
  });

  test("below a path begin with it, callbacks too", () => {
    expect(hubUrls({ type: "singleHost", hold: false, path: "/jupyter" }, one)).toStrictEqual({
      binder: "http://hub.example.org/jupyter/services/binder/",
      hub: "http://hub.example.org/jupyter",
      hubCallback: "http://hub.example.org/jupyter/hub/oauth_callback",
      binderCallback: "http://hub.example.org/jupyter/services/binder/oauth_callback",
    });
  });

  test.each<readonly [string, Exposure]>([
    ["NodePorts", { type: "nodePort", binderPort: 30_901, hubPort: 30_902 }],
    ["forwarded ports", { type: "clusterIP", binderPort: 30_901, hubPort: 30_902 }],
  ])("of %s have a port each", (_name, exposure) => {
    expect(hubUrls(exposure, { hub: "localhost", binder: "localhost" })).toStrictEqual({
      binder: "http://localhost:30901",
      hub: "http://localhost:30902",
      hubCallback: "http://localhost:30902/hub/oauth_callback",
      binderCallback: "http://localhost:30901/oauth_callback",
    });
  });
});

test.each<readonly [string, Exposure, string]>([
  ["behind the hub", { type: "singleHost", hold: false }, "/services/binder/"],
  ["on a host of its own", { type: "loadBalancer" }, "/"],
])("BinderHub's path %s", (_name, exposure, path) => {
  expect(binderPath(exposure)).toBe(path);
});

describe("hosts that are known before anything exists", () => {
  test.each<readonly [string, Edits, object]>([
    ["two addresses: none", {}, {}],
    [
      "two addresses with a DNS label: the label, and the label with -hub",
      exposed("loadBalancer", { dnsLabel: "myhub" }),
      { binder: "myhub.westeurope.cloudapp.azure.com", hub: "myhub-hub.westeurope.cloudapp.azure.com" },
    ],
    ["a single host: none", exposed("singleHost"), {}],
    ...[
      ["usgovernment", "usgovvirginia", "cloudapp.usgovcloudapi.net"],
      ["AzureUSGovernmentCloud", "usgovtexas", "cloudapp.usgovcloudapi.net"],
      ["china", "chinaeast2", "cloudapp.chinacloudapi.cn"],
      ["public", "westeurope", "cloudapp.azure.com"],
    ].map(
      ([environment, location, suffix]) =>
        [
          `a DNS label in the cloud ${environment}`,
          {
            ...exposed("singleHost", { dnsLabel: "myhub" }),
            ...{ "azure-native:environment": environment, "azure-native:location": location },
          },
          both(`myhub.${location}.${suffix}`),
        ] as const,
    ),
    [
      "a single host with a DNS label",
      exposed("singleHost", { dnsLabel: "x-1" }),
      both("x-1.westeurope.cloudapp.azure.com"),
    ],
    ["a single host with a host", exposed("singleHost", { host: "hub.example.org" }), both("hub.example.org")],
    ["a private address", exposed("singleHost", { internal: { address: "10.1.2.3" } }), both("10.1.2.3")],
    [
      "a private address with a name",
      exposed("singleHost", { internal: { address: "10.1.2.3" }, host: "hub.lab.example" }),
      both("hub.lab.example"),
    ],
    ["a record in a zone", exposed("singleHost", zone("hub")), both("hub.example.org")],
    ["a record of two parts", exposed("singleHost", zone("hub.lab")), both("hub.lab.example.org")],
    ["the zone itself", exposed("singleHost", zone("@")), both("example.org")],
  ])("on Azure, %s", (_name, edits, hosts) => {
    expect(knownHosts(settingsOf(edited(edits, goodStack)))).toStrictEqual(hosts);
  });

  test.each<readonly [string, Edits, object]>([
    ["NodePorts: the cluster's host", { ...exposed("nodePort"), "existing.host": "192.168.1.7" }, both("192.168.1.7")],
    ["a single host: the cluster's", { ...exposed("singleHost"), "existing.host": "hub.lab" }, both("hub.lab")],
    ["forwarded ports: this machine", { ...exposed("clusterIP"), "existing.host": "hub.lab" }, both("localhost")],
  ])("on a cluster that is there, %s", (_name, edits, hosts) => {
    expect(knownHosts(settingsOf(edited(edits, existingStack)))).toStrictEqual(hosts);
  });
});

function both(host: string) {
  return { hub: host, binder: host };
}
