import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { defaultFileLines } from "./default-file";
import { imageHash, withHash } from "./image-hash";

/** How images are built, and what a proxy adds to it. */
export interface BuildsAndProxy {
  readonly builds: Settings["builds"];
  /** Build arguments that each step has. @default none */
  readonly stepArguments?: Readonly<Record<string, string>>;
  /** Variables of the build pods beside the user's, in which Kubernetes may replace references. @default none */
  readonly podVariables?: Readonly<Record<string, string>>;
}

/**
 * How images are built: arguments of repo2docker, and the pods that run it. They are traits of `KubernetesBuildExecutor`, which win over those of
 * `BuildExecutor` and `BinderHub`.
 *
 * @param imagePrefix first part of every image's name, without what these settings add
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/build.py get_r2d_cmd_options
 */
export function buildValues({ builds, stepArguments, podVariables }: BuildsAndProxy, imagePrefix: string): ChartValues {
  const hash = imageHash(builds);
  const [appendix, extraArgs] = [appendixOf(builds), repo2dockerArguments(builds, stepArguments)];
  const variables = { ...escaped(builds.environment), ...podVariables };
  const executor = {
    ...(builds.image !== undefined && { build_image: builds.image }),
    ...(appendix !== undefined && { appendix: escape(appendix) }),
    ...(extraArgs.length > 0 && { repo2docker_extra_args: extraArgs.map(escape) }),
    ...(Object.keys(variables).length > 0 && { extra_envs: variables }),
  };
  const config = {
    ...(hash !== undefined && { BinderHub: { image_prefix: withHash(imagePrefix, hash) } }),
    ...(Object.keys(executor).length > 0 && { KubernetesBuildExecutor: executor }),
    ...(builds.timeout !== undefined && { KubernetesCleaner: { max_age: builds.timeout } }),
  };
  return Object.keys(config).length === 0 ? {} : { config };
}

/** What comes last in every image: first the packages of a repository that says nothing of its own. */
export function appendixOf({ appendixText, defaultFile, defaultText }: Settings["builds"]): string | undefined {
  const lines = [
    ...(defaultFile === undefined || defaultText === undefined ? [] : [defaultFileLines(defaultFile, defaultText)]),
    ...(appendixText === undefined ? [] : [appendixText.trim()]),
  ];
  return lines.length === 0 ? undefined : lines.join("\n");
}

function repo2dockerArguments({ baseImage, buildArguments }: Settings["builds"], steps = {}): string[] {
  return [
    ...(baseImage === undefined ? [] : [`--Repo2Docker.base_image=${baseImage}`]),
    ...Object.entries({ ...buildArguments, ...steps }).map(([name, value]) => `--build-arg=${name}=${String(value)}`),
  ];
}

/**
 * Kubernetes replaces `$(NAME)` in arguments and variables, and makes one `$` of two. Texts are to arrive as they are.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/third_party/forked/golang/expansion/expand.go
 */
function escape(text: string): string {
  return text.replace(/\$(?=[$(])/g, "$$$$");
}

function escaped(variables: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, escape(value)]));
}
