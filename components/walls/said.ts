import { pathKey } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { at, isRecord } from "../../settings/untyped";
import { proxyServers } from "../network/servers";

/** A server that the settings tell builds or users' servers to connect to. */
export interface Said {
  /** Where it stands. */
  readonly key: string;
  readonly host: string;
  readonly port: number;
  /** Who is told to connect to it. */
  readonly by: "builds" | "servers";
}

/**
 * A proxy in a variable, in Docker's `config.json`, in an argument or in a line of Python, and a mirror or resolver in an argument of Docker.
 * @see https://docs.docker.com/engine/cli/proxy
 * @see https://docs.docker.com/engine/daemon/proxy/#daemon-configuration
 */
const proxy = /(?:https?|all|ftp)[-_]?proxy["'\]]*\s*[=:]\s*["']?((?:\w+:\/\/)?[\w.@:%-]+)/gi;
const mirror = /^--registry-mirror=(\S+)/g;
const resolver = /^--dns=([\d.]+)$/g;

/** All proxies that the settings name, and the mirrors and resolvers of the build daemon. */
export function saidServers({
  extraValues,
  buildDaemon,
  builder,
  network,
}: Pick<Asked, "extraValues" | "buildDaemon" | "builder" | "network">) {
  // With builder host, the node's own Docker builds, which no policy holds. Only the pod that clones is held.
  const ofBuilds =
    builder === "host" ? ["config.KubernetesBuildExecutor", "extraConfig"] : ["config", "extraConfig", builder];
  const ofServers = ["jupyterhub.singleuser.extraEnv", "jupyterhub.hub.config"];
  const inValues = (path: string, by: Said["by"]) => {
    const steps = path.split(".");
    return serversIn(["extraValues", ...steps], at(extraValues, ...steps), by);
  };
  return [
    ...proxyServers(network).flatMap((server): Said[] => [
      { ...server, by: "builds" },
      { ...server, by: "servers" },
    ]),
    ...serversIn(["buildDaemon", "arguments"], buildDaemon.arguments, "builds"),
    ...serversIn(
      ["buildDaemon", "registryMirrors"],
      buildDaemon.registryMirrors?.map((url) => `--registry-mirror=${url}`),
      "builds",
    ),
    ...ofBuilds.flatMap((path) => inValues(path, "builds")),
    ...ofServers.flatMap((path) => inValues(path, "servers")),
  ];
}

function serversIn(path: readonly string[], value: unknown, by: Said["by"]): Said[] {
  const key = pathKey(path).replace(/^binderhub:/, "");
  if (Array.isArray(value)) return value.flatMap((item, index) => serversIn([...path, String(index)], item, by));
  if (isRecord(value)) {
    // A variable may be an object with its name and its value.
    const named =
      typeof value.name === "string" && typeof value.value === "string"
        ? [[value.name, value.value]]
        : Object.entries(value);
    return named.flatMap(([name = "", inner]) => serversIn([...path, name], inner, by));
  }
  if (typeof value !== "string") return [];
  // The name of a variable stands before its value, as it does in a text.
  const name = path.at(path.at(-1) === "value" ? -2 : -1) ?? "";
  const urls = [value, `${name}=${value}`].flatMap((text) =>
    [proxy, mirror].flatMap((pattern) => found(text, pattern)),
  );
  const resolvers = found(value, resolver).map((host) => ({ key, host, port: 53, by }));
  return [...resolvers, ...[...new Set(urls)].flatMap((url) => serverOf(url, key, by))];
}

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, first = ""]) => first);
}

function serverOf(text: string, key: string, by: Said["by"]): Said[] {
  const url = text.includes("://") ? text : `http://${text}`;
  if (!URL.canParse(url)) return [];
  const { protocol, hostname, port } = new URL(url);
  return [{ key, host: hostname, port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port), by }];
}
