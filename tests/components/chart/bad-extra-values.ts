import { type Row } from "../../stack/row";

const extra = "binderhub:extraValues";
const pages = { repository: "https://github.com/me/binderhub-custom-files", tag: "v1" };

/**
 * Keys of older charts, with what took their place.
 * @see https://github.com/jupyterhub/binderhub/blob/main/helm-chart/binderhub/templates/NOTES.txt
 */
const removed: readonly (readonly [path: string, value: unknown, now: RegExp])[] = [
  ["hub", { url: "http://x" }, /config\.BinderHub\.hub_url/],
  ["github", { clientId: "x" }, /config\.GitHubRepoProvider/],
  ["gitlab", { clientId: "x" }, /config\.GitLabRepoProvider/],
  ["build", { appendix: "x" }, /config\.BinderHub/],
  ["perRepoQuota", 10, /config\.BinderHub\.per_repo_quota/],
  ["registry.enabled", false, /config\.BinderHub\.use_registry/],
  ["registry.host", "https://x.org", /registry\.url/],
  ["registry.authHost", "https://x.org", /registry\.url/],
  ["registry.tokenUrl", "https://x.org", /config\.DockerRegistry\.token_url/],
  ["registry.prefix", "x", /config\.BinderHub\.image_prefix/],
  ["cors.allowOrigin", "*", /config\.BinderHub\.cors_allow_origin/],
  ["dind.enabled", true, /binderhub:builder/],
  ["imageCleaner.host.enabled", false, /imageCleaner/],
  ["jupyterhub.auth", { type: "github" }, /jupyterhub\.hub\.config/],
  ["jupyterhub.custom.binderauth_enabled", true, /binderhub:auth/],
  ["jupyterhub.custom.cors.allowOrigin", "*", /BinderSpawner\.cors_allow_origin/],
  ["jupyterhub.hub.redirectToServer", false, /jupyterhub\.hub\.config\.JupyterHub\.redirect_to_server/],
];

/** What the program alone decides: another value breaks launches. */
const decided: readonly (readonly [path: string, value: unknown, setting: RegExp])[] = [
  ["imageBuilderType", "host", /binderhub:builder/],
  ["config.BinderHub.hub_url", "", /binderhub:exposure/],
  ["config.BinderHub.hub_url_local", "http://proxy-public", /binderhub:exposure/],
  ["config.BinderHub.base_url", "/", /binderhub:exposure/],
];

/** Pairs that look right and break, and ways to take away what launches need. */
const breaking: readonly (readonly [name: string, path: string, value: unknown])[] = [
  ["HTTPS beside the exposure", "jupyterhub.proxy.https", { enabled: true, hosts: ["hub.example.org"] }],
  ["the label for the hub's policy", "deployment.labels", null],
  ["no configuration at all", "config", null],
  ["BinderHub's configuration as a text", "config.BinderHub", "x"],
  ["login on one side, BinderHub's", "config.BinderHub.auth_enabled", true],
  ["login on one side, the spawner's", "jupyterhub.hub.config.BinderSpawner.auth_enabled", true],
];

/** What is wrong with values of the user's own. */
export const extraValueRows: readonly Row[] = [
  ...removed.map(([path, value, now]): Row => [
    `${path}, which older charts had`,
    { [`extraValues.${path}`]: value },
    `${extra}.${path}`,
    new RegExp(`older charts.*${now.source}`),
  ]),
  ...decided.map(([path, value, setting]): Row => [
    `${path}, which a setting decides`,
    { [`extraValues.${path}`]: value },
    `${extra}.${path}`,
    new RegExp(`decided by.*${setting.source}`),
  ]),
  ...breaking.map(([name, path, value]): Row => [
    name,
    { [`extraValues.${path}`]: value },
    `${extra}.${path}`,
    /break|decided by|object/,
  ]),
  ...["initContainers", "extraVolumes", "extraVolumeMounts"].map((list): Row => [
    `${list} beside pages`,
    { branding: { pages }, [`extraValues.${list}`]: [] },
    `${extra}.${list}`,
    /branding\.pages.*the pages would be gone/,
  ]),
  [
    "a key that the chart does not have",
    { "extraValues.quarkFlavour": 1 },
    `${extra}.quarkFlavour`,
    /known here: .*httpRoute/,
  ],
  ["a misspelt key of the chart", { "extraValues.replicsa": 2 }, `${extra}.replicsa`, /extraValues\.replicas\?/],
  [
    "a misspelt group of the chart",
    { "extraValues.servce": { labels: { a: "b" } } },
    `${extra}.servce`,
    /extraValues\.service\?/,
  ],
  ["a name that every object has", { "extraValues.toString": "x" }, `${extra}.toString`, /not a setting/],
  ["values as a text", { extraValues: "replicas=2" }, extra, /object of the chart's values/],
  ["values as a list", { extraValues: [{ replicas: 2 }] }, extra, /object of the chart's values/],
];
