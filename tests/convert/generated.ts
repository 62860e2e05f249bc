import * as fc from "fast-check";
import { type Platform, type Values } from "../../convert/claims";
import { isRecord } from "../../settings/untyped";
import { hubs } from "./hubs";

const text = fc.constantFrom(
  "",
  "x",
  "a b",
  "1",
  "true",
  "https://a.example.org/x",
  "*",
  "../y",
  "line\nbreak",
  "# no",
);
const scalar = fc.oneof(
  text,
  fc.integer({ min: -2, max: 100_000 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(0.5, 40e9),
);
const any = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom("a", "b.c", "name", "enabled"), scalar, {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  },
);

/** Paths of the chart, with the values that people give them. Now and then any value, or none. */
const known: readonly (readonly [path: string, ...values: unknown[]])[] = [
  ["imageBuilderType", "dind", "pink", "host"],
  ["replicas", 1, 3],
  ["nodeSelector", { pool: "core" }, {}],
  ["tolerations", [{ key: "a", operator: "Exists" }], [{ operator: "Exists" }]],
  ["registry.url", "https://registry.example.org", "https://gcr.io", "registry.example.org/v1"],
  ["registry.username", "ada", "UPPER"],
  ["registry.password", "canary-a"],
  ["registry.prefix", "old/prefix-"],
  ["service.type", "NodePort", "LoadBalancer"],
  ["service.nodePort", 30_100, 80],
  ["ingress.hosts", ["binder.example.org"], ["*.example.org"], []],
  [
    "config.BinderHub.image_prefix",
    "ada/binder-",
    "my_Group/UPPER",
    "gcr.io/p/x-",
    "abcde.azurecr.io/x/y-",
    "/",
    "a.b/c/d/e-",
  ],
  ["config.BinderHub.hub_url", "https://hub.example.org", "http://203.0.113.7", "http://hub", "hub"],
  ["config.BinderHub.base_url", "/", "/binder/"],
  ["config.BinderHub.auth_enabled", true, false],
  ["config.BinderHub.per_repo_quota", 10, 0, "ten"],
  ["config.BinderHub.per_repo_quota_higher", 20],
  ["config.BinderHub.cors_allow_origin", "*", "https://a.example.org", "https://a.example.org/x"],
  ["config.BinderHub.build_node_selector", { pool: "b" }],
  ["config.BinderHub.badge_base_url", "https://a.example.org", "a"],
  ["config.BinderHub.about_message", "<p>us</p>", 7],
  ["config.BinderHub.extra_header_html", { one: "<b>1</b>" }, { one: "1", two: "2" }],
  ["config.BinderHub.build_memory_request", "1G", 2 ** 30, "1Gi"],
  ["config.GitHubRepoProvider.access_token", "canary-b"],
  ["config.GitHubRepoProvider.banned_specs", ["^a/"], ["("], []],
  ["config.GitHubRepoProvider.high_quota_specs", ["^b/"], []],
  ["config.GitHubRepoProvider.spec_config", [{ pattern: "^a/", config: { quota: 1 } }], [{ pattern: "(" }]],
  ["config.GitLabRepoProvider.private_token", "canary-c"],
  ["config.LaunchQuota.total_quota", 100, -1, null],
  ["config.RateLimiter.limit", 10],
  ["config.RateLimiter.period_seconds", 3600, 60],
  ["cors.allowOrigin", "*"],
  ["dind.enabled", true, false],
  ["dind.resources.limits.memory", "4Gi", "4G"],
  ["dind.resources.limits.cpu", "2", "500m", 2000],
  ["dind.resources.requests.memory", "12Gi", "900Gi"],
  ["dind.daemonset.extraArgs", ["--mtu=1450"], ["--registry-mirror=https://m.example.org"], ["-H tcp://0.0.0.0"]],
  ["dind.hostLibDir", "/mnt/disk/dind", "/var/lib"],
  ["imageCleaner.enabled", true, false],
  ["imageCleaner.imageGCThresholdType", "absolute", "relative"],
  ["imageCleaner.imageGCThresholdHigh", 80, 40e9, 123_456_789],
  ["imageCleaner.imageGCThresholdLow", 40, 10e9, 90],
  ["imageCleaner.host.enabled", false],
  ["extraEnv", [{ name: "GITHUB_TOKEN", value: "canary-d" }], { A_PASSWORD: "canary-e" }],
  ["extraConfig.one", 'c.X.password = "canary-f"', "x = 1"],
  ["jupyterhub.auth.type", "github"],
  ["jupyterhub.cull.every", 660, 1, "660"],
  ["jupyterhub.cull.timeout", 600, 5],
  ["jupyterhub.cull.users", true, false],
  ["jupyterhub.hub.baseUrl", "/", "/jupyter/", "jupyter", "/a b/"],
  ["jupyterhub.hub.cookieSecret", "canary-g"],
  ["jupyterhub.hub.db.type", "postgres", "sqlite-pvc"],
  ["jupyterhub.hub.db.url", "postgresql://ada:canary-h@db.example.org/hub"],
  ["jupyterhub.hub.nodeSelector", { pool: "core" }],
  ["jupyterhub.hub.networkPolicy.enabled", true, false],
  ["jupyterhub.hub.namedServerLimitPerUser", 5, 0, 50],
  ["jupyterhub.hub.services.mine", { apiToken: "canary-i", url: "http://mine" }],
  ["jupyterhub.hub.services.binder.oauth_redirect_uri", "https://binder.example.org/oauth_callback"],
  [
    "jupyterhub.hub.config.JupyterHub.authenticator_class",
    "github",
    "google",
    "azuread",
    "generic-oauth",
    "dummy",
    "gitlab",
    "ldap",
    "null",
  ],
  [
    "jupyterhub.hub.config.GitHubOAuthenticator",
    { client_id: "i", client_secret: "canary-j", allowed_organizations: ["g"] },
  ],
  [
    "jupyterhub.hub.config.GoogleOAuthenticator",
    { client_id: "i", hosted_domain: "example.org", allowed_users: ["ada"] },
  ],
  ["jupyterhub.hub.config.GenericOAuthenticator", { authorize_url: "x", allowed_groups: ["g"], scope: [] }],
  ["jupyterhub.hub.config.DummyAuthenticator", { password: "canary-k", allow_all: true }],
  ["jupyterhub.hub.config.Authenticator", { allow_all: true, admin_users: ["ada"] }, { allowed_users: [] }],
  ["jupyterhub.proxy.secretToken", "canary-l"],
  [
    "jupyterhub.proxy.https",
    { enabled: true, hosts: ["hub.example.org"], letsencrypt: { contactEmail: "a@example.com" } },
    { enabled: true, type: "secret", secret: { name: "tls" } },
    { enabled: true, manual: { key: "canary-m", cert: "c" } },
  ],
  ["jupyterhub.proxy.nodeSelector", { pool: "core" }],
  ["jupyterhub.proxy.service.nodePorts", { http: 30_085, https: 30_082 }],
  ["jupyterhub.prePuller.extraImages", { a: { name: "busybox", tag: "1" } }, { a: { name: "busybox" } }],
  ["jupyterhub.scheduling.userPlaceholder.replicas", 3, -1],
  ["jupyterhub.scheduling.userPlaceholder.enabled", true, false],
  ["jupyterhub.scheduling.userPods.nodeAffinity.matchNodePurpose", "require", "must"],
  ["jupyterhub.singleuser.cmd", "jupyterhub-singleuser", ["jupyter", "lab"], null],
  ["jupyterhub.singleuser.cpu.limit", 1, "0.5", "500m", 9000],
  ["jupyterhub.singleuser.cpu.guarantee", 0.5, 64],
  ["jupyterhub.singleuser.memory.limit", "2G", "2Gi", 2 ** 31],
  ["jupyterhub.singleuser.memory.guarantee", "1G", "8G", "4T", null],
  ["jupyterhub.singleuser.nodeSelector", { pool: "users" }],
  [
    "jupyterhub.singleuser.extraTolerations",
    [{ key: "a", value: "b", effect: "NoSchedule" }],
    [{ key: "a", tolerationSeconds: 1 }],
  ],
  ["jupyterhub.singleuser.storage.type", "none", "dynamic"],
  ["jupyterhub.singleuser.extraEnv", { TOKEN: "canary-n", NAME: "x" }, [{ name: "SECRET", value: "canary-o" }]],
];

/** Whether a value has a secret in it, which any value in its place would lack the sign of. */
const value = ([path, ...values]: (typeof known)[number]) =>
  fc
    .oneof({ weight: 6, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: any })
    .map((one) => [path, one] as const);

const paths = fc
  .subarray([...known], { maxLength: 25 })
  .chain((chosen) => fc.tuple(...chosen.map(value)))
  .map((entries) => entries.reduce<Values>((values, [path, one]) => put(values, path.split("."), one), { config: {} }));

/** Values of hubs, or pieces of them, below a key or not, with other charts beside them or not. */
export const files: fc.Arbitrary<readonly [Values, Platform]> = fc.tuple(
  fc
    .tuple(
      fc.oneof(
        { weight: 4, arbitrary: paths },
        { weight: 1, arbitrary: fc.constantFrom(...Object.values(hubs).map((hub) => hub.binderhub as Values)) },
      ),
      fc.dictionary(fc.constantFrom("x", "podAnnotations", "extraLabels", "global"), any, {
        maxKeys: 2,
        noNullPrototype: true,
      }),
      fc.boolean(),
      fc.dictionary(fc.constantFrom("grafana", "project", "a.b"), any, { maxKeys: 2, noNullPrototype: true }),
    )
    .map(([chart, more, isBelow, others]) => {
      const whole = { ...chart, ...more };
      return isBelow ? { ...others, binderhub: whole } : whole;
    }),
  fc.constantFrom("azure" as const, "existing" as const),
);

function put(values: Values, [step = "", ...rest]: readonly string[], one: unknown): Values {
  const inner = values[step];
  return { ...values, [step]: rest.length === 0 ? one : put(isRecord(inner) ? inner : {}, rest, one) };
}
