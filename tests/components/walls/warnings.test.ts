import { wallWarnings } from "../../../components/walls/warnings";
import { ask } from "../../../settings/question";
import { mended, type StackFile } from "../../stack/mending";
import { edited, type Edits, existingStack, goodStack, settingsOf, type StackConfig } from "../../stack/stack";

const url = "http://10.1.2.3:3128";
const builds = (values: object) => ({ "extraValues.config": values });
const env = (vars: object) => builds({ KubernetesBuildExecutor: { extra_envs: vars } });
const servers = (vars: object) => ({ "extraValues.jupyterhub.singleuser.extraEnv": vars });
const reach = (...entries: readonly object[]) => ({ "builds.reach": entries });

const warned = (stack: StackConfig) => ask(wallWarnings, settingsOf(stack), undefined).flat();
const warningsOf = (edits: Edits, base?: StackConfig) => warned(edited(edits, base));

describe("a proxy that the policy closes is warned of", () => {
  test.each<readonly [string, Edits, string]>([
    ["in a variable of builds", env({ HTTPS_PROXY: url }), "extraValues.config.KubernetesBuildExecutor.extra_envs"],
    ["in small letters", env({ http_proxy: url }), "extra_envs.http_proxy"],
    ["without a scheme", env({ ALL_PROXY: "10.1.2.3:3128" }), "extra_envs.ALL_PROXY"],
    [
      "in Docker's config.json",
      builds({ BinderHub: { buildDockerConfig: { proxies: { default: { httpsProxy: url } } } } }),
      "buildDockerConfig.proxies.default.httpsProxy",
    ],
    [
      "in an argument of repo2docker",
      builds({ BuildExecutor: { repo2docker_extra_args: [`--env=HTTP_PROXY=${url}`] } }),
      "repo2docker_extra_args[0]",
    ],
    ["in an argument of the daemon", { "buildDaemon.arguments": [`--https-proxy=${url}`] }, "buildDaemon.arguments[0]"],
    [
      "in the chart's own arguments of the daemon",
      { "extraValues.dind.daemonset.extraArgs": [`--http-proxy=${url}`] },
      "extraValues.dind.daemonset.extraArgs[0]",
    ],
    [
      "in a line of Python",
      { "extraValues.extraConfig.proxy": `c.KubernetesBuildExecutor.extra_envs = {"HTTP_PROXY": "${url}"}` },
      "extraValues.extraConfig.proxy",
    ],
    [
      "in an assignment of Python",
      { "extraValues.extraConfig.proxy": `c.KubernetesBuildExecutor.extra_envs["HTTP_PROXY"] = '${url}'` },
      "extraValues.extraConfig.proxy",
    ],
  ])("%s", (_name, edits, key) => {
    expect(warningsOf(edits)).toEqual([
      expect.stringMatching(/builds cannot connect to 10\.1\.2\.3:3128\. This opens it: /),
    ]);
    expect(warningsOf(edits)[0]).toContain(key);
  });

  test.each<readonly [string, Edits]>([
    ["by its name", servers({ HTTP_PROXY: url })],
    ["as an object", servers({ HTTP_PROXY: { value: url } })],
    ["as an object with its own name", servers({ proxy: { name: "HTTP_PROXY", value: url } })],
    ["of the spawner", { "extraValues.jupyterhub.hub.config.KubeSpawner.environment.HTTP_PROXY": url }],
  ])("in a variable of users' servers, %s", (_name, edits) => {
    expect(warningsOf(edits)).toEqual([expect.stringMatching(/: users' servers cannot connect to 10\.1\.2\.3:3128\./)]);
  });

  test("once, with all places and all whom it concerns, where several say the same", () => {
    const warnings = warningsOf({ ...env({ HTTP_PROXY: url, HTTPS_PROXY: url }), ...servers({ HTTP_PROXY: url }) });
    expect(warnings).toEqual([
      expect.stringMatching(
        /HTTP_PROXY, .*HTTPS_PROXY, .*HTTP_PROXY: builds and users' servers cannot .*\.servers' true$/,
      ),
    ]);
  });

  test.each([
    ["http://10.1.2.3", "10.1.2.3:80"],
    ["https://10.1.2.3/", "10.1.2.3:443"],
  ])("%s, at the port that it has by its scheme", (proxy, host) => {
    expect(warningsOf(env({ HTTP_PROXY: proxy }))[0]).toContain(`connect to ${host}.`);
  });

  test("in the cluster, by the namespace in its name", () => {
    expect(warningsOf(env({ HTTP_PROXY: "http://squid.proxy.svc.cluster.local:3128" }))[0]).toContain(
      "set --path 'binderhub:builds.reach[0].namespace' proxy",
    );
  });

  test("in the hub's own namespace, with why that is not opened", () => {
    expect(warningsOf(env({ HTTP_PROXY: "http://squid:3128" }))[0]).toMatch(/Its namespace is the hub's own/);
  });

  test("at an address that stays closed, with why, and without a command", () => {
    const [warning] = warningsOf(env({ HTTP_PROXY: "http://10.0.7.7:3128" }));
    expect(warning).toMatch(/It must stay closed: 10\.0\.0\.0\/16 has the cluster's Services/);
    expect(warning).not.toContain("pulumi config");
  });
});

describe("a mirror or a resolver that the policy closes is warned of", () => {
  test.each<readonly [string, Edits, string]>([
    ["a mirror", { "buildDaemon.registryMirrors": ["http://10.1.2.3:5000"] }, "10.1.2.3:5000"],
    ["a mirror among arguments", { "buildDaemon.arguments": ["--registry-mirror=https://10.1.2.3"] }, "10.1.2.3:443"],
    ["a resolver", { "buildDaemon.arguments": ["--dns=10.1.2.53"] }, "10.1.2.53:53"],
  ])("%s", (_name, edits, host) => {
    expect(warningsOf(edits)).toEqual([expect.stringContaining(`builds cannot connect to ${host}.`)]);
  });
});

describe("there is nothing to warn of", () => {
  const quiet: readonly (readonly [string, Edits, StackConfig?])[] = [
    ["if the proxy is public", env({ HTTP_PROXY: "http://203.0.113.9:3128" })],
    ["if nobody knows where its name leads", env({ HTTP_PROXY: "http://proxy.example.org:3128" })],
    ["if a mirror is public", { "buildDaemon.registryMirrors": ["http://172.32.0.1"] }],
    ["if the proxy is a container beside it", env({ HTTP_PROXY: "http://localhost:3128" })],
    [
      "of JupyterHub's own proxy",
      { "extraValues.jupyterhub.hub.config.ConfigurableHTTPProxy.api_url": "http://proxy-api:8001" },
    ],
    ["of hosts that need no proxy", env({ NO_PROXY: "10.1.2.3" })],
    ["if builds reach it", { ...env({ HTTP_PROXY: url }), ...reach({ range: "10.1.0.0/16", ports: [3128] }) }],
    [
      "if builds reach its namespace",
      { ...env({ HTTP_PROXY: "http://squid.proxy.svc:80" }), ...reach({ namespace: "proxy", ports: [3128] }) },
    ],
    ["if servers reach it", { ...servers({ HTTP_PROXY: url }), ...reach({ range: "10.1.2.3", servers: true }) }],
    [
      "if the chart's own values open something to servers",
      {
        ...servers({ HTTP_PROXY: url }),
        "extraValues.jupyterhub.singleuser.networkPolicy.egress": [{ to: [{ ipBlock: { cidr: "10.1.2.3/32" } }] }],
      },
    ],
    ["if only BinderHub has it, which no policy holds", { "extraValues.extraEnv.HTTP_PROXY": url }],
    ["if nothing enforces policies", { ...env({ HTTP_PROXY: url }), "azure.networkPolicy": "none" }],
    [
      "if a name is an alias",
      { ...env({ HTTP_PROXY: "http://data:80" }), "exposure.externalNames.data": "data.example.org" },
    ],
    [
      "if the node's own Docker has it",
      {
        builder: "host",
        registry: { type: "none" },
        ...builds({ BinderHub: { buildDockerConfig: { proxies: { default: { httpProxy: url } } } } }),
      },
      existingStack,
    ],
  ];

  test.each(quiet.map(([name, edits, base = goodStack]) => [name, edits, base] as const))(
    "%s",
    (_name, edits, base) => {
      expect(warningsOf(edits, base)).toEqual([]);
    },
  );

  test.each<readonly [string, Edits]>([
    ["a port that is closed", reach({ range: "10.1.2.3", ports: [443] })],
    ["a neighbour", reach({ range: "10.1.2.4" })],
  ])("only if it is the same: builds that reach %s are warned", (_name, edits) => {
    expect(warningsOf({ ...env({ HTTP_PROXY: url }), ...edits })).toHaveLength(1);
  });

  test("only if servers are meant: what builds reach is closed to them", () => {
    expect(warningsOf({ ...servers({ HTTP_PROXY: url }), ...reach({ range: "10.1.2.3" }) })).toHaveLength(1);
  });
});

test("the commands that warnings print, run one after the other, leave nothing to warn of", () => {
  const edits = {
    ...env({ HTTP_PROXY: url, HTTPS_PROXY: "http://squid.proxy.svc:3128" }),
    ...servers({ HTTP_PROXY: url }),
    ...reach({ range: "10.7.7.7" }),
    "buildDaemon.registryMirrors": ["https://192.168.3.4"],
  };
  const file: StackFile = { stack: edited(edits, goodStack), secretKeys: ["binderhub:registryPassword"] };
  const warnings = warningsOf(edits);
  expect(warnings).toHaveLength(3);
  const opened = warnings.reduce<StackFile>(
    (now, warning) => ({ ...now, ...mended(warning.slice(warning.indexOf("pulumi config")), now) }),
    file,
  );
  expect(warned(opened.stack)).toEqual([]);
});
