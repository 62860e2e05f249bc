import { isRecord } from "../settings/untyped";
import { type Claim, type Fate, left, own, type Part, setting, textAt, valueAt, type Values } from "./claims";
import { bytesAsMemory, kibi, numberOf } from "./amounts";

const binderHub = "config.BinderHub";
const github = "config.GitHubRepoProvider";
const executor = "config.KubernetesBuildExecutor";
const hub = "jupyterhub";

const repo2docker = left("the program has its own repo2docker, tried with the chart; builds.image takes another");
const daemonSocket = left("the chart tells BinderHub where the daemon's socket is");
const either = { orExtra: true };

/** Values that have a setting of the same meaning, one by one. */
export function plainPart(values: Values): Part {
  const one = (path: string, make: (value: unknown) => Fate | undefined): Claim[] => {
    const value = valueAt(values, path);
    return value === undefined || value === null ? [] : [[path, make(value)]];
  };
  const as = (path: string, key: string, read: (value: unknown) => unknown = (value) => value, more?: typeof either) =>
    one(path, (value) => setting(key, read(value), more));
  return {
    claims: [
      ...as(`${hub}.cull.every`, "culling.every", numberOf, either),
      ...as(`${hub}.cull.timeout`, "limits.idleTimeout", numberOf, either),
      ...as(`${hub}.cull.maxAge`, "limits.maximumAge", numberOf, either),
      ...as(`${hub}.singleuser.memory.limit`, "limits.userMemory", bytesAsMemory),
      ...as(`${hub}.singleuser.memory.guarantee`, "limits.userMemoryGuarantee", bytesAsMemory),
      ...as(`${hub}.singleuser.cpu.limit`, "limits.userCpu", numberOf),
      ...as(`${hub}.singleuser.cpu.guarantee`, "limits.userCpuGuarantee", numberOf),
      ...as("config.LaunchQuota.total_quota", "limits.totalQuota"),
      ...as(`${binderHub}.pod_quota`, "limits.totalQuota"),
      ...as(`${binderHub}.per_repo_quota`, "limits.repoQuota", undefined, either),
      ...as("perRepoQuota", "limits.repoQuota"),
      ...rate(values),
      ...one(`${github}.spec_config`, specConfig),
      ...as(`${binderHub}.badge_base_url`, "sharing.badgeUrl", undefined, either),
      ...origins(values),
      ...as(`${binderHub}.about_message`, "branding.aboutHtml"),
      ...as(`${binderHub}.banner_message`, "branding.bannerHtml"),
      ...header(values),
      ...[`${binderHub}.build_image`, `${executor}.build_image`].map((path): Claim => [path, repo2docker]),
      ...[`${binderHub}.build_docker_host`, `${executor}.docker_host`].map((path): Claim => [path, daemonSocket]),
      ...as(`${binderHub}.build_memory_request`, "limits.buildMemoryRequest", kibi, either),
      ...as(`${executor}.memory_request`, "limits.buildMemoryRequest", kibi, either),
      ...one("imageBuilderType", (value) => (value === "host" ? undefined : setting("builder", value))),
      ...one("dind.enabled", (value) =>
        value === true ? setting("builder", "dind") : left("the setting binderhub:builder says what builds"),
      ),
      ...placeholders(values),
      ...database(values),
      ...images(values),
    ],
  };
}

/** The setting counts by the hour, as BinderHub does if nothing is said. */
function rate(values: Values): Claim[] {
  const period = valueAt(values, "config.RateLimiter.period_seconds") ?? 3600;
  const limit = valueAt(values, "config.RateLimiter.limit");
  return period !== 3600 || limit === undefined
    ? []
    : [
        ["config.RateLimiter.limit", setting("limits.launchRate", limit, either)],
        ["config.RateLimiter.period_seconds", own],
      ];
}

/** Quotas of repositories: BinderHub reads nothing else of them. */
function specConfig(value: unknown): Fate | undefined {
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const quotas = items.map((item) => {
    const config = isRecord(item) && isRecord(item.config) ? item.config : {};
    return isRecord(item) && Object.keys(config).join() === "quota"
      ? { pattern: item.pattern, quota: config.quota }
      : undefined;
  });
  return items.length === 0 || quotas.includes(undefined) ? undefined : setting("repoQuotas", quotas, either);
}

/** The setting is about the page and the servers. If the file has one of the two, it stays one. */
function origins(values: Values): Claim[] {
  const page = [`${binderHub}.cors_allow_origin`, "cors.allowOrigin"];
  const servers = [`${hub}.hub.config.BinderSpawner.cors_allow_origin`, `${hub}.custom.cors.allowOrigin`];
  const given = [...page, ...servers].filter((path) => textAt(values, path) !== undefined);
  const found = new Set(given.map((path) => textAt(values, path)));
  const both = [page, servers].every((paths) => paths.some((path) => given.includes(path)));
  if (both && found.size === 1) {
    return given.map((path) => [path, setting("sharing.allowOrigin", [...found][0], either)]);
  }
  // Today's names, for those of older charts.
  return [page, servers].flatMap(([now = "", old = ""]): Claim[] =>
    given.includes(old) && valueAt(values, now) === undefined
      ? [[old, { kind: "extraValues", path: now.split("."), value: valueAt(values, old) }]]
      : [],
  );
}

/** One snippet for the head of the page. Several stay several. */
function header(values: Values): Claim[] {
  const snippets = valueAt(values, `${binderHub}.extra_header_html`);
  const [name, ...more] = isRecord(snippets) ? Object.keys(snippets) : [];
  return name === undefined || more.length > 0 || name.includes(".")
    ? []
    : [[`${binderHub}.extra_header_html.${name}`, setting("branding.headerHtml", (snippets as Values)[name])]];
}

function placeholders(values: Values): Claim[] {
  const scheduling = `${hub}.scheduling`;
  const replicas = valueAt(values, `${scheduling}.userPlaceholder.replicas`);
  const isOff = valueAt(values, `${scheduling}.userPlaceholder.enabled`) === false;
  return [
    ...(replicas === undefined
      ? []
      : [
          [
            `${scheduling}.userPlaceholder.replicas`,
            isOff ? left("the placeholders are off") : setting("scheduling.placeholders", replicas, either),
          ] as const,
        ]),
    ...(typeof replicas === "number" && replicas > 0 && !isOff
      ? [`${scheduling}.podPriority.enabled`, `${scheduling}.userPlaceholder.enabled`]
          .filter((path) => valueAt(values, path) === true)
          .map((path): Claim => [path, own])
      : []),
  ];
}

/** A database elsewhere needs a URL with a password, and the hub does not start without it. */
function database(values: Values): Claim[] {
  const type = textAt(values, `${hub}.hub.db.type`);
  return type === "postgres" || type === "mysql"
    ? [
        [
          `${hub}.hub.db`,
          left("a database elsewhere needs a password, which no secret setting takes: the hub keeps its small volume"),
        ],
      ]
    : [];
}

/** Images that are pulled before they are needed. */
function images(values: Values): Claim[] {
  const path = `${hub}.prePuller.extraImages`;
  const found = valueAt(values, path);
  const entries = isRecord(found) ? Object.values(found) : [];
  const plain = entries.every(
    (one) => isRecord(one) && Object.keys(one).sort().join() === "name,tag" && typeof one.name === "string",
  );
  if (entries.length === 0 || !plain) return [];
  const list = entries.map(
    (one) => `${String(valueAt(one as Values, "name"))}:${String(valueAt(one as Values, "tag"))}`,
  );
  return [
    [path, setting("scheduling.prePull", list, either)],
    ...(valueAt(values, `${hub}.prePuller.continuous.enabled`) === true
      ? [[`${hub}.prePuller.continuous.enabled`, own] as const]
      : []),
  ];
}
