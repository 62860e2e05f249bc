import { type Clouds } from "../../sandbox/clouds";

/**
 * What a person who works on the hub has there: a pod and, on a hub with storage, a claim of a volume with files. The hub makes
 * both, so that neither Helm nor Pulumi knows of them.
 *
 * @param namespace key of the hub's namespace
 * @returns key of the claim
 * @see https://github.com/jupyterhub/kubespawner/blob/main/kubespawner/spawner.py for `pvc_name_template`
 */
export function addUser(clouds: Clouds, namespace: string, user: string): string {
  const labels = { "app.kubernetes.io/managed-by": "kubespawner", "hub.jupyter.org/username": user };
  const [pod, claim] = [`${namespace}/pods/jupyter-${user}`, `${namespace}/persistentvolumeclaims/claim-${user}`];
  clouds.put(pod, { type: "kubernetes:core/v1:Pod", properties: { metadata: { name: `jupyter-${user}`, labels } } });
  clouds.put(claim, {
    type: "kubernetes:core/v1:PersistentVolumeClaim",
    properties: { metadata: { name: `claim-${user}`, labels } },
  });
  return claim;
}

/** Key of the namespace with a name; throws where there is none. */
export function namespaceIn(clouds: Clouds, name: string): string {
  const found = clouds.all().find(([key]) => key.endsWith(`/namespaces/${name}`));
  if (found === undefined) throw new Error(`no namespace ${name}`);
  return found[0];
}
