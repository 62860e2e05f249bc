import { type Claim, type Part, setting, valueAt, type Values } from "./claims";

/** Lists of each source, and the settings that hold in every source. */
const lists = { banned_specs: "banned", allowed_specs: "allowed", high_quota_specs: "highQuota" } as const;

/** Regular expressions of each source that a pattern can say: how its specs begin, and the host behind it. */
const sources: Readonly<Record<string, (spec: string) => string | undefined>> = {
  GitHubRepoProvider: (spec) => patternOf("github.com/", spec),
  GitLabRepoProvider: (spec) => patternOf("gitlab.com/", spec.replaceAll(/%2F/gi, "/")),
  GitRepoProvider: (spec) => {
    const url = /^\^?(?:https|https\?|\(git\|https\?\)|\(https\?\|git\))(?:%3A%2F%2F|:\/\/)(.*)$/i.exec(spec)?.[1];
    return url === undefined ? undefined : patternOf("", `^${url.replaceAll(/%2F/gi, "/")}`);
  },
};

/**
 * Which repositories may be launched. The settings are patterns that hold in every source. They are taken if they can say all that the file says: rules of
 * both kinds do not go together, and then the file's own stay in `extraValues`.
 */
export function repositoriesPart(values: Values): Part {
  const found = Object.entries(sources).flatMap(([provider, read]) =>
    Object.entries(lists).flatMap(([trait, name]) => {
      const path = `config.${provider}.${trait}`;
      const specs = valueAt(values, path);
      return Array.isArray(specs) && specs.length > 0
        ? [{ path, name, patterns: specs.map((spec) => (typeof spec === "string" ? read(spec) : undefined)) }]
        : [];
    }),
  );
  const others = Object.keys((values.config as Values | undefined) ?? {}).filter(
    (provider) => !Object.hasOwn(sources, provider),
  );
  const hasOthers = others.some((provider) =>
    Object.keys(lists).some((trait) => valueAt(values, `config.${provider}.${trait}`) !== undefined),
  );
  if (hasOthers || found.some(({ patterns }) => patterns.includes(undefined))) return { claims: [] };
  const all = (name: string) => [...new Set(found.flatMap((one) => (one.name === name ? one.patterns : [])))];
  const higher = valueAt(values, "config.BinderHub.per_repo_quota_higher");
  const isHigher = typeof higher === "number" && all("highQuota").length > 0;
  return {
    claims: [
      ...found
        .filter(({ name }) => name !== "highQuota" || isHigher)
        .map(({ path, name }): Claim => [path, setting(`repositories.${name}`, all(name), { orExtra: true })]),
      ...(isHigher
        ? [["config.BinderHub.per_repo_quota_higher", setting("limits.highQuota", higher, { orExtra: true })] as const]
        : []),
    ],
  };
}

/** `^mygroup/course.*` as `github.com/mygroup/course*`. `undefined` if it is more than a beginning. */
function patternOf(host: string, spec: string): string | undefined {
  const plain = /^\^([\w./~-]+?)(\.\*)?\$?$/.exec(spec.replaceAll("\\.", "."))?.[1];
  if (plain === undefined) return undefined;
  const steps = plain.split("/");
  const [last = ""] = steps.slice(-1);
  const repository = host === "" ? 3 : 2;
  if (last === "") {
    // What ends in a slash is all below it, or one repository with any branch.
    const whole = steps.slice(0, -1).join("/");
    return steps.length - 1 >= repository ? `${host}${whole}` : `${host}${whole}/*`;
  }
  return steps.length < repository ? undefined : `${host}${plain}*`;
}
