import { type Settings } from "../../settings/settings";

type Proxy = NonNullable<Settings["network"]["proxy"]>;

/** Where the hub runs, as far as its own addresses follow from it. */
export type Where = Pick<Settings["place"], "platform">;

/** The addresses of a proxy. One is enough for both. */
export function proxyUrls({ http, https }: Pick<Proxy, "http" | "https">): { http?: string; https?: string } {
  const secure = https ?? http;
  return { ...(http !== undefined && { http }), ...(secure !== undefined && { https: secure }) };
}

/**
 * The Services of the hub's namespace, whose short names its pods use.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/tree/main/jupyterhub/templates
 */
const services = ["hub", "proxy-api", "proxy-public", "proxy-http", "binder"];

/** By which Kubernetes lets every pod find the API server. It is replaced in the variables of a pod. */
const apiServer = "$(KUBERNETES_SERVICE_HOST)";

/**
 * The ranges of a cluster: those that AKS has if nobody says otherwise, and anything private where the cluster is somebody else's.
 * @see https://github.com/Azure/azure-rest-api-specs/tree/main/specification/containerservice `ContainerServiceNetworkProfile`
 */
function ranges({ platform }: Where): readonly string[] {
  return platform === "azure"
    ? ["10.0.0.0/16", "10.224.0.0/12", "10.244.0.0/16"]
    : ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
}

/** What is reached without the proxy, from anywhere in the cluster. The metadata addresses of clouds are never asked for through a proxy. */
export function direct({ noProxy = [] }: Pick<Proxy, "noProxy">, where: Where): readonly string[] {
  const own = ["localhost", "127.0.0.1", "169.254.169.254", "168.63.129.16", ".svc", ".cluster.local"];
  return [...new Set([...own, ...ranges(where), ...noProxy])];
}

/**
 * The variables by which programs know a proxy, in both spellings: curl knows only the lower one of `http_proxy`, others only the upper one.
 *
 * @param also more that is reached without it
 * @see https://curl.se/docs/manpage.html#ENVIRONMENT curl takes ranges since 7.86
 */
function variables(proxy: Proxy, where: Where, also: readonly string[]): Record<string, string> {
  const { http, https } = proxyUrls(proxy);
  const named = { http_proxy: http, https_proxy: https, no_proxy: [...direct(proxy, where), ...also].join(",") };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [
            [name.toUpperCase(), value],
            [name, value],
          ],
    ),
  );
}

/** The variables of a pod. None without a proxy. */
export function podVariables({ proxy }: Settings["network"], where: Where): Record<string, string> {
  return proxy === undefined ? {} : variables(proxy, where, [...services, apiServer]);
}

/**
 * The same as build arguments. Docker and Podman give these to each step without `ARG`, and keep them out of images.
 * @see https://docs.docker.com/reference/dockerfile/#predefined-args
 */
export function stepArguments({ proxy }: Settings["network"], where: Where): Record<string, string> {
  return proxy === undefined ? {} : variables(proxy, where, []);
}
