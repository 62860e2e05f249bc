import { type HubFacts } from "../../components/operate/facts";
import { type Cluster } from "./cluster";
import { type Server } from "./launch";
import { type Web } from "./web";

/** What is needed to make and remove the one who launches. */
export interface Guest {
  readonly facts: HubFacts;
  readonly web: Web;
  readonly cluster: Cluster;
}

/** Whether this may launch: everybody may where nobody logs in, and else the hub's own service, if it is there. */
export function mayLaunch({ login, check }: HubFacts): boolean {
  return login === "none" || check !== undefined;
}

/**
 * Makes the user whose server the hub's service is given. BinderHub asks for one that is there.
 *
 * @throws what the hub answered
 */
export async function arrive({ facts, cluster }: Guest): Promise<void> {
  if (facts.check === undefined) return;
  const { status } = await asBinderHub(cluster, "POST", `users/${facts.check.name}`);
  // 409: it is there already.
  if (status !== 201 && status !== 409) throw new Error(`the hub answered ${status} to the wish for a user`);
}

/**
 * Stops a server and removes its user, whether or not people log in.
 *
 * Without a login, the hub itself removes a user only when the server has been idle for long.
 */
export async function leave({ facts, cluster }: Guest, server?: Server): Promise<void> {
  const name = facts.check?.name ?? (server === undefined ? undefined : nameIn(server.url));
  if (name === undefined) return;
  await asBinderHub(cluster, "DELETE", `users/${name}`);
  if (facts.storage !== undefined && facts.check !== undefined) {
    // With storage.whenUserIsDeleted "keep", the hub leaves it.
    await cluster.core.deleteCollectionNamespacedPersistentVolumeClaim({
      namespace: cluster.namespace,
      labelSelector: `hub.jupyter.org/username=${name}`,
    });
  }
}

/** Stops the server, and waits until it is gone. Without a login its user goes too: the next launch has another one. */
export async function stopServer(guest: Guest, server: Server): Promise<void> {
  const { facts, cluster } = guest;
  if (facts.check === undefined) {
    await leave(guest, server);
    return;
  }
  await asBinderHub(cluster, "DELETE", `users/${facts.check.name}/server`);
  for (let tries = 0; tries < 30; tries += 1) {
    const since = await serverSince(guest);
    if (since === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error("the server did not stop within half a minute");
}

/** Since when the server of the hub's service runs: ISO 8601. `undefined` if there is none. */
export async function serverSince({ facts, cluster }: Guest): Promise<string | undefined> {
  if (facts.check === undefined) return undefined;
  const { status, body } = await asBinderHub(cluster, "GET", `users/${facts.check.name}`);
  const [server] = status === 200 ? Object.values(body.servers ?? {}) : [];
  return server?.started;
}

/** What JupyterHub says of a user, as far as it matters. */
interface Answer {
  readonly status: number;
  readonly body: { readonly servers?: Readonly<Record<string, { readonly started?: string }>> };
}

/**
 * Asks the hub's API in the name of BinderHub, which makes and removes users: it has the right, and the hub's service needs none. JupyterHub does not
 * let the service do it either: its user has its name, and nobody may delete himself. This runs in BinderHub's pod, and its token does not leave that.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/apihandlers/users.py `UserAPIHandler.delete`
 */
async function asBinderHub(cluster: Cluster, method: string, path: string): Promise<Answer> {
  const pod = await readyPod(cluster, "component=binder");
  const command = ["python3", "-", method, path];
  const { out, err, code } = await cluster.run({ pod, container: "binder", command, stdin: request, seconds: 60 });
  if (code !== 0) throw new Error(`the hub's API could not be asked: ${err.trim().split("\n").at(-1) ?? ""}`);
  return JSON.parse(out) as Answer;
}

const request = `
import json, os, sys, urllib.error, urllib.request
method, path = sys.argv[1:]
headers = {"Authorization": "token " + os.environ["JUPYTERHUB_API_TOKEN"]}
url = os.environ["JUPYTERHUB_API_URL"].rstrip("/") + "/" + path
try:
    answer = urllib.request.urlopen(urllib.request.Request(url, method=method, headers=headers), timeout=50)
except urllib.error.HTTPError as error:
    answer = error
print(json.dumps({"status": answer.status, "body": json.loads(answer.read() or b"{}")}))
`;

/** Name of a pod that is ready. @throws CannotLook if the pods cannot be listed */
export async function readyPod(cluster: Cluster, labelSelector: string): Promise<string> {
  const { items } = await cluster.ask(
    "list the pods",
    cluster.core.listNamespacedPod({ namespace: cluster.namespace, labelSelector }),
  );
  const ready = items.find(
    ({ metadata, status }) =>
      metadata?.deletionTimestamp === undefined &&
      status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true,
  );
  if (ready?.metadata?.name === undefined) throw new Error(`no pod with ${labelSelector} is ready`);
  return ready.metadata.name;
}

function nameIn(url: string): string | undefined {
  return /\/user\/([^/]+)\//.exec(url)?.[1];
}
