import { type Input } from "@pulumi/pulumi";
import { images } from "../../settings/versions";
import { type ChartValues } from "../chart/chart-values";
import { type RegistryNames } from "./names";

/** A registry that images are pushed to, and what it takes to get in. */
export interface RegistryAccess extends RegistryNames {
  /** With which `username` pushes; absent where there is no user name. */
  readonly password?: Input<string>;
}

/** Docker Hub as pull secrets name it. */
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
    // Without an entry of its own the chart writes one for Docker Hub, with a login that is none: base images could not be pulled.
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
 * A sidecar of the Docker daemon: an image has one name, and on the nodes it begins with `localhost:PORT`, which inside the
 * daemon's pod is the pod itself. `localhost` is also the one host that Docker and containerd talk to without TLS.
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
