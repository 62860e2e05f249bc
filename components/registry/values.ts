import { type Input } from "@pulumi/pulumi";
import { images } from "../../settings/versions";
import { type ChartValues } from "../chart/chart-values";
import { type RegistryNames } from "./names";

/** A registry for images, with its credentials. */
export interface RegistryAccess extends RegistryNames {
  /** Password of `username`. Absent if there is no user name. */
  readonly password?: Input<string>;
}

/** The name of Docker Hub in pull secrets. */
const dockerHub = "https://index.docker.io/v1/";

/** Image names, push and pull credentials; `undefined` keeps images in the node's own Docker. */
export function registryValues(access: RegistryAccess | undefined, prefix: string): ChartValues {
  if (access === undefined) return { config: { BinderHub: { use_registry: false, image_prefix: `${prefix}-` } } };
  const { imagePrefix, url, username, password, pullSecret, inCluster } = access;
  const login = username === undefined || password === undefined ? undefined : { username, password };
  return {
    config: {
      BinderHub: { use_registry: true, image_prefix: imagePrefix },
      ...(inCluster === undefined ? {} : { DockerRegistry: { url: `http://${inCluster.host}` } }),
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
              registry: url ?? dockerHub,
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
    image: images.socat,
    restartPolicy: "Always" as const,
    args: [`TCP-LISTEN:${nodePort},bind=127.0.0.1,fork,reuseaddr`, `TCP:${host}`],
    securityContext: { allowPrivilegeEscalation: false as const, runAsNonRoot: true as const, runAsUser: 1000 },
  };
}
