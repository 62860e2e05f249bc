import { type CleanUp } from "./clean-up";
import { type Cluster } from "./cluster";
import { readyPod } from "./ready-pod";
import { type Hub } from "./reading";

/**
 * Opens the ways to a hub that only the cluster has, as `kubectl port-forward` does. A way that is open already is taken.
 *
 * @param inside whether this runs in a pod: there, ports of the nodes that people reach at `localhost` are not
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/templates/proxy/service.yaml and binderhub's service.yaml for the pods' ports
 */
export async function openWays(
  { facts }: Pick<Hub, "facts">,
  cluster: Cluster,
  cleanUp: CleanUp,
  inside = false,
): Promise<void> {
  if (facts.exposure !== "clusterIP" && !(inside && isOwnMachine(facts.hubUrl))) return;
  const ways = [
    { url: facts.hubUrl, selector: "component=proxy", port: 8000 },
    { url: facts.binderUrl, selector: "component=binder", port: 8585 },
  ];
  for (const { url, selector, port } of ways) {
    try {
      const { close } = await cluster.forward(Number(new URL(url).port), () => readyPod(cluster, selector), port);
      cleanUp.owe(`The way to ${url}`, close, 5);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
}

function isOwnMachine(url: string): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname);
}
