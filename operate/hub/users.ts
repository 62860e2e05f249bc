import { randomBytes } from "node:crypto";
import { type HubFacts } from "../../components/operate/facts";
import { messageOf } from "../../sandbox/error-message";
import { at } from "../../settings/untyped";
import { CannotLook } from "./cannot-look";
import { type Server } from "./launch";
import { type Guest } from "./guest";
import { readyPod } from "./ready-pod";

/**
 * Names for users who are made to launch. No provider has accounts with two hyphens before a random number, so that no real person can log in as one of
 * these.
 */
export function newNames(count: number): readonly string[] {
  const run = randomBytes(4).toString("hex");
  return Array.from({ length: count }, (_, index) => `load--${run}-${index + 1}`);
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
    await inPod(guest, "binder", [making, ...users]);
    const tokens = await inPod(guest, "hub", [tokensFor, String(Math.ceil(seconds)), ...users]);
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
  const left = await inPod(guest, "binder", [removal, ...users]);
  if (Array.isArray(left) && left.length > 0) throw new Error(left.join("; "));
}

/** Makes a user, if there is none of that name. @throws what the hub answered */
export async function ensureUser(guest: Guest, name: string): Promise<void> {
  await inPod(guest, "binder", [ensuring, name]);
}

/** Stops all servers of a user, and waits until they are gone. @throws if that takes more than half a minute */
export async function stopServers(guest: Guest, name: string): Promise<void> {
  await inPod(guest, "binder", [stopping, name]);
}

/** Since when a user has had a server: ISO 8601. `undefined` if there is no server or no user. */
export async function serverSince(guest: Guest, name: string): Promise<string | undefined> {
  const since = await inPod(guest, "binder", [looking, name]);
  return typeof since === "string" ? since : undefined;
}

/**
 * Removes the users of launches that failed where nobody logs in. BinderHub makes one at each attempt, and tells nobody who it was. They are found by
 * the repository in their names. Those who have a server, or are so new that they may get one yet, are someone else's.
 *
 * @param seconds how long ago the first one can have been made
 */
export async function removeStrays(guest: Guest, spec: string, seconds: number): Promise<void> {
  await inPod(guest, "binder", [strays, nameIn(spec), String(Math.ceil(seconds))]);
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

/** Runs Python in a pod of the hub, and reads the last line that it prints. */
async function inPod(
  { cluster }: Guest,
  component: "binder" | "hub",
  [code = "", ...args]: readonly string[],
): Promise<unknown> {
  const pod = await readyPod(cluster, `component=${component}`);
  const command = ["python3", "-c", code, ...args];
  const { code: exit, out, err } = await cluster.run({ pod, container: component, command, seconds: 150 });
  if (exit !== 0) throw new Error(`the pod ${pod} says: ${err.trim().split("\n").at(-1) ?? ""}`);
  return JSON.parse(out.trim().split("\n").at(-1) ?? "null");
}

/**
 * BinderHub may make and remove users. Its token does not leave its pod. Only where people log in, the chart names the API in a variable.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/launcher.py `Launcher.api_request`
 */
const asking = `
import concurrent.futures, datetime, json, os, re, sys, time, urllib.error, urllib.parse, urllib.request
api = os.environ.get("JUPYTERHUB_API_URL")
if not api:
    import yaml
    with open("/etc/binderhub/config/values.yaml") as file:
        api = yaml.safe_load(file)["config"]["BinderHub"]["hub_url_local"].rstrip("/") + "/hub/api"
users = api.rstrip("/") + "/users"
def ask(method, path="", body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(users + path, data, {"Authorization": "token " + os.environ["JUPYTERHUB_API_TOKEN"]}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
def path(name):
    return "/" + urllib.parse.quote(name, safe="")
`;

const making = `${asking}
status, said = ask("POST", body={"usernames": sys.argv[1:]})
if status != 201:
    sys.exit(f"the hub answered {status} to the wish for users: {said.decode()}")
print("null")
`;

const ensuring = `${asking}
status, said = ask("POST", path(sys.argv[1]))
if status not in (201, 409):
    sys.exit(f"the hub answered {status} to the wish for a user: {said.decode()}")
print("null")
`;

const looking = `${asking}
status, said = ask("GET", path(sys.argv[1]))
servers = (json.loads(said).get("servers") or {}) if status == 200 else {}
print(json.dumps(min([server["started"] for server in servers.values() if server.get("started")], default=None)))
`;

const stopping = `${asking}
end = time.monotonic() + 30
while True:
    status, said = ask("GET", path(sys.argv[1]))
    servers = (json.loads(said).get("servers") or {}) if status == 200 else {}
    if not servers:
        break
    if time.monotonic() > end:
        sys.exit("the server did not stop within half a minute")
    for server in servers:
        ask("DELETE", path(sys.argv[1]) + "/servers" + path(server), {"remove": True} if server else None)
    time.sleep(0.5)
print("null")
`;

/**
 * A server is stopped first: a hub deletes no user who has one that is being started, or that has a name.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/apihandlers/users.py `UserAPIHandler.delete`, `UserServerAPIHandler.delete`
 */
const removal = `${asking}
def remove(name):
    status, end = 0, time.monotonic() + 90
    while time.monotonic() < end:
        status, said = ask("GET", path(name))
        if status == 404:
            return None
        if status == 200:
            for server in json.loads(said).get("servers") or {}:
                ask("DELETE", path(name) + "/servers" + path(server), {"remove": True} if server else None)
            status, said = ask("DELETE", path(name))
            if status in (204, 404):
                return None
        time.sleep(1)
    return f"{name} (the hub answered {status})"
with concurrent.futures.ThreadPoolExecutor(10) as pool:
    print(json.dumps([left for left in pool.map(remove, sys.argv[1:]) if left]))
`;

const strays = `${asking}
time.sleep(12)
now, everybody = datetime.datetime.now(datetime.timezone.utc), []
while len(page := json.loads(ask("GET", f"?limit=50&offset={len(everybody)}")[1])) > 0:
    everybody += page
def age(user):
    return (now - datetime.datetime.fromisoformat(user["created"].replace("Z", "+00:00"))).total_seconds()
for user in everybody:
    if re.fullmatch(re.escape(sys.argv[1]) + "-[a-z0-9]{8}", user["name"]) and not user["server"] and not user["pending"] and 10 < age(user) < float(sys.argv[2]) + 30:
        ask("DELETE", path(user["name"]))
print("null")
`;

/** @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/app.py `NewToken`, the command jupyterhub token, which makes one that never ends */
const tokensFor = `
import json, sys
from jupyterhub import orm
from jupyterhub.app import JupyterHub
hub = JupyterHub(log_level=40)
hub.load_config_file("/usr/local/etc/jupyterhub/jupyterhub_config.py")
hub.init_db()
seconds = int(sys.argv[1])
print(json.dumps({name: orm.User.find(hub.db, name).new_api_token(note="npm run hub -- load", expires_in=seconds) for name in sys.argv[2:]}))
`;
