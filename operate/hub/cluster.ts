import { PassThrough, Writable } from "node:stream";
import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  Exec,
  KubeConfig,
  NetworkingV1Api,
  PortForward,
  PatchStrategy,
  setHeaderOptions,
  type V1Status,
  VersionApi,
} from "@kubernetes/client-node";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type Access } from "../helm";
import { CannotLook } from "./cannot-look";
import { withLimit } from "./limit";

/** What a command printed in a container, and its exit code. */
export interface Ran {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** A command to run in a container. */
export interface Command {
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  /** What it reads. @default nothing */
  readonly stdin?: string;
  /** Seconds after which it is given up. */
  readonly seconds: number;
}

/** A port of this machine that leads to a pod. */
export interface Forwarded {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** The cluster of a hub, through the client that the field uses. */
export class Cluster {
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly networking: NetworkingV1Api;
  readonly version: VersionApi;
  /** Address of the API server. */
  readonly server: string;
  private readonly config = new KubeConfig();

  /**
   * @param access how it is reached, or that this runs in one of its pods
   * @param namespace the hub's
   * @throws CannotLook if the kubeconfig cannot be read
   */
  constructor(
    access: Access | "inside",
    readonly namespace: string,
  ) {
    try {
      if (access === "inside") this.config.loadFromCluster();
      else if ("kubeconfig" in access) this.config.loadFromString(access.kubeconfig);
      else {
        this.config.loadFromFile(access.file);
        this.config.setCurrentContext(access.context);
      }
      this.core = this.config.makeApiClient(CoreV1Api);
      this.apps = this.config.makeApiClient(AppsV1Api);
      this.networking = this.config.makeApiClient(NetworkingV1Api);
      this.version = this.config.makeApiClient(VersionApi);
    } catch (error) {
      throw new CannotLook(
        `The kubeconfig cannot be used: ${error instanceof Error ? error.message : String(error)}. ` +
          (access !== "inside" && "file" in access
            ? `Look at ${access.file}: does it have the context ${access.context}?`
            : "Run pulumi refresh, which reads it anew."),
      );
    }
    this.server = this.config.getCurrentCluster()?.server ?? "";
  }

  /** Waits for an answer of the API server, and says in one line why there is none. @throws CannotLook */
  async ask<Answer>(what: string, answer: Promise<Answer>, seconds = 20): Promise<Answer> {
    try {
      return await withLimit(answer, seconds);
    } catch (error) {
      throw new CannotLook(refusal(what, error, this.server));
    }
  }

  /** Runs a command in a container. @throws CannotLook if it could not be started, or does not end */
  async run({ pod, container, command, stdin, seconds }: Command): Promise<Ran> {
    const [out, err] = [new Collected(), new Collected()];
    const input = stdin === undefined ? null : new PassThrough();
    const ended = new Promise<V1Status>((resolve, reject) => {
      new Exec(this.config)
        .exec(this.namespace, pod, container, [...command], out, err, input, false, resolve)
        .then((made) => {
          // Its type is that of the package ws, which the client brings with it.
          const socket = made as NodeJS.EventEmitter;
          socket.on("error", reject);
          socket.on("close", () => {
            reject(new Error("the connection was closed"));
          });
          input?.end(stdin);
        }, reject);
    });
    const status = await this.ask(`run a command in the pod ${pod}`, ended, seconds);
    return { out: out.text, err: err.text, code: exitCode(status) };
  }

  /**
   * The log of a container, the newest last. An empty text if there is none.
   *
   * @param how `timestamps` puts the time before each line. @default true
   */
  async log(
    pod: string,
    container: string | undefined,
    how: {
      readonly seconds?: number;
      readonly lines?: number;
      readonly previous?: boolean;
      readonly timestamps?: boolean;
    } = {},
  ): Promise<string> {
    const text = await this.ask(
      `read the log of the pod ${pod}`,
      this.core.readNamespacedPodLog({
        name: pod,
        namespace: this.namespace,
        ...(container !== undefined && { container }),
        ...(how.seconds !== undefined && { sinceSeconds: how.seconds }),
        ...(how.lines !== undefined && { tailLines: how.lines }),
        ...(how.previous === true && { previous: true }),
        timestamps: how.timestamps ?? true,
      }),
    );
    return typeof text === "string" ? text : "";
  }

  /**
   * Changes keys of a ConfigMap. Those that are `null` are removed, and others stay as they are. The ConfigMap may have no keys yet: a JSON patch would be
   * refused there.
   * @see https://datatracker.ietf.org/doc/html/rfc7396
   */
  async changeMap(what: string, name: string, data: Readonly<Record<string, string | null>>): Promise<void> {
    const asked = { name, namespace: this.namespace, body: { data } };
    const merged = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
    await this.ask(what, this.core.patchNamespacedConfigMap(asked, merged));
  }

  /** What a node's kubelet says of its disk, and of the volumes and the memory of its pods. */
  async stats(node: string): Promise<unknown> {
    const text = await this.ask(
      `read the statistics of the node ${node}`,
      this.core.connectGetNodeProxyWithPath({ name: node, path: "stats/summary" }),
    );
    return typeof text === "string" ? JSON.parse(text) : text;
  }

  /**
   * Forwards a port of this machine to one of a pod.
   *
   * @param port 0 takes a free one
   * @returns the port, and what ends it, with all connections that are open
   */
  forward(port: number, pod: () => Promise<string>, target: number): Promise<Forwarded> {
    const forwarder = new PortForward(this.config);
    const open = new Set<Socket>();
    const server = createServer((socket: Socket) => {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      socket.on("error", () => socket.destroy());
      pod()
        .then((name) => forwarder.portForward(this.namespace, name, [target], socket, null, socket))
        .catch(() => socket.destroy());
    });
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () =>
        resolve({
          port: (server.address() as AddressInfo).port,
          close() {
            const closed = new Promise<void>((done) => server.close(() => done()));
            for (const socket of open) socket.destroy();
            return closed;
          },
        }),
      );
    });
  }
}

/** Why the API server did not do something, in one line. */
export function refusal(what: string, error: unknown, server: string): string {
  if (error instanceof ApiException) {
    const said = messageIn(error.body);
    if (error.code === 403)
      return said.includes(":serviceaccount:")
        ? `This account has no right to ${what}${said}. If somebody changed its Role: pulumi up --refresh.`
        : `The kubeconfig has no right to ${what}${said}. Use one of an administrator of the cluster.`;
    if (error.code === 401)
      return `The cluster ${server} does not know the kubeconfig's credential any more. Run pulumi refresh, or az login.`;
    return `The cluster ${server} could not ${what}: ${error.code}${said}.`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return `The cluster ${server} could not be asked to ${what}: ${message.split("\n")[0] ?? ""}. Is it running (az aks start), and does it let this machine in (azure.apiServerRanges)?`;
}

function messageIn(body: unknown): string {
  try {
    const status = (typeof body === "string" ? JSON.parse(body) : body) as { message?: unknown };
    return typeof status.message === "string" ? ` (${status.message})` : "";
  } catch {
    return "";
  }
}

/** @see https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go `StatusCause`, "ExitCode" */
function exitCode({ status, details }: V1Status): number {
  if (status === "Success") return 0;
  const code = details?.causes?.find(({ reason }) => reason === "ExitCode")?.message;
  return code === undefined ? -1 : Number(code);
}

/** Everything that was written, as a text. */
class Collected extends Writable {
  private readonly chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(Buffer.from(chunk));
    done();
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString("utf8");
  }
}
