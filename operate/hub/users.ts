import { randomBytes } from "node:crypto";
import { type HubFacts } from "../../components/operate/facts";
import { loadUser } from "../../components/operate/names";
import { messageOf } from "../../sandbox/error-message";
import { at } from "../../settings/untyped";
import { CannotLook } from "./cannot-look";
import { type Server } from "./launch";
import { type Guest } from "./guest";
import { inPod } from "./python";

/**
 * Names for users who are made to launch. No provider has accounts with two hyphens before a random number, so that no real person can log in as one of
 * these.
 */
export function newNames(count: number): readonly string[] {
  const run = randomBytes(4).toString("hex");
  return Array.from({ length: count }, (_, index) => `${loadUser}${run}-${index + 1}`);
}

/**
 * Makes users where people log in, so that each launch has a user of its own as real ones have: BinderHub starts the server of whoever asks, and a
 * service could only be one of them. This takes rights on the cluster that its administrators have, and so no service needs the right to make users.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/builder.py `BuildHandler.launch`
 *
 * @param seconds after which their tokens end
 * @returns the hub for each of them, with what lets them in
 * @throws CannotLook with what the hub answered
 */
export async function makePeople(
  guest: Guest,
  users: readonly string[],
  seconds: number,
): Promise<readonly HubFacts[]> {
  try {
    await inPod(guest.cluster, "binder", "users.py", ["make", ...users]);
    const tokens = await inPod(guest.cluster, "hub", "tokens.py", [String(Math.ceil(seconds)), ...users]);
    return users.map((name) => {
      const token = at(tokens, name);
      if (typeof token !== "string") throw new Error(`there is no token for ${name}`);
      return { ...guest.facts, check: { name, token } };
    });
  } catch (error) {
    if (error instanceof CannotLook) throw error;
    throw new CannotLook(`The hub cannot make users who launch: ${messageOf(error)}. Does it run?`);
  }
}

/** The user whose server it is. */
export function userOf({ url }: Server): string | undefined {
  const name = /\/user\/([^/]+)\//.exec(url)?.[1];
  return name === undefined ? undefined : decodeURIComponent(name);
}

/**
 * Removes users with all that is theirs, and waits for it. Servers that are just being started are stopped too.
 *
 * @throws who could not be removed, and why
 */
export async function removePeople(guest: Guest, users: readonly string[]): Promise<void> {
  if (users.length === 0) return;
  const left = await inPod(guest.cluster, "binder", "users.py", ["remove", ...users]);
  if (Array.isArray(left) && left.length > 0) throw new Error(left.join("; "));
}

/** Makes a user, if there is none of that name. @throws what the hub answered */
export async function ensureUser(guest: Guest, name: string): Promise<void> {
  await inPod(guest.cluster, "binder", "users.py", ["ensure", name]);
}

/** Stops all servers of a user, and waits until they are gone. @throws if that takes more than half a minute */
export async function stopServers(guest: Guest, name: string): Promise<void> {
  await inPod(guest.cluster, "binder", "users.py", ["stop", name]);
}

/** Since when a user has had a server: ISO 8601. `undefined` if there is no server or no user. */
export async function serverSince(guest: Guest, name: string): Promise<string | undefined> {
  const since = await inPod(guest.cluster, "binder", "users.py", ["since", name]);
  return typeof since === "string" ? since : undefined;
}

/**
 * Removes the users of launches that failed where nobody logs in. BinderHub makes one at each attempt, and tells nobody who it was. They are found by
 * the repository in their names. Those who have a server, or are so new that they may get one yet, are someone else's.
 *
 * @param seconds how long ago the first one can have been made
 */
export async function removeStrays(guest: Guest, spec: string, seconds: number): Promise<void> {
  await inPod(guest.cluster, "binder", "users.py", ["strays", nameIn(spec), String(Math.ceil(seconds))]);
}

/** What BinderHub begins a user's name with. @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/launcher.py `unique_name_from_repo` */
export function nameIn(spec: string): string {
  const [source = "", ...rest] = spec.split("/");
  const repository = decodeURIComponent(rest.slice(0, -1).join("/"));
  const path = source === "git" ? new URL(repository).pathname : repository;
  const name = path
    .replace(/^\/+|\/+$/g, "")
    .replaceAll("/", "-")
    .toLowerCase()
    .replace(/\.git$/, "");
  return name.length > 32 ? `${name.slice(0, 15)}-${name.slice(-15)}` : name;
}
