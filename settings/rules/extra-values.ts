import { type Settings } from "../parse";
import { removeCommand, type Problem } from "../problems";
import { unknownKey } from "../raw";

/** Top-level keys of the chart's values; a test compares them with the real schema. */
export const chartKeys = [
  "pdb",
  "replicas",
  "resources",
  "rbac",
  "nodeSelector",
  "tolerations",
  "image",
  "registry",
  "service",
  "config",
  "extraConfig",
  "extraFiles",
  "extraPodSpec",
  "jupyterhub",
  "deployment",
  "imageBuilderType",
  "dind",
  "pink",
  "imageCleaner",
  "httpRoute",
  "ingress",
  "initContainers",
  "lifecycle",
  "extraVolumes",
  "extraVolumeMounts",
  "extraEnv",
  "podAnnotations",
  "global",
  "hpa",
  "networkPolicy",
  "cors",
] as const;

/**
 * Keys of older charts, and what took their place.
 * @see https://github.com/jupyterhub/binderhub/blob/main/helm-chart/binderhub/templates/NOTES.txt
 */
const replaced: Readonly<Record<string, string>> = {
  hub: "config.BinderHub.hub_url, which the program sets",
  github: "config.GitHubRepoProvider",
  gitlab: "config.GitLabRepoProvider",
  build: "config.BinderHub (build_image, build_max_age, log_tail_lines, …)",
  perRepoQuota: "config.BinderHub.per_repo_quota",
  "cors.allowOrigin": "config.BinderHub.cors_allow_origin",
  "dind.enabled": "the setting binderhub:builder",
  "imageCleaner.host.enabled": "imageCleaner.enabled",
  "imageCleaner.host.dockerSocket": "imageCleaner.host.dockerSocketDir and dockerSocketName",
  "registry.enabled": "config.BinderHub.use_registry, which the setting binderhub:registry decides",
  "registry.host": "registry.url, which the setting binderhub:registry decides",
  "registry.authHost": "registry.url, which the setting binderhub:registry decides",
  "registry.tokenUrl": "config.DockerRegistry.token_url",
  "registry.prefix": "config.BinderHub.image_prefix, which the setting binderhub:registry decides",
  "jupyterhub.auth": "the setting binderhub:auth, or jupyterhub.hub.config.<Authenticator>",
  "jupyterhub.custom": "the setting binderhub:auth, or jupyterhub.hub.config",
  "jupyterhub.hub.redirectToServer": "jupyterhub.hub.config.JupyterHub.redirect_to_server",
  "jupyterhub.hub.extraConfigMap": "jupyterhub.custom",
};

/** Values without which nothing works; the program knows them, and they have settings of their own. */
const decided: Readonly<Record<string, string>> = {
  imageBuilderType: "the setting binderhub:builder",
  "config.BinderHub.hub_url": "the setting binderhub:exposure",
  "config.BinderHub.hub_url_local": "the setting binderhub:exposure",
  "config.BinderHub.base_url": "the setting binderhub:exposure",
};

/** What extra values must fulfil: keys that the chart knows, and none that the program must decide. */
export function extraValueRules({ extraValues }: Settings): Problem[] {
  const full = (path: string) => `binderhub:extraValues.${path}`;
  const old = Object.entries(replaced).filter(([path]) => lookUp(extraValues, path) !== undefined);
  const fixed = Object.entries(decided).filter(([path]) => lookUp(extraValues, path) !== undefined);
  const unknown = Object.entries(extraValues).filter(
    ([key]) => !(chartKeys as readonly string[]).includes(key) && replaced[key] === undefined,
  );
  return [
    ...old.map(([path, now]) => ({
      key: full(path),
      rule: `is a value of older charts, which today's refuses or ignores; use ${now}`,
      mend: removeCommand(full(path)),
    })),
    ...fixed.map(([path, setting]) => ({
      key: full(path),
      rule: `is decided by ${setting}: a value of its own here would break launches`,
      mend: removeCommand(full(path)),
    })),
    ...unknown.map(([key, value]) => unknownKey(full(key), JSON.stringify(value), chartKeys)),
  ];
}

function lookUp(values: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (at, key) =>
        typeof at === "object" && at !== null && Object.hasOwn(at, key)
          ? (at as Record<string, unknown>)[key]
          : undefined,
      values,
    );
}
