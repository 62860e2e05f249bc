import { randomUUID } from "node:crypto";
import { type WebSocket } from "undici";
import { at, isRecord } from "../../settings/untyped";
import { type Server } from "./launch";
import { type Web, whyNot } from "./web";

/** A running kernel in a person's server: what a notebook's cells are sent to. */
export interface Kernel {
  /** Runs Python code, and returns what it printed. @throws what the code raised, or that nothing came in time */
  run(code: string, seconds: number): Promise<{ readonly printed: string; readonly seconds: number }>;
  close(): void;
}

/**
 * Starts a kernel in a server and connects to it over a WebSocket, as a notebook does.
 * @see https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html
 * @see https://jupyter-client.readthedocs.io/en/latest/messaging.html#execute
 *
 * @throws why there is none
 */
export async function startKernel(web: Web, { url, token }: Server, seconds: number): Promise<Kernel> {
  const headers = { authorization: `token ${token}` };
  const response = await web.get(`${url}api/kernels`, { method: "POST", headers, body: "{}", seconds });
  if (response.status !== 201) throw new Error(`the server answered ${response.status} to the wish for a kernel`);
  const id = at(await response.json(), "id");
  if (typeof id !== "string") throw new Error("the server started a kernel without an id");
  const session = randomUUID();
  const socket = web.socket(`${url.replace(/^http/, "ws")}api/kernels/${id}/channels?session_id=${session}`, headers);
  await opened(socket, seconds);
  return {
    run(code, limit) {
      const message = randomUUID();
      const began = performance.now();
      return new Promise((resolve, reject) => {
        let printed = "";
        const timer = setTimeout(() => finish(new Error(`the kernel did not answer in ${limit} s`)), limit * 1000);
        const finish = (error?: Error) => {
          clearTimeout(timer);
          socket.removeEventListener("message", hear);
          socket.removeEventListener("close", lost);
          if (error === undefined) resolve({ printed: printed.trim(), seconds: (performance.now() - began) / 1000 });
          else reject(error);
        };
        const lost = () => finish(new Error("the connection to the kernel was lost"));
        const hear = ({ data }: { data: unknown }) => {
          const heard: unknown = typeof data === "string" ? JSON.parse(data) : undefined;
          if (at(heard, "parent_header", "msg_id") !== message) return;
          const [type, content] = [at(heard, "header", "msg_type"), at(heard, "content")];
          if (type === "stream") printed += String(at(content, "text"));
          else if (type === "error")
            finish(new Error(`${String(at(content, "ename"))}: ${String(at(content, "evalue"))}`));
          // The answer may come before the last of what is printed. The kernel's rest says that all is there.
          else if (type === "status" && isRecord(content) && content.execution_state === "idle") finish();
        };
        socket.addEventListener("message", hear);
        socket.addEventListener("close", lost);
        socket.send(JSON.stringify(request(code, message, session)));
      });
    },
    close: () => socket.close(),
  };
}

function opened(socket: WebSocket, seconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error) => {
      clearTimeout(timer);
      if (error === undefined) resolve();
      else reject(error);
    };
    const timer = setTimeout(() => {
      end(new Error(`no WebSocket in ${seconds} s`));
    }, seconds * 1000);
    socket.addEventListener("open", () => {
      end();
    });
    socket.addEventListener("error", ({ error }) => {
      end(new Error(`no WebSocket: ${whyNot(error)}`));
    });
    socket.addEventListener("close", ({ code }) => {
      end(new Error(`the WebSocket was closed (${code})`));
    });
  });
}

function request(code: string, id: string, session: string) {
  return {
    header: {
      msg_id: id,
      msg_type: "execute_request",
      session,
      username: "",
      version: "5.3",
      date: new Date().toISOString(),
    },
    ...{ parent_header: {}, metadata: {}, buffers: [], channel: "shell" },
    content: {
      code,
      silent: false,
      store_history: false,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    },
  };
}
