import { type IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { createInterface } from "node:readline";

/** An object of Kubernetes: the parts that are used here. */
export interface KubernetesObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** A change of an object, as a watch reports it. */
export interface Change {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: KubernetesObject;
}

/** An error of a Kubernetes API. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** A Kubernetes API, by plain requests. @see https://kubernetes.io/docs/reference/using-api/api-concepts/ */
export class KubernetesApi {
  private readonly agent: Agent;

  constructor(
    private readonly server: string,
    certificateAuthority: string,
    private readonly token: string,
  ) {
    this.agent = new Agent({ ca: certificateAuthority, keepAlive: true });
  }

  /** Objects at a path such as `/api/v1/services`. */
  async list(path: string): Promise<readonly KubernetesObject[]> {
    return ((await this.send("GET", path)) as { readonly items: readonly KubernetesObject[] }).items;
  }

  /** Sends a request. @throws {@link ApiError} */
  async send(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<unknown> {
    const response = await this.open(method, path, body);
    let text = "";
    for await (const chunk of response) text += String(chunk);
    const { statusCode = 0 } = response;
    if (statusCode >= 300) throw new ApiError(statusCode, text);
    return (response.headers["content-type"] ?? "").includes("json") ? JSON.parse(text) : text;
  }

  /** Reports what is there, and then every change, until the API is gone or `stop` is called. */
  watch(path: string, onChange: (change: Change) => void): { readonly stop: () => void } {
    let stopped = false;
    let response: IncomingMessage | undefined;
    const once = async () => {
      response = await this.open("GET", `${path}${path.includes("?") ? "&" : "?"}watch=1`);
      if (stopped) return void response.destroy();
      for await (const line of createInterface(response)) onChange(JSON.parse(line) as Change);
    };
    const forEver = async () => {
      // An API server ends a watch after some time. Then it begins again.
      while (!stopped) await once();
    };
    forEver().catch(() => undefined);
    return {
      stop() {
        stopped = true;
        response?.destroy();
      },
    };
  }

  /** Closes all connections. */
  close(): void {
    this.agent.destroy();
  }

  private open(method: string, path: string, body?: unknown): Promise<IncomingMessage> {
    const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    const headers = { authorization: `Bearer ${this.token}`, "content-type": type };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.server}${path}`, { method, headers, agent: this.agent }, resolve);
      sent.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
