import { readFileSync } from "node:fs";
import { join } from "node:path";
import { axes, type Axis, type Option } from "../../../docs/options";
import { parse } from "yaml";
import { chartsFolder, checkChartValues, jupyterhubVersions } from "../../../rehearse/chart-schemas";
import { type Settings } from "../../../settings/settings";
import { chartKeys, replaced } from "../../../components/chart/extra-values";
import { authValues } from "../../../components/login/values";
import { brandingValues } from "../../../components/branding/values";
import { buildDaemonValues } from "../../../components/build-daemon/values";
import { cacheLimit } from "../../../components/builds/cache";
import { buildValues } from "../../../components/builds/values";
import { daemonProxy } from "../../../components/network/daemon";
import { buildVariables, networkValues, stepArguments } from "../../../components/network/values";
import { builderValues } from "../../../components/builder/values";
import { neededDefaults } from "../../../components/chart/needed-defaults";
import { cullingValues } from "../../../components/culling/values";
import { imageCleanerValues } from "../../../components/image-cleaner/values";
import { nodeValues } from "../../../components/nodes/values";
import { repoQuotaValues } from "../../../components/repo-quotas/values";
import { sharingValues } from "../../../components/sharing/values";
import { composeValues } from "../../../components/chart/compose";
import { folderValues } from "../../../components/folders/values";
import { exposureValues } from "../../../components/address/values";
import { githubTokenValues } from "../../../components/hub/github-token";
import { limitValues } from "../../../components/limits/values";
import { poolValues } from "../../../components/pools/values";
import { registryValues } from "../../../components/registry/values";
import { registryNames } from "../../../components/registry/names";
import { repositoryValues } from "../../../components/repositories/values";
import { privateRepositoryValues } from "../../../components/private-repositories/values";
import { serverValues } from "../../../components/repositories/servers";
import { sourceHosts } from "../../../components/repositories/sources";
import { schedulingValues } from "../../../components/scheduling/values";
import { sizeValues } from "../../../components/sizes/values";
import { storageValues } from "../../../components/storage/values";
import { tokenValues } from "../../../components/tokens/values";
import { wallValues } from "../../../components/walls/values";
import { stackWith } from "../../stack/option-stacks";
import { azurePlace } from "../../stack/stack";

const url = "https://hub.example.org";
const hosts = { hub: "hub.example.org", binder: "hub.example.org" };
const token = "a".repeat(64);
const onAzure = { platform: "azure" } as const;
const keptVolume = {
  size: "1Gi",
  accessMode: "ReadWriteOnce",
  mountPath: "/home/jovyan/persistent",
  whenUserIsDeleted: "keep",
} as const;
const network = { proxy: { http: "http://10.1.2.3:3128" }, certificate: "-----BEGIN CERTIFICATE-----" };

/** A layer by itself, from the example of every option of its axis. */
function examples(axis: Axis, values: (settings: Settings) => object): [string, object][] {
  return axes[axis].map((example: Option) => [`${axis}: ${example.name}`, values(stackWith(axis, example))]);
}

const layers: readonly (readonly [name: string, values: object])[] = [
  ["tokens", tokenValues({ binderApi: token, proxy: token, cookie: token, build: token })],
  ...examples("builder", ({ builder }) => builderValues(builder, 1)),
  ...examples("exposure", ({ exposure }) => exposureValues(exposure, { hubUrl: url, annotations: {}, hosts })),
  ...examples("registry", ({ registry }) => {
    const names = registryNames(registry, "hub");
    return registryValues(names && { ...names, password: "pw" }, registry.prefix);
  }),
  ...examples("auth", ({ auth }) => authValues(auth, { hubCallback: url, binderCallback: url, secret: "secret" })),
  ...examples("storage", ({ storage }) => storageValues(storage)),
  [
    "shared folders, and a volume that stays",
    composeValues([
      storageValues(keptVolume),
      folderValues({
        storage: keptVolume,
        auth: { type: "none" },
        folders: { data: { type: "claim", claim: "data-sets" } },
      }),
    ]),
  ],
  ...examples("branding", ({ branding, pictures }) => brandingValues(branding, pictures, "/")),
  ...examples("size", (settings) =>
    composeValues([
      ...(["dind", "pink", "host"] as const).map((builder) => limitValues(settings.limits, builder)),
      poolValues(azurePlace(settings).pools),
      schedulingValues(settings.scheduling),
      wallValues(settings),
      sizeValues(settings),
    ]),
  ),
  ...(["dind", "pink"] as const).map((builder): [string, object] => [
    `the build daemon: ${builder}`,
    buildDaemonValues(
      { arguments: ["--mtu=1450"], dataFolder: "/mnt/disk/images", socketFolder: "/var/run/hub/images" },
      builder,
    ),
  ]),
  ...(["dind", "pink"] as const).map((builder): [string, object] => [
    `a proxy with a certificate, and a cache, of ${builder}`,
    composeValues([
      networkValues(network, onAzure, "github"),
      buildDaemonValues({}, builder, [
        cacheLimit({ reach: [], cacheSize: "40G" }, builder),
        daemonProxy(network, onAzure, builder),
      ]),
    ]),
  ]),
  [
    "builds",
    buildValues(
      {
        builds: { reach: [], image: "a:1", baseImage: "b:1", appendixText: "RUN true", timeout: 600 },
        stepArguments: stepArguments(network, onAzure),
        podVariables: buildVariables(network, onAzure),
      },
      "a/b-",
    ),
  ],
  ["the image cleaner, off", imageCleanerValues({ enabled: false })],
  ["the image cleaner, by amounts", imageCleanerValues({ enabled: true, startAt: "40G", stopAt: "10G" })],
  [
    "culling",
    cullingValues({
      culling: { every: 660, inUse: "running" },
      limits: { idleTimeout: 3600 },
      auth: { type: "none" },
    }),
  ],
  ["quotas of repositories", repoQuotaValues([{ pattern: "^a/", quota: 1 }])],
  ["sharing", sharingValues({ allowOrigin: "*", badgeUrl: "https://hub.example.org" })],
  [
    "nodes",
    nodeValues({
      core: { selector: { pool: "core" }, tolerations: [{ key: "pool" }], purpose: "ignore" },
      users: { selector: { pool: "users" }, tolerations: [{ key: "pool", value: "users" }], purpose: "require" },
      builds: { selector: { pool: "builds" } },
    }),
  ],
  [
    "repositories",
    repositoryValues({
      repositories: { allowed: ["github.com/a/*"], banned: ["doi.org/10.1/*"], highQuota: ["github.com/a/b"] },
      limits: {},
      hosts: sourceHosts({}),
    }),
  ],
  [
    "logins for base images",
    registryValues({ imagePrefix: "a/b-", pullSecret: false }, "b", { auths: { "ghcr.io": { auth: "x" } } }),
  ],
  ["servers of one's own", serverValues({ githubHost: "github.example.org", gitlabHost: "git.example.org" })],
  ...examples("privateRepositories", privateRepositoryValues),
  ["the GitHub token", githubTokenValues("github-token")],
  ...examples("extraValues", ({ extraValues }) => extraValues),
];

/** The defaults, with any code in the place of the chart's own. */
function withCode(defaults: typeof neededDefaults): Record<string, unknown> {
  const code = expect.any(String) as unknown;
  const { hub } = defaults.jupyterhub;
  const scripts = Object.fromEntries(Object.keys(hub.extraConfig).map((name) => [name, code]));
  return { ...defaults, jupyterhub: { ...defaults.jupyterhub, hub: { ...hub, extraConfig: scripts } } };
}

const folder = chartsFolder();
/** Skipped where the schemas are not at hand; the reason is printed once, by the global set-up. */
const withCharts = folder === undefined ? describe.skip : describe;

withCharts("the real charts' schemas", () => {
  test.each(layers)("take the values of %s", (_name, values) => {
    expect(checkChartValues(values)).toEqual([]);
  });

  test("know just the top-level keys that extra values may have", () => {
    const text = readFileSync(join(folder ?? "", "binderhub/values.schema.json"), "utf8");
    const { properties } = JSON.parse(text) as { properties: object };
    expect([...chartKeys].sort()).toEqual(Object.keys(properties).sort());
  });

  // The schemas take these. The chart's templates/NOTES.txt refuses them all but the last, at which it does not look.
  const refusedLater = [
    ...["cors.allowOrigin", "dind.enabled", "imageCleaner.host.enabled", "imageCleaner.host.dockerSocket"],
    ...["jupyterhub.custom.cors.allowOrigin", "jupyterhub.custom.binderauth_enabled"],
  ];

  test.each(Object.keys(replaced).filter((path) => !refusedLater.includes(path)))(
    "refuse %s, which is called outdated",
    (path) => {
      const values = path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), "x");
      const charts = path.startsWith("jupyterhub.") ? jupyterhubVersions.length : 1;
      expect(checkChartValues(values).filter((line) => line.includes("additional"))).toHaveLength(charts);
    },
  );

  test("have every default that the program relies on", () => {
    const chart = parse(readFileSync(join(folder ?? "", "binderhub/values.yaml"), "utf8")) as object;
    for (const version of jupyterhubVersions) {
      const text = readFileSync(join(folder ?? "", `jupyterhub-${version}/values.yaml`), "utf8");
      const defaults = composeValues([{ jupyterhub: parse(text) as object }, chart] as object[]);
      expect(defaults).toMatchObject(withCode(neededDefaults));
    }
  });

  test.each<readonly [string, object, RegExp]>([
    ["a misspelt key of the binder Service", { service: { lables: {} } }, /^binderhub\/service: .*lables/],
    ["a misspelt key at the top", { imageBuilder: "dind" }, /^binderhub: .*imageBuilder/],
    ["a builder that is none", { imageBuilderType: "docker" }, /^binderhub\/imageBuilderType: /],
    ["a misspelt key of the hub", { jupyterhub: { hub: { lables: {} } } }, /^jupyterhub-.*\/hub: .*lables/],
    ["a misspelt key of the proxy", { jupyterhub: { proxy: { sercice: {} } } }, /^jupyterhub-.*\/proxy: .*sercice/],
    ["a replica count in words", { replicas: "one" }, /^binderhub\/replicas: /],
  ])("refuse %s", (_name, mistake, fault) => {
    const faults = checkChartValues(composeValues([builderValues("dind", 3)], { ...mistake }));
    expect(faults.length).toBeGreaterThan(0);
    for (const line of faults) expect(line).toMatch(fault);
  });

  test("of both versions of the JupyterHub chart are asked", () => {
    const faults = checkChartValues({ jupyterhub: { proxy: { sercice: {} } } });
    expect(faults.map((line) => line.split("/")[0])).toEqual(["jupyterhub-4.2.0", "jupyterhub-4.3.5"]);
  });
});
