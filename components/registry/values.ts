import { type Input } from "@pulumi/pulumi";
import { versions } from "../../settings/versions";
import { type ChartValues } from "../chart/chart-values";
import { dockerHubKey } from "./base-images";
import { type RegistryNames } from "./names";

/** A registry for images, with its credentials. */
export interface RegistryAccess extends RegistryNames {
  /** Password of `username`. Absent if there is no user name. */
  readonly password?: Input<string>;
}

/** Docker Hub's API, which its name in logins is not. */
const dockerHubApi = "https://registry-1.docker.io";

/**
 * Image names, push and pull credentials; `undefined` keeps images in the node's own Docker.
 *
 * @param baseImages Docker's `config.json` with logins for base images. Beside other logins, BinderHub would look for images in the registry that comes
 * first in the alphabet, so the right one is named
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/registry.py DockerRegistry._default_url
 */
export function registryValues(
  access: RegistryAccess | undefined,
  prefix: string,
  baseImages?: Input<object>,
): ChartValues {
  if (access === undefined) return { config: { BinderHub: { use_registry: false, image_prefix: `${prefix}-` } } };
  const { imagePrefix, url, username, password, pullSecret, inCluster } = access;
  const login = username === undefined || password === undefined ? undefined : { username, password };
  return {
    config: {
      BinderHub: {
        use_registry: true,
        image_prefix: imagePrefix,
        ...(baseImages !== undefined && { buildDockerConfig: baseImages }),
      },
      ...(inCluster === undefined ? {} : { DockerRegistry: { url: `http://${inCluster.host}` } }),
      ...(inCluster === undefined && baseImages !== undefined && { DockerRegistry: { url: url ?? dockerHubApi } }),
    },
    ...(login && { registry: { ...(url === undefined ? {} : { url }), ...login } }),
    // Without this entry, the chart writes an entry for Docker Hub with an empty login, and base images could not be pulled.
    ...(inCluster && { registry: { url: `http://${inCluster.host}`, username: "anonymous", password: "anonymous" } }),
    ...(inCluster === undefined ? {} : { dind: { initContainers: [localhostForwarder(inCluster)] } }),
    ...(login === undefined || !pullSecret
      ? {}
      : {
          jupyterhub: {
            imagePullSecret: {
              create: true,
              automaticReferenceInjection: true,
              registry: url ?? dockerHubKey,
              ...login,
            },
          },
        }),
  };
}

/**
 * A sidecar of the Docker daemon. An image has one name, which begins with `localhost:PORT` on the nodes. In the daemon's pod, `localhost` is the pod
 * itself, so the sidecar forwards the port. `localhost` is also the only host that Docker and containerd talk to without TLS.
 */
function localhostForwarder({ host, nodePort }: { readonly host: string; readonly nodePort: number }) {
  return {
    name: "registry-on-localhost",
    image: versions.socat.is,
    restartPolicy: "Always" as const,
    args: [`TCP-LISTEN:${nodePort},bind=127.0.0.1,fork,reuseaddr`, `TCP:${host}`],
    securityContext: { allowPrivilegeEscalation: false as const, runAsNonRoot: true as const, runAsUser: 1000 },
  };
}
