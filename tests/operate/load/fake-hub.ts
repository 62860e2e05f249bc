import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { type HubFacts } from "../../../components/operate/facts";
import { type Cluster, type Command } from "../../../operate/hub/cluster";
import { type Guest } from "../../../operate/hub/guest";
import { webOf } from "../../../operate/hub/web";

/** What the page of a repository lets its reader launch with. */
const pass = "eyJhbGciOiJIUzI1NiJ9.e30.x-_y";

/** Launches that do not come from a page, for one address in an hour. @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/ratelimit.py */
const limitOfPrograms = 10;

/** What a hub does with a click. */
export type Answer = "launch" | "fail" | "hold";

/**
 * A hub as far as launching shows it: BinderHub's events as a real one sent them, notebook servers that compute, and pods in which users are made and
 * removed.
 */
export async function fakeHub(login: HubFacts["login"], answer: (click: number) => Answer) {
  const users = new Set<string>();
  /** Launches that wait for their server. */
  const held: (() => void)[] = [];
  let [clicks, straysRemoved, programs] = [0, 0, 0];

  const http = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://hub");
    const token = request.headers.authorization?.replace("token ", "");
    if (pathname.startsWith("/binder/build/")) build(response, token, searchParams.get("build_token") === pass);
    else if (pathname.startsWith("/binder/v2/"))
      response.end(`<script>window.pageConfig = {"baseUrl": "/", "buildToken": "${pass}"};</script>`);
    else if (users.has(/^\/user\/([^/]+)\/api\/kernels$/.exec(pathname)?.[1] ?? "") && token !== undefined)
      response.writeHead(201).end(JSON.stringify({ id: "kernel" }));
    else response.writeHead(404).end();
  });

  /** @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/builder.py `BuildHandler`: it keeps the connection open at the end */
  function build(response: ServerResponse, token: string | undefined, fromPage: boolean) {
    if (login !== "none" && !users.has(token ?? "")) return void response.writeHead(403).end();
    const send = (event: object) => response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (login === "none" && !fromPage && ++programs > limitOfPrograms)
      return send({ phase: "failed", message: "Rate limit exceeded. Try again in 3600 seconds.\n" });
    send({ phase: "built", imageName: "registry/image:1", message: "Found built image, launching...\n" });
    send({ phase: "launching", message: "Launching server...\n" });
    send({ phase: "launching", message: "Server requested\n" });
    const click = clicks++;
    const user = login === "none" ? `binder-hello-${String(click).padStart(8, "0")}` : (token ?? "");
    users.add(user);
    const finish = () => {
      const url = `${facts.hubUrl}/user/${user}/`;
      send({ phase: "launching", message: `Server ready at /user/${user}/\n` });
      send({ phase: "ready", message: `server running at ${url}\n`, url, token: `token-of-${user}` });
    };
    const answered = answer(click);
    if (answered === "launch") finish();
    else if (answered === "hold") held.push(finish);
    else send({ phase: "failed", message: "Failed to launch image registry/image:1\n" });
  }

  await once(http.listen(0, "127.0.0.1"), "listening");
  const hubUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const facts: HubFacts = {
    namespace: "binderhub",
    cluster: { platform: "azure", resourceGroup: "group", name: "aks", location: "westeurope", families: [] },
    hubUrl,
    binderUrl: `${hubUrl}/binder/`,
    addresses: {},
    exposure: "singleHost",
    login,
    repository: { url: "https://github.com/binder/hello", source: "gh" },
    registry: { type: "azure" },
    builder: "dind",
    totalQuota: 20,
  };

  /** Does what the Python of these commands does. */
  function run({ container, command: [, , verb = "", ...args] }: Command) {
    let printed: unknown = null;
    if (container === "hub") printed = Object.fromEntries(args.map((user) => [user, user]));
    else if (verb === "strays") {
      straysRemoved++;
      for (const user of users) if (user.startsWith(`${args[0] ?? ""}-`)) users.delete(user);
    } else if (verb === "remove") {
      for (const user of args) users.delete(user);
      printed = [];
    } else for (const user of args) users.add(user);
    return Promise.resolve({ code: 0, out: `Loading config\n${JSON.stringify(printed)}\n`, err: "" });
  }
  const ready = { metadata: { name: "pod" }, status: { conditions: [{ type: "Ready", status: "True" }] } };
  const pods = () => Promise.resolve({ items: [ready] });
  const core = {
    listNamespacedPod: pods,
    listPodForAllNamespaces: pods,
    listNode: () => Promise.resolve({ items: [{}] }),
  };
  const cluster = { namespace: "binderhub", core, run, ask: (_what: string, asked: Promise<unknown>) => asked };
  const web = { ...webOf(facts, true), socket: () => new Kernel() as never };
  return {
    guest: { facts, web, cluster: cluster as unknown as Cluster } satisfies Guest,
    users,
    held,
    clicks: () => clicks,
    straysRemoved: () => straysRemoved,
    async close() {
      await web.close();
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
}

/** A kernel that prints 2, whatever it is asked. */
class Kernel extends EventTarget {
  constructor() {
    super();
    queueMicrotask(() => this.dispatchEvent(new Event("open")));
  }

  send(text: string): void {
    const { header } = JSON.parse(text) as { header: { msg_id: string } };
    const say = (msg_type: string, content: object) =>
      this.dispatchEvent(
        new MessageEvent("message", {
          data: JSON.stringify({ parent_header: { msg_id: header.msg_id }, header: { msg_type }, content }),
        }),
      );
    say("stream", { text: "2\n" });
    say("status", { execution_state: "idle" });
  }

  close(): void {
    // Nothing is open.
  }
}
