import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { buildDaemonValues } from "../build-daemon/values";
import { cacheLimit } from "../builds/cache";
import { buildValues } from "../builds/values";
import { daemonProxy } from "../network/daemon";
import { buildVariables, networkValues, stepArguments } from "../network/values";
import { registryNames } from "../registry/names";
import { composeValues } from "./compose";
import { type Decided, undone } from "./guard";

const the = (setting: string) => `the setting binderhub:${setting}`;

/** Older names of the same traits. A value there would be lost, or would win without being seen. */
const otherNames: readonly (readonly [path: string, others: readonly string[]])[] = [
  ["config.KubernetesBuildExecutor.appendix", ["config.BuildExecutor.appendix", "config.BinderHub.appendix"]],
  ["config.KubernetesBuildExecutor.build_image", ["config.BinderHub.build_image"]],
  ["config.KubernetesBuildExecutor.repo2docker_extra_args", ["config.BuildExecutor.repo2docker_extra_args"]],
  ["config.KubernetesBuildExecutor.extra_envs", []],
  ["config.KubernetesCleaner.max_age", ["config.BinderHub.build_max_age"]],
  ["config.BinderHub.image_prefix", []],
];

/** What a proxy needs. More variables may be added, and more files. */
const proxyPaths = [
  ...["extraEnv", "extraFiles", "extraConfig.01-network-certificate", "jupyterhub.hub.extraEnv"],
  ...["jupyterhub.singleuser.extraEnv", "jupyterhub.singleuser.extraFiles"],
];

/** What daemons need: lists may have more. */
const daemonPaths = ["extraArgs", "extraVolumes", "extraVolumeMounts"].flatMap((name) =>
  ["dind", "pink"].map((builder) => `${builder}.daemonset.${name}`),
);

/** Places that settings of builds and of the network decide, where they are set. */
export const buildPlaces: readonly Decided[] = [
  ...otherNames.flatMap(([path, others]) => [path, ...others]),
  ...proxyPaths,
  ...daemonPaths,
].map((path) => ({ path: path.split("."), by: the("builds or network") }));

/** Rules for extra values: they undo nothing that settings of builds and of the network say. Where nothing is set, they may be anything. */
export const buildGuardRules = [
  rule(
    ["extraValues", "builds", "network", "platform", "registry", "auth", "builder", "buildDaemon", "namespace"],
    buildsStay,
  ),
];

type Named = Pick<
  Asked,
  "extraValues" | "builds" | "network" | "platform" | "registry" | "auth" | "builder" | "buildDaemon" | "namespace"
>;

function buildsStay({ extraValues, builds, network, builder, buildDaemon, ...rest }: Named) {
  const where = { platform: rest.platform };
  const prefix = registryNames(rest.registry, rest.namespace)?.imagePrefix ?? `${rest.registry.prefix}-`;
  const parts = [cacheLimit(builds, builder), daemonProxy(network, where, builder)];
  const adds = parts.some((part) => Object.keys(part).length > 0);
  const own = composeValues([
    buildValues(
      { builds, stepArguments: stepArguments(network, where), podVariables: buildVariables(network, where) },
      prefix,
    ),
    networkValues(network, where, rest.auth.type),
    adds ? buildDaemonValues(buildDaemon, builder, parts) : {},
  ]);
  const decided = otherNames.flatMap(([path, others]) =>
    at(own, ...path.split(".")) === undefined
      ? []
      : [
          { path: path.split("."), by: by(network.proxy !== undefined) },
          ...others.map((other) => ({ path: other.split("."), by: the("builds"), sealed: true })),
        ],
  );
  const others = [...proxyPaths, ...daemonPaths].map((path) => ({ path: path.split("."), by: byOf(path, adds) }));
  return undone(own, extraValues, [...decided, ...others]);
}

/** Who decides; and where more arguments may stand, since a list in extra values takes the place of the program's. */
function byOf(path: string, both: boolean): string {
  return path.endsWith(".extraArgs") ? `${by(both)} (binderhub:buildDaemon.arguments takes yours)` : by(both);
}

function by(both: boolean): string {
  return both ? `${the("builds")} or ${the("network.proxy").replace("the setting ", "")}` : the("builds");
}
