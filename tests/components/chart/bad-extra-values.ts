import { type More, type Row } from "../../stack/row";

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
];

/** What the program alone decides: another value breaks launches, or opens what it closed. */
const decided: readonly (readonly [path: string, value: unknown, setting: RegExp])[] = [
  ["imageBuilderType", "host", /binderhub:builder/],
  ["config.BinderHub.hub_url", "", /binderhub:exposure/],
  ["config.BinderHub.hub_url_local", "http://hub:8081", /binderhub:exposure/],
  ["config.BinderHub.base_url", "/binder/", /binderhub:exposure\.path/],
  ["service.type", "ClusterIP", /binderhub:exposure\.type/],
  ["service.loadBalancerIP", "10.224.0.9", /exposure\.internal/],
  ["jupyterhub.proxy.service.type", "NodePort", /binderhub:exposure\.type/],
  ["jupyterhub.proxy.service.loadBalancerIP", "20.50.1.2", /exposure\.internal/],
  ["jupyterhub.proxy.service.nodePorts.http", 30_080, /binderhub:exposure/],
  ["jupyterhub.proxy.service.disableHttpPort", true, /binderhub:exposure\.https/],
  ["jupyterhub.proxy.https.enabled", true, /binderhub:exposure\.https/],
  ["jupyterhub.hub.baseUrl", "/jupyter", /binderhub:exposure\.path/],
  ["jupyterhub.hub.config.JupyterHub.base_url", "/jupyter", /binderhub:exposure\.path/],
  ["ingress.enabled", true, /binderhub:exposure/],
  ["httpRoute.enabled", true, /binderhub:exposure/],
  ["jupyterhub.ingress.enabled", true, /binderhub:exposure/],
  ["jupyterhub.httpRoute.enabled", true, /binderhub:exposure/],
  ["jupyterhub.hub.services.binder.url", "http://binder:8585", /binderhub:exposure/],
  ["jupyterhub.hub.services.binder.apiToken", "0123", /binderhub:tokenRotation/],
  ["jupyterhub.hub.existingSecret", "hub-secret", /binderhub:tokenRotation/],
  ["jupyterhub.proxy.secretToken", "0123", /binderhub:tokenRotation/],
  ["jupyterhub.hub.config.JupyterHub.authenticator_class", "github", /binderhub:auth\.type/],
  ["jupyterhub.hub.loadRoles.binder.scopes", ["servers"], /rights/],
  ["jupyterhub.hub.loadRoles.binder", null, /rights/],
  ["jupyterhub.hub.extraConfig.00-binder", "", /spawner/],
  ["config.BinderHub.auth_enabled", true, /binderhub:auth/],
  ["jupyterhub.hub.config.BinderSpawner.auth_enabled", true, /binderhub:auth/],
  ["config.BinderHub.use_registry", false, /binderhub:registry/],
  ["config.BinderHub.image_prefix", "other/", /binderhub:registry/],
  ["registry.url", "https://quay.io", /binderhub:registry/],
  ["registry.username", "somebody", /binderhub:registry/],
  ["registry.password", null, /binderhub:registry/],
  ["jupyterhub.hub.networkPolicy.enabled", false, /network policies/],
  ["jupyterhub.singleuser.networkPolicy.enabled", false, /network policies/],
  ["jupyterhub.proxy.chp.networkPolicy.enabled", false, /network policies/],
  ["jupyterhub.singleuser.networkPolicy.egressAllowRules.cloudMetadataServer", true, /network policies/],
  ["jupyterhub.singleuser.storage.type", "dynamic", /binderhub:storage/],
  ["jupyterhub.fullnameOverride", "my-hub", /Services/],
];

const internal = "service.beta.kubernetes.io/azure-load-balancer-internal";
const login = { auth: { type: "github", clientId: "id", allowedUsers: ["ada"] }, authClientSecret: "client-secret" };
const withLogin: More = { encrypted: ["binderhub:registryPassword", "binderhub:authClientSecret"] };

/** What only some stacks decide. */
const sometimes: readonly Row[] = [
  [
    "a private address by an annotation",
    { extraValues: { jupyterhub: { proxy: { service: { annotations: { [internal]: "true" } } } } } },
    `${extra}.jupyterhub.proxy.service.annotations["${internal}"]`,
    /exposure\.internal/,
  ],
  [
    "another command of servers, with login",
    { ...login, "extraValues.jupyterhub.singleuser.cmd": "jupyter-lab" },
    `${extra}.jupyterhub.singleuser.cmd`,
    /binderhub:auth/,
    withLogin,
  ],
  [
    "no command of servers, with login",
    { ...login, "extraValues.jupyterhub.singleuser.cmd": null },
    `${extra}.jupyterhub.singleuser.cmd`,
    /binderhub:auth/,
    withLogin,
  ],
  [
    "a role without its scope self",
    { ...login, "extraValues.jupyterhub.hub.loadRoles.user.scopes": ["access:services!service=binder"] },
    `${extra}.jupyterhub.hub.loadRoles.user.scopes`,
    /binderhub:auth/,
    withLogin,
  ],
  [
    "another callback",
    { ...login, "extraValues.jupyterhub.hub.config.GitHubOAuthenticator.oauth_callback_url": "https://x.org/cb" },
    `${extra}.jupyterhub.hub.config.GitHubOAuthenticator.oauth_callback_url`,
    /binderhub:auth/,
    withLogin,
  ],
  [
    "other users than those of the settings",
    { ...login, "extraValues.jupyterhub.hub.config.GitHubOAuthenticator.allowed_users": ["grace"] },
    `${extra}.jupyterhub.hub.config.GitHubOAuthenticator.allowed_users`,
    /binderhub:auth/,
    withLogin,
  ],
  [
    "named servers, set by hand",
    { ...login, "extraValues.jupyterhub.hub.namedServerLimitPerUser": 5 },
    `${extra}.jupyterhub.hub.namedServerLimitPerUser`,
    /binderhub:auth\.serversPerUser/,
    withLogin,
  ],
  [
    "a volume for each server",
    {
      ...login,
      storage: { size: "1Gi" },
      "extraValues.jupyterhub.singleuser.storage.dynamic.pvcNameTemplate": "claim-{servername}",
    },
    `${extra}.jupyterhub.singleuser.storage.dynamic.pvcNameTemplate`,
    /binderhub:storage/,
    withLogin,
  ],
  [
    "users who are removed, with their volumes",
    { ...login, storage: { size: "1Gi" }, "extraValues.jupyterhub.cull.users": true },
    `${extra}.jupyterhub.cull.users`,
    /binderhub:storage/,
    withLogin,
  ],
  [
    "the metadata address open, where no policy closes it",
    { "azure.networkPolicy": "none", "extraValues.jupyterhub.singleuser.cloudMetadata.blockWithIptables": false },
    `${extra}.jupyterhub.singleuser.cloudMetadata.blockWithIptables`,
    /binderhub:azure\.networkPolicy/,
  ],
  [
    "everybody, beside the users of the settings",
    { ...login, "extraValues.jupyterhub.hub.config.OAuthenticator.allow_all": true },
    `${extra}.jupyterhub.hub.config.OAuthenticator.allow_all`,
    /lets everybody in/,
    withLogin,
  ],
];

/** Branches in whose place something else stands: what launches need would be gone with them. */
const cut: readonly (readonly [path: string, value: unknown])[] = [
  ["config", null],
  ["config.BinderHub", "x"],
  ["deployment.labels", null],
  ["service", null],
  ["registry", []],
  ["jupyterhub", null],
  ["jupyterhub.hub", "x"],
  ["jupyterhub.hub.services", null],
  ["jupyterhub.hub.services.binder", null],
  ["jupyterhub.hub.loadRoles", null],
  ["jupyterhub.hub.extraConfig", null],
  ["jupyterhub.proxy", false],
  ["jupyterhub.proxy.service", null],
  ["jupyterhub.singleuser", 1],
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
    `${path} as ${JSON.stringify(value)}, which is decided elsewhere`,
    { [`extraValues.${path}`]: value },
    `${extra}.${path}`,
    new RegExp(`decided by.*${setting.source}`),
  ]),
  ...sometimes,
  ...cut.map(([path, value]): Row => [
    `${path} as ${JSON.stringify(value)}`,
    { [`extraValues.${path}`]: value },
    `${extra}.${path}`,
    /must be an object/,
  ]),
  ...["initContainers", "extraVolumes", "extraVolumeMounts"].map((list): Row => [
    `${list} beside pages`,
    { branding: { pages }, [`extraValues.${list}`]: [] },
    `${extra}.${list}`,
    /branding\.pages.*would replace the list/,
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
