import { type HubFacts } from "../../components/operate/facts";
import { type Cluster } from "./cluster";
import { authorization, type Server } from "./launch";
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
 * Makes the user whose servers the hub's service may start. BinderHub asks for one that is there.
 *
 * @throws what the hub answered
 */
export async function arrive({ facts, web }: Guest): Promise<void> {
  if (facts.check === undefined) return;
  const { status } = await web.get(userOf(facts, facts.check.name), { method: "POST", headers: authorization(facts) });
  // 409: it is there already.
  if (status !== 201 && status !== 409) throw new Error(`the hub answered ${status} to the wish for a user`);
}

/** Stops a server and removes its user, whether or not people log in. */
export async function leave({ facts, web, cluster }: Guest, server?: Server): Promise<void> {
  if (facts.check !== undefined) {
    await leaveUser(facts, web);
    return;
  }
  const name = server === undefined ? undefined : /\/user\/([^/]+)\//.exec(server.url)?.[1];
  if (name !== undefined) await removeUser(cluster, name);
}

/** Removes the user of the hub's own service, and its servers. */
export async function leaveUser(facts: HubFacts, web: Web): Promise<void> {
  if (facts.check === undefined) return;
  await web.get(userOf(facts, facts.check.name), { method: "DELETE", headers: authorization(facts), seconds: 60 });
}

/** Stops the server, and waits until it is gone. Without a login its user goes too: the next launch has another one. */
export async function stopServer(guest: Guest, server: Server): Promise<void> {
  const { facts, web } = guest;
  if (facts.check === undefined) {
    await leave(guest, server);
    return;
  }
  const user = userOf(facts, facts.check.name);
  await web.get(`${user}/server`, { method: "DELETE", headers: authorization(facts), seconds: 60 });
  // 202: the hub still waits for the pod to end.
  for (let tries = 0; tries < 60; tries += 1) {
    const response = await web.get(user, { headers: authorization(facts) });
    const model = (await response.json()) as { servers?: Record<string, unknown> };
    if (Object.keys(model.servers ?? {}).length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error("the server did not stop within a minute");
}

/**
 * Removes the user of a launch without a login, which the hub itself does only when the server has been idle for long. BinderHub made the user, so
 * it may remove it: this runs in its pod, and its token does not leave that.
 */
async function removeUser(cluster: Cluster, name: string): Promise<void> {
  const binder = await readyPod(cluster, "component=binder");
  await cluster.run({ pod: binder, container: "binder", command: ["python3", "-c", removal, name], seconds: 60 });
}

const removal = `
import os, sys, urllib.request
url = os.environ["JUPYTERHUB_API_URL"].rstrip("/") + "/users/" + sys.argv[1]
urllib.request.urlopen(urllib.request.Request(url, method="DELETE", headers={"Authorization": "token " + os.environ["JUPYTERHUB_API_TOKEN"]}), timeout=50)
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

function userOf({ hubUrl }: HubFacts, name: string): string {
  return `${hubUrl}/hub/api/users/${encodeURIComponent(name)}`;
}
