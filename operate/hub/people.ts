import { type HubFacts } from "../../components/operate/facts";
import { type Guest } from "./guest";
import { type Server } from "./launch";
import { ensureUser, removePeople, serverSince, stopServers, userOf } from "./users";

/** Whether this may launch: everybody may where nobody logs in, and else the hub's own service, if it is there. */
export function mayLaunch({ login, check }: HubFacts): boolean {
  return login === "none" || check !== undefined;
}

/**
 * Makes the user whose server the hub's service is given. BinderHub asks for one that is there.
 *
 * @throws what the hub answered
 */
export async function arrive(guest: Guest): Promise<void> {
  const { check } = guest.facts;
  if (check !== undefined) await ensureUser(guest, check.name);
}

/**
 * Stops a server and removes its user, whether or not people log in: without a login, the hub itself does it only when the server has been idle for
 * long. Where people log in, the service could not do it: its user has its name, and JupyterHub lets nobody delete himself.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/apihandlers/users.py `UserAPIHandler.delete`
 */
export async function leave(guest: Guest, server?: Server, { keepVolume = false } = {}): Promise<void> {
  const { facts, cluster } = guest;
  const name = facts.check?.name ?? (server === undefined ? undefined : userOf(server));
  if (name === undefined) return;
  await removePeople(guest, [name]);
  if (facts.storage === undefined || facts.check === undefined || keepVolume) return;
  // With storage.whenUserIsDeleted "keep", the hub leaves it.
  await cluster.core.deleteCollectionNamespacedPersistentVolumeClaim({
    namespace: cluster.namespace,
    labelSelector: `hub.jupyter.org/username=${name}`,
  });
}

/** Stops the server, and waits until it is gone. Without a login its user goes too: the next launch has another one. */
export async function stopServer(guest: Guest, server: Server): Promise<void> {
  const { check } = guest.facts;
  if (check === undefined) await leave(guest, server);
  else await stopServers(guest, check.name);
}

/** Since when a server of the hub's service runs: ISO 8601. `undefined` if there is none. */
export async function serviceRunsSince(guest: Guest): Promise<string | undefined> {
  const { check } = guest.facts;
  return check === undefined ? undefined : serverSince(guest, check.name);
}
