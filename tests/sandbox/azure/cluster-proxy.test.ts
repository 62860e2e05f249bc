import { tokens } from "../../../sandbox/azure/ids";
import { cluster, emptyScene, put, withCluster } from "./scene";

const always = ["168.63.129.16", "169.254.169.254", "127.0.0.1", "localhost", "konnectivity"];
const proxy = { httpProxy: "http://10.1.2.3:3128", httpsProxy: "https://10.1.2.3:3129", noProxy: ["svc", ...always] };

function scene() {
  const made = emptyScene();
  withCluster(made);
  return made;
}

const proxyOf = (made: ReturnType<typeof scene>) =>
  made.clouds.ofType(tokens.cluster).map(([, { properties }]) => properties.httpProxyConfig);

// aks/http-proxy
describe("a proxy of a cluster's nodes", () => {
  it("is added to a cluster that is there, and changed", () => {
    const made = scene();
    put(made, "cluster", { ...cluster, httpProxyConfig: proxy });
    const other = { ...proxy, httpProxy: "http://10.1.2.4:3128" };
    put(made, "cluster", { ...cluster, httpProxyConfig: other });
    expect(proxyOf(made)).toEqual([other]);
  });

  // hashicorp/terraform-provider-azurerm pull 14177
  it("has hosts that AKS added", () => {
    const made = scene();
    put(made, "cluster", { ...cluster, httpProxyConfig: { ...proxy, noProxy: ["localhost", "svc"] } });
    expect(proxyOf(made)).toEqual([
      { ...proxy, noProxy: ["localhost", "svc", ...always.filter((host) => host !== "localhost")] },
    ]);
  });

  it("stays if a request has none", () => {
    const made = scene();
    put(made, "cluster", { ...cluster, httpProxyConfig: proxy });
    put(made, "cluster", cluster);
    expect(proxyOf(made)).toEqual([proxy]);
  });

  it.each<[what: string, httpProxyConfig: object]>([
    ["HTTPS to the proxy for HTTP", { ...proxy, httpProxy: "https://10.1.2.3" }],
    ["a password", { ...proxy, httpsProxy: "http://ada:pw@10.1.2.3" }],
    ["a host with a *", { ...proxy, noProxy: ["*.example.org"] }],
    ["too many certificates", { ...proxy, trustedCa: Buffer.alloc(35_001).toString("base64") }],
  ])("takes not %s", (_what, httpProxyConfig) => {
    const made = scene();
    expect(() => {
      put(made, "cluster", { ...cluster, httpProxyConfig });
    }).toThrow("httpProxyConfig");
  });
});
