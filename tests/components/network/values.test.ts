import { buildDaemonValues } from "../../../components/build-daemon/values";
import { daemonProxy } from "../../../components/network/daemon";
import { nodeNotices, nodeProxy } from "../../../components/network/nodes";
import { buildVariables, networkValues, stepArguments } from "../../../components/network/values";
import { reached } from "../../../components/walls/values";
import { type Settings } from "../../../settings/settings";
import { edited, existingStack, goodStack, settingsOf, type StackConfig } from "../../stack/stack";

const pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const http = "http://10.1.2.3:3128";
const azure = { platform: "azure" } as const;
const existing = { platform: "existing" } as const;

function settings(proxy: object, base: StackConfig = goodStack): Settings {
  return settingsOf(edited({ "network.proxy": proxy }, base), undefined, { "/project/ca.pem": Buffer.from(pem) });
}

const network = (proxy: object) => settings(proxy).network;
const own = "localhost,127.0.0.1,169.254.169.254,168.63.129.16,.svc,.cluster.local";
const onAks = `${own},10.0.0.0/16,10.224.0.0/12,10.244.0.0/16`;
const inPods = "hub,proxy-api,proxy-public,proxy-http,binder,$(KUBERNETES_SERVICE_HOST)";
const variables = (noProxy: string) => ({
  ...{ HTTP_PROXY: http, http_proxy: http, HTTPS_PROXY: http, https_proxy: http },
  ...{ NO_PROXY: noProxy, no_proxy: noProxy },
});

test("without a proxy, nothing is said", () => {
  expect(networkValues({}, azure, "github")).toStrictEqual({});
  expect([buildVariables({}, azure), stepArguments({}, azure)]).toEqual([{}, {}]);
  expect(daemonProxy({}, azure, "dind")).toEqual({});
  expect(nodeProxy({})).toBeUndefined();
});

describe("a proxy that is said once reaches", () => {
  test("BinderHub and users' servers, and not the hub where nobody logs in elsewhere", () => {
    expect(networkValues(network({ http }), azure, "none")).toStrictEqual({
      extraEnv: variables(`${onAks},${inPods}`),
      jupyterhub: { singleuser: { extraEnv: variables(`${onAks},${inPods}`) } },
    });
  });

  test.each(["github", "gitlab", "google", "entra", "openIdConnect"] as const)("the hub, for a login at %s", (type) => {
    expect(networkValues(network({ http }), azure, type).jupyterhub?.hub).toStrictEqual({
      extraEnv: variables(`${onAks},${inPods}`),
    });
  });

  test("build pods", () => {
    expect(buildVariables(network({ http }), azure)).toStrictEqual(variables(`${onAks},${inPods}`));
  });

  test("the steps of a build, which Kubernetes' references mean nothing to", () => {
    expect(stepArguments(network({ http, noProxy: [".example.org"] }), azure)).toStrictEqual(
      variables(`${onAks},.example.org`),
    );
  });

  test("Docker, as arguments after the user's", () => {
    const part = daemonProxy(network({ http, https: "http://10.1.2.4:3129" }), azure, "dind");
    expect(buildDaemonValues({ arguments: ["--mtu=1450"] }, "dind", [part])).toStrictEqual({
      dind: {
        daemonset: {
          extraArgs: [
            "--mtu=1450",
            `--http-proxy=${http}`,
            "--https-proxy=http://10.1.2.4:3129",
            `--no-proxy=${onAks}`,
          ],
        },
      },
    });
  });

  test("Podman, as a file that it reads", () => {
    const { pink, extraFiles } = buildDaemonValues({}, "pink", [daemonProxy(network({ http }), azure, "pink")]);
    const [key = "", file] = Object.entries(extraFiles ?? {})[0] ?? [];
    expect(key).toMatch(/^podman-proxy-[0-9a-f]{8}\.conf$/);
    expect(file?.stringData).toContain(`[engine]\nenv = [\n  "HTTP_PROXY=${http}",\n`);
    expect(pink?.daemonset).toStrictEqual({
      extraVolumes: [{ name: "binderhub-files", secret: { secretName: "binder-secret", items: [{ key, path: key }] } }],
      extraVolumeMounts: [
        {
          name: "binderhub-files",
          mountPath: "/etc/containers/containers.conf.d/50-binderhub.conf",
          subPath: key,
          readOnly: true,
        },
      ],
    });
  });

  test("AKS's nodes, whose names have no dot before them", () => {
    expect(nodeProxy(network({ http, noProxy: [".example.org"], certificate: "./ca.pem" }))).toStrictEqual({
      httpProxy: http,
      httpsProxy: http,
      noProxy: [...onAks.replace(".svc", "svc").replace(".cluster", "cluster").split(","), "example.org"],
      trustedCa: Buffer.from(pem).toString("base64"),
    });
  });

  test("the walls, which let it through to builds and servers", () => {
    expect(reached(settings({ http, https: "http://192.168.1.1" }))).toEqual([
      { range: "10.1.2.3", ports: [3128], servers: true },
      { range: "192.168.1.1", ports: [80], servers: true },
    ]);
  });
});

test("a proxy with a public address, or with a name, needs no opening", () => {
  expect(reached(settings({ http: "http://203.0.113.9:1", https: "http://proxy.example.org" }))).toEqual([]);
});

test("a cluster that is there may have any private range", () => {
  const { no_proxy: hosts } = stepArguments(settings({ http }, existingStack).network, existing);
  expect(hosts).toBe(`${own},10.0.0.0/8,172.16.0.0/12,192.168.0.0/16`);
});

describe("a proxy's certificate", () => {
  const values = networkValues(network({ http, certificate: "./ca.pem" }), azure, "none");
  const trust = Object.fromEntries(
    ["CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"].map((name) => [
      name,
      "/etc/binderhub/network/ca.pem",
    ]),
  );
  const file = { mountPath: "/etc/binderhub/network/ca.pem", stringData: pem };
  const key = Object.keys(values.extraFiles ?? {})[0] ?? "";

  test("is in users' servers, which trust it", () => {
    expect(values.jupyterhub?.singleuser?.extraFiles).toStrictEqual({ [key]: file });
    expect(values.jupyterhub?.singleuser?.extraEnv).toMatchObject(trust);
  });

  test("is in BinderHub's pod, whose variables do not hide the public ones", () => {
    expect(values.extraFiles).toStrictEqual({ [key]: file });
    expect(Object.keys(values.extraEnv ?? {})).not.toContain("SSL_CERT_FILE");
  });

  test("is trusted where builds clone", () => {
    expect(buildVariables(network({ http, certificate: "./ca.pem" }), azure)).toMatchObject(trust);
  });

  test("is in Docker's folder, under a key that BinderHub's own file does not have", () => {
    const part = daemonProxy(network({ http, certificate: "./ca.pem" }), azure, "dind");
    expect(part.files).toStrictEqual([
      { key: `daemon-${key}`, mountPath: "/etc/ssl/certs/binderhub-network.pem", text: pem },
    ]);
  });
});

describe("a change of the nodes' proxy is said before it is made", () => {
  const recorded = (httpProxyConfig?: object) =>
    new Map([
      ["cluster", { type: "binderhub:azure:AksCluster", outputs: { asked: { "cluster-aks": { httpProxyConfig } } } }],
    ]);

  test("not if there is none, or if it is as it was", () => {
    const now = settings({ http });
    expect(nodeNotices(now, new Map())).toEqual([]);
    expect(nodeNotices(now, recorded(nodeProxy(now.network)))).toEqual([]);
    expect(nodeNotices(settingsOf(goodStack), recorded())).toEqual([]);
  });

  test("with what it does to nodes", () => {
    expect(nodeNotices(settings({ http }), recorded())).toEqual([expect.stringMatching(/all nodes anew/)]);
  });

  test("with the command that turns it off", () => {
    expect(nodeNotices(settingsOf(goodStack), recorded(nodeProxy(network({ http }))))).toEqual([
      expect.stringMatching(/az aks update --resource-group testhub --name hubcluster --disable-http-proxy$/),
    ]);
  });
});
