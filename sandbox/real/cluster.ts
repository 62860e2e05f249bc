import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KubernetesApi, type KubernetesObject } from "./api";
import { type NodeKind, nodesOf } from "./nodes";
import { type Parts, stages } from "./parts";
import { freePorts, Processes } from "./processes";
import { withSlowNodes } from "./stages";
import { disks } from "./storage";

/** How a real cluster is set up. */
export interface RealClusterOptions {
  readonly parts: Parts;
  /** Empty folder for everything that it writes. */
  readonly folder: string;
  /** Its nodes. */
  readonly nodes: readonly NodeKind[];
  /**
   * Schedulers that charts install, besides Kubernetes' own. Their pods run nothing here. So the real scheduler places pods in their
   * names.
   */
  readonly schedulers: readonly SchedulerProfile[];
}

/** How pods are placed that name this scheduler. @see https://kubernetes.io/docs/reference/scheduling/config/#multiple-profiles */
export interface SchedulerProfile {
  readonly schedulerName: string;
  /** @default those of Kubernetes */
  readonly plugins?: unknown;
  readonly pluginConfig?: unknown;
}

const context = "real";
const token = "administrator";

/**
 * A real Kubernetes on the loopback interface: database, API server, controllers and scheduler. Only the nodes are not real: kwok
 * reports that every pod runs.
 */
export class RealCluster {
  private constructor(
    readonly api: KubernetesApi,
    /** Administrator's kubeconfig, as text. */
    readonly kubeconfig: string,
    /** The same in a file. */
    readonly kubeconfigFile: string,
    /** Its context in there. */
    readonly context: string,
    private readonly processes: Processes,
    private readonly stopping: () => Promise<void>,
  ) {}

  static async start({ parts, folder, nodes, schedulers }: RealClusterOptions): Promise<RealCluster> {
    mkdirSync(folder, { recursive: true });
    const processes = new Processes(folder);
    const [client = 0, peer = 0, secure = 0] = await freePorts(3);
    const [database, server] = [`http://127.0.0.1:${client}`, `https://127.0.0.1:${secure}`];
    const file = (name: string) => join(folder, name);
    writeFileSync(file("tokens.csv"), `${token},administrator,administrator,"system:masters"\n`, { mode: 0o600 });
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(file("accounts.key"), privateKey.export({ type: "pkcs1", format: "pem" }), { mode: 0o600 });

    const run = (name: string, ...args: readonly string[]) => processes.start(name, parts.program(name), args);
    try {
      run(
        "etcd",
        ...["--data-dir", file("etcd"), "--unsafe-no-fsync"],
        ...["--listen-client-urls", database, "--advertise-client-urls", database],
        ...["--listen-peer-urls", `http://127.0.0.1:${peer}`],
        ...["--initial-advertise-peer-urls", `http://127.0.0.1:${peer}`],
        ...["--initial-cluster", `default=http://127.0.0.1:${peer}`],
      );
      run(
        "kube-apiserver",
        ...[`--etcd-servers=${database}`, "--bind-address=127.0.0.1", `--secure-port=${secure}`],
        // The address for pods, which do not run. Addresses of this range are reserved for documentation.
        ...["--advertise-address=203.0.113.253", "--service-cluster-ip-range=10.96.0.0/16"],
        ...[`--cert-dir=${file("certificates")}`, `--token-auth-file=${file("tokens.csv")}`],
        ...["--authorization-mode=RBAC", "--allow-privileged=true"],
        ...["--service-account-issuer=https://kubernetes.default.svc"],
        ...[`--service-account-key-file=${file("accounts.key")}`],
        ...[`--service-account-signing-key-file=${file("accounts.key")}`],
      );
      const { api, certificate } = await answering(processes, server, file("certificates/apiserver.crt"));
      const kubeconfig = kubeconfigOf(server, certificate);
      writeFileSync(file("kubeconfig"), kubeconfig, { mode: 0o600 });
      writeFileSync(file("scheduler.json"), schedulerConfiguration(file("kubeconfig"), schedulers));
      run(
        "kube-controller-manager",
        ...[`--kubeconfig=${file("kubeconfig")}`, "--leader-elect=false", "--secure-port=0"],
        ...[`--service-account-private-key-file=${file("accounts.key")}`],
        `--root-ca-file=${file("certificates/apiserver.crt")}`,
      );
      run("kube-scheduler", `--config=${file("scheduler.json")}`, "--secure-port=0");
      await Promise.all(nodesOf(nodes).map((node) => api.send("POST", "/api/v1/nodes", node)));
      writeFileSync(file(stages), withSlowNodes(readFileSync(parts.program(stages), "utf8")));
      run(
        "kwok",
        ...["--kubeconfig", file("kubeconfig"), "--config", file(stages)],
        ...["--manage-all-nodes", "--node-lease-duration-seconds", "40"],
      );
      const provisioner = await disks(api);
      await processes.until("the nodes were ready", async () => (await api.list("/api/v1/nodes")).every(isReady));
      return new RealCluster(api, kubeconfig, file("kubeconfig"), context, processes, async () => {
        provisioner.stop();
        api.close();
        await processes.stop();
      });
    } catch (error) {
      await processes.stop();
      throw error;
    }
  }

  /** Runs one more program until the cluster stops. What it prints is in `<name>.log` of the cluster's folder. */
  run(
    name: string,
    program: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): void {
    this.processes.start(name, program, args, environment);
  }

  /** Ends it, and everything that was in it. */
  stop(): Promise<void> {
    return this.stopping();
  }
}

function isReady({ status }: KubernetesObject): boolean {
  const conditions = (status?.conditions ?? []) as readonly { readonly type: string; readonly status: string }[];
  return conditions.some((condition) => condition.type === "Ready" && condition.status === "True");
}

/** Waits until the API server has made its certificate and answers. */
async function answering(processes: Processes, server: string, certificateFile: string) {
  let found: { readonly api: KubernetesApi; readonly certificate: string } | undefined;
  await processes.until("the API server answered", async () => {
    try {
      const certificate = readFileSync(certificateFile, "utf8");
      const api = new KubernetesApi(server, certificate, token);
      await api.send("GET", "/readyz");
      found = { api, certificate };
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error("the API server does not answer");
  return found;
}

/** JSON is YAML, and a kubeconfig may be either. */
function kubeconfigOf(server: string, certificate: string): string {
  const authority = Buffer.from(certificate).toString("base64");
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": context,
    clusters: [{ name: context, cluster: { server, "certificate-authority-data": authority } }],
    contexts: [{ name: context, context: { cluster: context, user: context } }],
    users: [{ name: context, user: { token } }],
  });
}

function schedulerConfiguration(kubeconfig: string, schedulers: readonly SchedulerProfile[]): string {
  return JSON.stringify({
    apiVersion: "kubescheduler.config.k8s.io/v1",
    kind: "KubeSchedulerConfiguration",
    clientConnection: { kubeconfig },
    leaderElection: { leaderElect: false },
    profiles: [{ schedulerName: "default-scheduler" }, ...schedulers],
  });
}
