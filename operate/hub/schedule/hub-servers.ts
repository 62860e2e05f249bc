import { isRecord } from "../../../settings/untyped";
import { type HubServers } from "./ground";
import { type Running } from "./pass";

/** People that one answer has. @see https://jupyterhub.readthedocs.io/en/5.4.6/reference/rest-api.html `/users` */
const page = 200;

/**
 * Servers through JupyterHub's API, from inside the cluster.
 *
 * @param api address of the API, without a slash at the end: `http://hub:8081/hub/api`
 * @param get @default the usual `fetch`
 */
export function hubServers(api: string, token: string, get: typeof fetch = fetch): HubServers {
  const ask = async (path: string, method = "GET") => {
    const answer = await get(`${api}${path}`, {
      method,
      headers: { Authorization: `token ${token}` },
      signal: AbortSignal.timeout(20_000),
    });
    // Of a server that is gone already, nothing is left to do.
    if (!answer.ok && !(method === "DELETE" && answer.status === 404))
      throw new Error(`JupyterHub answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
    return answer;
  };
  return {
    async servers() {
      const found: Running[] = [];
      for (let offset = 0; ; offset += page) {
        const people: unknown = await (await ask(`/users?state=active&limit=${page}&offset=${offset}`)).json();
        const list = Array.isArray(people) ? people.filter(isRecord) : [];
        found.push(
          ...list.flatMap(({ name, servers }) =>
            Object.keys(isRecord(servers) ? servers : {}).map((server) => ({ user: String(name), server })),
          ),
        );
        if (list.length < page) return found;
      }
    },
    async stop({ user, server }) {
      const name = encodeURIComponent(user);
      const path = server === "" ? `/users/${name}/server` : `/users/${name}/servers/${encodeURIComponent(server)}`;
      await ask(path, "DELETE");
    },
  };
}
