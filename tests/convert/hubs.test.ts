import { convert } from "../../convert/convert";
import { problemsOf } from "../../convert/checked";
import { chartsFolder, checkChartValues } from "../../rehearse/chart-schemas";
import { faults, fates } from "./facts";
import { amongOthers, belowPath, federation, hubs, largeServers, withLogin } from "./hubs";

const both = ["azure", "existing"] as const;
const each = Object.entries(hubs).flatMap(([name, values]) =>
  both.map((platform) => [name, platform, values] as const),
);

test.each(each)(
  "of %s (%s) no value is lost, no secret is printed, and what is printed is accepted",
  (_name, platform, values) => {
    expect(faults(values, platform)).toEqual([]);
  },
);

const withCharts = chartsFolder() === undefined ? test.skip : test;
withCharts.each(each)("the extra values of %s (%s) are values of today's charts", (_name, platform, values) => {
  const extra = convert(values, platform).config["binderhub:extraValues"] as object;
  expect(checkChartValues(extra)).toEqual([]);
});

const hub = "jupyterhub.hub.config";

/** Any text with these words in it. */
const saying = (words: string) => expect.stringContaining(words) as unknown;

test("a hub of a federation has its quotas, its daemon, its cleaner and its origins in settings", () => {
  expect(fates(federation)).toMatchObject({
    replicas: "extraValues",
    "config.GitHubRepoProvider.spec_config": "repoQuotas",
    "config.BinderHub.badge_base_url": "sharing.badgeUrl",
    "config.BinderHub.cors_allow_origin": "sharing.allowOrigin",
    [`${hub}.BinderSpawner.cors_allow_origin`]: "sharing.allowOrigin",
    "config.BinderHub.image_prefix": "registry",
    "config.LaunchQuota.total_quota": "limits.totalQuota",
    "dind.daemonset.extraArgs": "buildDaemon.arguments",
    "dind.daemonset.image.tag": "extraValues",
    "dind.hostLibDir": "buildDaemon.dataFolder",
    "dind.resources.limits.memory": "limits.buildMemory",
    "dind.resources.requests.cpu": "extraValues",
    "imageCleaner.imageGCThresholdHigh": "imageCleaner.startAt",
    "ingress.hosts": "exposure.host",
    "jupyterhub.cull.every": "culling.every",
    "jupyterhub.singleuser.defaultUrl": "extraValues",
    "jupyterhub.singleuser.memory.guarantee": "limits.userMemoryGuarantee",
  });
  expect(convert(federation, "azure").config).toMatchObject({
    "binderhub:registry": { type: "custom", url: "https://registry.example.org", path: "builds", prefix: "i" },
    "binderhub:imageCleaner": { startAt: "40G", stopAt: "10G" },
    "binderhub:repoQuotas": [{ pattern: "^mygroup/course.*", quota: 300 }],
  });
});

test("a hub with a login keeps it, and names its secrets", () => {
  expect(fates(withLogin)).toMatchObject({
    initContainers: "branding.pages",
    "registry.password": "secret registryPassword",
    "jupyterhub.hub.cookieSecret": saying("left: is a secret: the program makes"),
    "jupyterhub.hub.namedServerLimitPerUser": "auth.serversPerUser",
    [`${hub}.GitHubOAuthenticator.client_id`]: "auth.clientId",
    [`${hub}.GitHubOAuthenticator.client_secret`]: "secret authClientSecret",
    [`${hub}.GitHubOAuthenticator.allowed_organizations`]: "auth.allowedOrganizations",
    "jupyterhub.scheduling.userPlaceholder.replicas": "scheduling.placeholders",
    "jupyterhub.scheduling.corePods.nodeAffinity.matchNodePurpose": saying("azure.pools"),
  });
  expect(convert(withLogin, "azure").config).toMatchObject({
    "binderhub:auth": { type: "github", clientId: "id", allowedOrganizations: ["mygroup"], serversPerUser: 5 },
    "binderhub:registry": { type: "azureExisting", name: "myregistry", project: "hub", prefix: "binder-dev" },
    "binderhub:branding": { pages: { repository: "https://github.com/mygroup/hub", branch: "html" } },
  });
});

test("a hub below a path stays below it, and what is banned stays banned", () => {
  expect(convert(belowPath, "existing").config).toMatchObject({
    "binderhub:existing": { host: "notebooks.example.org" },
    "binderhub:exposure": { type: "singleHost", path: "/binder/jupyter" },
    "binderhub:limits": { highQuota: 200, totalQuota: 120, buildMemoryRequest: "1Gi" },
    "binderhub:repositories": {
      banned: ["github.com/somebody/*", "gitlab.com/somebody/*"],
      highQuota: ["github.com/mygroup/*"],
    },
    "binderhub:nodes": { users: { selector: { pool: "users" } }, builds: { selector: { pool: "builds" } } },
    "binderhub:imageCleaner": { enabled: false },
  });
});

test("what no pattern can say stays what it is, and so does all that is said of repositories", () => {
  const banned = {
    GitHubRepoProvider: { banned_specs: ["^a/.*"] },
    GitLabRepoProvider: { banned_specs: [".*%2Fminer.*"] },
  };
  const values = { config: { ...banned, BinderHub: { image_prefix: "ada1/binder-" } } };
  expect(faults(values, "azure")).toEqual([]);
  expect(convert(values, "azure").config).toMatchObject({ "binderhub:extraValues": { config: banned } });
});

test("one selector of the hub alone is not taken for one of all that is the hub's", () => {
  expect(fates(belowPath, "existing")["jupyterhub.hub.nodeSelector.pool"]).toBe("extraValues");
});

test("a login that no setting has becomes one that lets nobody in by mistake", () => {
  const { config } = convert(amongOthers, "existing");
  expect(config).toMatchObject({
    "binderhub:auth": {
      type: "openIdConnect",
      authorizeUrl: "https://cilogon.org/authorize",
      admins: ["ada@example.org"],
    },
    "binderhub:nodes": {
      users: {
        selector: { "example.org/hub": "mine" },
        tolerations: [{ key: "example.org/hub", value: "mine", effect: "NoSchedule" }],
      },
    },
    "binderhub:buildDaemon": { dataFolder: "/var/lib/myhub/dind", socketFolder: "/var/run/myhub/dind" },
    "binderhub:extraValues": { jupyterhub: { singleuser: { extraEnv: { API_URL: "https://api.example.org" } } } },
  });
});

test("large servers get nodes on which they fit, and keys of old charts are left out by name", () => {
  const { config } = convert(largeServers, "azure");
  expect(config).toMatchObject({ "binderhub:limits": { userMemoryGuarantee: "8G" } });
  expect(problemsOf({ ...config, "binderhub:azure": {} })).not.toEqual([]);
  expect(fates(largeServers)).toMatchObject({
    "jupyterhub.proxy.nginx.resources.limits.cpu": "left: today's chart has no jupyterhub.proxy.nginx",
    "jupyterhub.singleuser.cloudMetadata.enabled": saying("today's chart has no"),
    "imageCleaner.host.enabled": saying("older charts"),
    "dind.enabled": "builder",
  });
});
