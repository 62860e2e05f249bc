import { isPlace, shapeOf } from "../../policy/credentials";
import { pathKey, type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { registryNames } from "../registry/names";
import { appendixFault } from "./dockerfile";
import { imageHash, withHash } from "./image-hash";
import { appendixOf } from "./values";

type Builds = Asked["builds"];

/** Rules for builds: texts that a build can use, names that are free, and a cache that there is. */
export const buildRules = [
  rule(["builds"], ({ builds }) => [...appendixFits(builds), ...defaultFileFits(builds), ...namesAreFree(builds)]),
  rule(["builds", "builder", "buildDaemon"], cacheFits),
  rule(["builds", "registry", "namespace"], prefixFits),
];

function appendixFits(builds: Builds): Problem[] {
  const { appendix, appendixFile, appendixText } = builds;
  const key = (name: string) => pathKey(["builds", name]);
  if (appendix !== undefined && appendixFile !== undefined) {
    const text = "stands beside builds.appendix: keep one of them";
    return [{ key: key("appendixFile"), value: appendixFile, rule: text, mend: removeCommand(key("appendixFile")) }];
  }
  const name = appendixFile === undefined ? "appendix" : "appendixFile";
  const fault =
    appendixText === undefined ? undefined : (secretIn(appendixText) ?? tooLong(builds) ?? appendixFault(appendixText));
  return fault === undefined
    ? []
    : [{ key: key(name), value: appendixFile, rule: fault, mend: removeCommand(key(name)) }];
}

/** The most bytes of one argument of a program: MAX_ARG_STRLEN is 131,072. @see https://man7.org/linux/man-pages/man2/execve.2.html */
const longestArgument = 120_000;

function tooLong(builds: Builds): string | undefined {
  const text = appendixOf(builds) ?? "";
  if (text.includes("\0")) return "has a zero byte, which no argument can have";
  return Buffer.byteLength(text) > longestArgument
    ? `must have at most ${longestArgument.toLocaleString("en")} bytes, together with builds.defaultFile in Base64: it is handed on as an argument`
    : undefined;
}

function defaultFileFits({ defaultFile = "", defaultText }: Builds): Problem[] {
  const key = pathKey(["builds", "defaultFile"]);
  const fault =
    defaultText === undefined ? undefined : (secretIn(defaultText) ?? faultOfPackages(defaultFile, defaultText));
  return fault === undefined ? [] : [{ key, value: defaultFile, rule: fault, mend: removeCommand(key) }];
}

/** The file alone reaches the build, and nothing that it refers to. */
function faultOfPackages(name: string, text: string): string | undefined {
  if (/^\s*(-\s+)?["']?(-[rce]\b|--(requirement|constraint|editable)\b|\.{1,2}\/)/m.test(text))
    return "refers to another file, which no build has: write its lines into this one";
  return name.endsWith("environment.yml") && !/^dependencies:/m.test(text)
    ? "is no environment of conda: it has no list of dependencies"
    : undefined;
}

function secretIn(text: string): string | undefined {
  const what = shapeOf(text);
  return what && `holds ${what}: it would be in every image. Treat it as known: make a new one`;
}

/** Whose variables and arguments are decided elsewhere, and by whom. */
const taken: Readonly<Record<"buildArguments" | "environment", Readonly<Record<string, string>>>> = {
  buildArguments: { NB_USER: "BinderHub", NB_UID: "BinderHub" },
  environment: {
    GIT_CREDENTIAL_ENV: "BinderHub",
    CONTAINER_ENGINE_REGISTRY_CREDENTIALS: "BinderHub",
    ...Object.fromEntries(
      ["DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"].map((name) => [
        name,
        "the setting binderhub:builder",
      ]),
    ),
  },
};

function namesAreFree(builds: Builds): Problem[] {
  return (["buildArguments", "environment"] as const).flatMap((group) =>
    Object.keys(builds[group] ?? {}).flatMap((name) => {
      const key = pathKey(["builds", group, name]);
      const by = /^(https?|ftp|all|no)_proxy$/i.test(name)
        ? "the setting binderhub:network.proxy, which reaches everything that needs it"
        : taken[group][name];
      if (by !== undefined) return [{ key, rule: `is decided by ${by}`, mend: removeCommand(key) }];
      // Of both, everybody who may read pods knows the value. Build arguments are also kept in images.
      const rule = "is a credential, by its name. Neither pods nor images keep a secret";
      return isPlace(["environment", name]) ? [{ key, rule, mend: removeCommand(key) }] : [];
    }),
  );
}

function cacheFits({ builds, builder, buildDaemon }: Pick<Asked, "builds" | "builder" | "buildDaemon">): Problem[] {
  const key = pathKey(["builds", "cacheSize"]);
  const { cacheSize: value } = builds;
  if (value === undefined) return [];
  if (builder !== "dind") {
    const rule = `needs builder dind: with ${builder}, the cache is not the chart's Docker's`;
    return [{ key, value, rule, mend: removeCommand(key) }];
  }
  const index = buildDaemon.arguments?.findIndex((argument) => argument.startsWith("--config-file")) ?? -1;
  if (index < 0) return [];
  const other = pathKey(["buildDaemon", "arguments", String(index)]);
  const rule = "stands beside builds.cacheSize, which needs a file of its own: say the size in yours";
  return [{ key: other, value: buildDaemon.arguments?.[index], rule, mend: removeCommand(key) }];
}

/** The most that a first part may have, so that BinderHub has room for the repository's name: a whole name has 255 characters. */
const longest = 200;

/** @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/builder.py safe_build_slug */
function prefixFits({ builds, registry, namespace }: Pick<Asked, "builds" | "registry" | "namespace">): Problem[] {
  const hash = imageHash(builds);
  const prefix = withHash(registryNames(registry, namespace)?.imagePrefix ?? `${registry.prefix}-`, hash);
  if (hash === undefined || prefix.length <= longest) return [];
  const key = "binderhub:registry.prefix";
  const rule = `is too long: with the registry's name and path, and nine characters for builds, it has ${prefix.length} of at most ${longest}`;
  return [{ key, value: registry.prefix, rule, mend: setCommand(key, "binder") }];
}
