import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { removeCommand, type Problem } from "../../settings/problems";
import { unknownKey } from "../../settings/unknown-key";
import { at } from "../../settings/untyped";
import { guardRules } from "./decided";

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
 * Keys of older charts, and what replaced them.
 * @see https://github.com/jupyterhub/binderhub/blob/main/helm-chart/binderhub/templates/NOTES.txt
 */
export const replaced: Readonly<Record<string, string>> = {
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
  "jupyterhub.custom.binderauth_enabled": "the setting binderhub:auth",
  "jupyterhub.custom.cors.allowOrigin": "jupyterhub.hub.config.BinderSpawner.cors_allow_origin",
  "jupyterhub.hub.extraConfigMap": "jupyterhub.hub.config",
};

/** Rules for extra values: only keys that the chart knows, and nothing that the program decides is undone. */
export const extraValueRules = [rule(["extraValues"], keysAreKnown), ...guardRules];

function keysAreKnown({ extraValues }: Pick<Asked, "extraValues">): Problem[] {
  const full = (path: string) => `binderhub:extraValues.${path}`;
  const valueAt = (path: string) => at(extraValues, ...path.split("."));
  const old = Object.entries(replaced).filter(([path]) => valueAt(path) !== undefined);
  const unknown = Object.entries(extraValues).filter(
    ([key]) => !(chartKeys as readonly string[]).includes(key) && !Object.hasOwn(replaced, key),
  );
  return [
    ...old.map(([path, now]) => ({
      key: full(path),
      rule: `is a value of older charts. Today's chart refuses or ignores it: use ${now}`,
      mend: removeCommand(full(path)),
    })),
    ...unknown.map(([key, value]) => unknownKey(full(key), value, chartKeys)),
  ];
}
