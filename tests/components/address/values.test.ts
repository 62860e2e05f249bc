import * as fc from "fast-check";
import { axes } from "../../../docs/options";
import { type Settings } from "../../../settings/settings";
import { exposureValues } from "../../../components/address/values";
import { hubUrls, knownHosts } from "../../../components/address/urls";
import { option, stackWith } from "../../stack/option-stacks";

type Exposure = Settings["exposure"];

const pip = "service.beta.kubernetes.io/azure-pip-name";
const annotations = { hub: { [pip]: "hub-address" }, binder: { [pip]: "binder-address" } };
const hosts = { hub: "hub.example.org", binder: "hub.example.org" };
const hubUrl = "http://20.1.2.3";
const singleHost = { type: "singleHost", hold: false } as const;
const email = "me@example.org";

describe("two Services", () => {
  const url = { hub_url: hubUrl, hub_url_local: "http://proxy-public" };

  test("on load balancers claim an address each", () => {
    expect(exposureValues({ type: "loadBalancer" }, { hubUrl, annotations, hosts: {} })).toStrictEqual({
      config: { BinderHub: url },
      service: { type: "LoadBalancer", annotations: { [pip]: "binder-address" } },
      jupyterhub: { proxy: { service: { type: "LoadBalancer", annotations: { [pip]: "hub-address" } } } },
    });
  });

  test("on NodePorts have a fixed port each", () => {
    const exposure: Exposure = { type: "nodePort", binderPort: 30_901, hubPort: 30_902 };
    expect(exposureValues(exposure, { hubUrl, annotations: {}, hosts })).toStrictEqual({
      config: { BinderHub: url },
      service: { type: "NodePort", nodePort: 30_901 },
      jupyterhub: { proxy: { service: { type: "NodePort", nodePorts: { http: 30_902 } } } },
    });
  });

  test("inside the cluster only have nothing more: their ports are forwarded", () => {
    const exposure: Exposure = { type: "clusterIP", binderPort: 8000, hubPort: 8001 };
    expect(exposureValues(exposure, { hubUrl, annotations: {}, hosts })).toStrictEqual({
      config: { BinderHub: url },
      service: { type: "ClusterIP" },
      jupyterhub: { proxy: { service: { type: "ClusterIP" } } },
    });
  });
});

describe("a single host", () => {
  const values = (exposure: Exposure) => exposureValues(exposure, { hubUrl, annotations, hosts });
  const behindTheProxy = (https?: object) => ({
    config: {
      BinderHub: { base_url: "/services/binder/", hub_url: hubUrl, hub_url_local: "http://hub:8081" },
    },
    deployment: { labels: { "hub.jupyter.org/network-access-hub": "true" } },
    service: { type: "ClusterIP" },
    jupyterhub: {
      hub: {
        config: { JupyterHub: { default_url: "/services/binder/" } },
        services: { binder: { url: "http://binder" } },
      },
      proxy: { service: { type: "LoadBalancer", annotations: { [pip]: "hub-address" } }, ...https },
    },
  });
  const certificate = (acmeServer: string) => ({
    https: {
      enabled: true,
      type: "letsencrypt",
      hosts: ["hub.example.org"],
      letsencrypt: { contactEmail: email, acmeServer },
    },
  });

  test("has BinderHub behind the hub's proxy, and / leads there", () => {
    expect(values(singleHost)).toStrictEqual(behindTheProxy());
  });

  test("with HTTPS asks Let's Encrypt for a certificate", () => {
    expect(values({ ...singleHost, https: { email, staging: false } })).toStrictEqual(
      behindTheProxy(certificate("https://acme-v02.api.letsencrypt.org/directory")),
    );
  });

  test("on trial asks the staging server", () => {
    expect(values({ ...singleHost, https: { email, staging: true } })).toStrictEqual(
      behindTheProxy(certificate("https://acme-staging-v02.api.letsencrypt.org/directory")),
    );
  });
});

describe("a single host of an institution", () => {
  const given = (exposure: Omit<Extract<Exposure, { type: "singleHost" }>, "type" | "hold">, more: object = {}) =>
    exposureValues({ ...singleHost, ...exposure }, { hubUrl, annotations: {}, hosts, ...more });
  const azure = "service.beta.kubernetes.io/azure-load-balancer";

  test("has a private address, fixed, so that it is known before the release", () => {
    expect(given({ internal: { address: "10.224.255.10" } }).jupyterhub?.proxy?.service).toEqual({
      type: "LoadBalancer",
      annotations: { [`${azure}-internal`]: "true", [`${azure}-ipv4`]: "10.224.255.10" },
    });
  });

  test("has a private address in a subnet of its own", () => {
    const internal = { address: "10.1.2.3", subnet: "internal" };
    expect(given({ internal }).jupyterhub?.proxy?.service?.annotations).toMatchObject({
      [`${azure}-internal-subnet`]: "internal",
    });
  });

  test("takes a certificate from a Secret", () => {
    expect(given({ https: { secret: "hub-tls", staging: false } }).jupyterhub?.proxy?.https).toEqual({
      enabled: true,
      type: "secret",
      secret: { name: "hub-tls", key: "tls.key", crt: "tls.crt" },
    });
  });

  test("takes a certificate from a file, and its key from a secret", () => {
    const certificate = { cert: "the certificate", key: "the key" };
    const { jupyterhub } = given({ https: { certificate: "./hub.crt", staging: false } }, { certificate });
    expect(jupyterhub?.proxy?.https).toEqual({ enabled: true, type: "manual", manual: certificate });
  });

  test("below a path has the path in every URL of both sides", () => {
    const { config, jupyterhub } = given({ path: "/jupyter" });
    expect(config?.BinderHub).toEqual({
      base_url: "/jupyter/services/binder/",
      hub_url: hubUrl,
      hub_url_local: "http://hub:8081/jupyter",
    });
    expect(jupyterhub?.hub).toMatchObject({
      baseUrl: "/jupyter/",
      config: { JupyterHub: { default_url: "/jupyter/services/binder/" } },
    });
  });
});

describe("what looks right and breaks is never produced, by the stack of any example:", () => {
  const stacks = [
    ...axes.exposure.map((example) => stackWith("exposure", example)),
    stackWith("exposure", option("exposure", "singleHost"), "existing"),
    stackWith("exposure", option("exposure", "singleHost, https"), "existing"),
  ];
  const rendered = stacks.map((settings) => {
    const hosts = { hub: "20.1.2.3", binder: "20.1.2.4", ...knownHosts(settings) };
    const { hub } = hubUrls(settings.exposure, hosts);
    return { hub, ...exposureValues(settings.exposure, { hubUrl: hub, annotations: {}, hosts }) };
  });

  test("https that leads the binder pod to the TLS terminator", () => {
    const secure = rendered.filter(({ jupyterhub }) => jupyterhub?.proxy?.https !== undefined);
    expect(secure.length).toBeGreaterThan(0);
    expect(secure.map(({ config }) => config?.BinderHub?.hub_url_local)).not.toContain("http://proxy-public");
  });

  test("hub:8081 without the label that the hub's policy asks for", () => {
    const inside = (url: unknown) => typeof url === "string" && url.startsWith("http://hub:8081");
    const direct = rendered.filter(({ config }) => inside(config?.BinderHub?.hub_url_local));
    expect(direct.length).toBeGreaterThan(0);
    for (const { deployment } of direct) {
      expect(deployment?.labels).toEqual({ "hub.jupyter.org/network-access-hub": "true" });
    }
  });

  test("an empty or relative hub_url", () => {
    for (const { config } of rendered) expect(config?.BinderHub?.hub_url).toMatch(/^https?:\/\/[^/:]+(:\d+)?(\/\w+)?$/);
  });

  test("a hub_url whose scheme is not that of the proxy", () => {
    for (const { hub, config, jupyterhub } of rendered) {
      const scheme = jupyterhub?.proxy?.https === undefined ? "http:" : "https:";
      expect(config?.BinderHub?.hub_url).toBe(hub);
      expect(new URL(hub).protocol).toBe(scheme);
    }
  });
});

test("whatever the exposure, hub_url is the URL that is given", () => {
  const exposures = fc.constantFrom<Exposure>(
    { type: "loadBalancer" },
    singleHost,
    { ...singleHost, https: { email, staging: false } },
    { type: "nodePort", binderPort: 30_901, hubPort: 30_902 },
    { type: "clusterIP", binderPort: 8000, hubPort: 8001 },
  );
  fc.assert(
    fc.property(exposures, fc.webUrl(), (exposure, url) => {
      const { config } = exposureValues(exposure, { hubUrl: url, annotations, hosts });
      expect(config?.BinderHub?.hub_url).toBe(url);
    }),
  );
});
