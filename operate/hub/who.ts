import { type PodObject } from "./objects";
import { bytesOfQuantity } from "../../components/limits/memory";
import { CannotLook } from "./cannot-look";
import { type Cluster } from "./cluster";
import { isPrivate } from "./logs/names";
import { podsOf } from "./logs/read";
import { type painter, table } from "./show";

/** A person with a server. */
export interface Person {
  readonly user: string;
  /** Name of the server, where people may have several. */
  readonly server?: string;
  /** Address of the repository, `private` for a private one. Left out where the server was not launched by BinderHub. */
  readonly repository?: string;
  readonly state: "running" | "starting" | "ending" | "failed";
  /** When the server was asked for. */
  readonly since: string;
  readonly memory: {
    /** Bytes. Left out where the cluster does not tell. */
    readonly used?: number;
    readonly limit?: number;
  };
  /** Left out while it waits for one. */
  readonly node?: string;
}

/** The people who have a server, the longest first. @throws CannotLook if the pods cannot be listed */
export async function who(cluster: Cluster): Promise<readonly Person[]> {
  const pods = await podsOf(cluster, "singleuser-server");
  const nodes = [...new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []))];
  const metrics = await Promise.all(nodes.map((node) => metricsOf(cluster, node)));
  return peopleIn(pods, memoryIn(metrics.join("\n"), cluster.namespace));
}

/**
 * Reads people from their servers' pods.
 *
 * @param memory bytes that pods use, by their names
 */
export function peopleIn(pods: readonly PodObject[], memory: ReadonlyMap<string, number>): readonly Person[] {
  return pods
    .map((pod): Person => {
      const { metadata, spec, status } = pod;
      const { user, server } = ownerOf(pod);
      const repository = repositoryOf(pod);
      const used = memory.get(metadata?.name ?? "");
      const limit = notebookOf(pod)?.resources?.limits?.memory;
      return {
        user,
        ...(server !== undefined && { server }),
        ...(repository !== undefined && { repository }),
        state: stateOf(pod),
        since: (metadata?.creationTimestamp ?? status?.startTime ?? new Date(0)).toISOString(),
        memory: {
          ...(used !== undefined && { used }),
          ...(limit !== undefined && { limit: bytesOfQuantity(limit) }),
        },
        ...(spec?.nodeName !== undefined && { node: spec.nodeName }),
      };
    })
    .sort((a, b) => a.since.localeCompare(b.since));
}

/**
 * Whose server a pod is.
 * @see https://github.com/jupyterhub/kubespawner/blob/7.0.0/kubespawner/spawner.py `_build_common_annotations`: labels hold escaped names
 */
export function ownerOf({ metadata }: PodObject): { readonly user: string; readonly server?: string } {
  const of = (what: string) => metadata?.annotations?.[`hub.jupyter.org/${what}`];
  const server = of("servername") ?? "";
  return { user: of("username") ?? metadata?.name ?? "", ...(server !== "" && { server }) };
}

/** The repository that BinderHub launched, as its spawner writes it into the server's environment. */
export function repositoryOf(pod: PodObject): string | undefined {
  const notebook = notebookOf(pod);
  const address = notebook?.env?.find(({ name }) => name === "BINDER_REPO_URL")?.value;
  if (address === undefined) return undefined;
  return isPrivate(address) || isPrivate(notebook?.image ?? "") ? "private" : address;
}

function notebookOf({ spec }: PodObject) {
  return spec?.containers.find(({ name }) => name === "notebook") ?? spec?.containers[0];
}

function stateOf({ metadata, status }: PodObject): Person["state"] {
  if (metadata?.deletionTimestamp !== undefined) return "ending";
  if (status?.phase === "Failed" || status?.phase === "Succeeded") return "failed";
  const isReady = status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true;
  return isReady ? "running" : "starting";
}

/**
 * The memory of each pod of a namespace, in bytes, from what a kubelet tells.
 * @see https://kubernetes.io/docs/reference/instrumentation/node-metrics/ `/metrics/resource`
 */
export function memoryIn(metrics: string, namespace: string): ReadonlyMap<string, number> {
  const memory = new Map<string, number>();
  for (const [, labels = "", value] of metrics.matchAll(/^container_memory_working_set_bytes\{(.*?)\} (\S+)/gm)) {
    const of = (label: string) => new RegExp(`(?:^|,)${label}="([^"]*)"`).exec(labels)?.[1];
    const pod = of("pod");
    if (pod === undefined || of("namespace") !== namespace) continue;
    memory.set(pod, (memory.get(pod) ?? 0) + Number(value));
  }
  return memory;
}

/** Nothing where the cluster refuses: the right to ask kubelets is a large one. */
async function metricsOf(cluster: Cluster, node: string): Promise<string> {
  try {
    const asked = cluster.core.connectGetNodeProxyWithPath({ name: node, path: "metrics/resource" });
    return await cluster.ask(`ask the kubelet of ${node}`, asked, 10);
  } catch (error) {
    if (error instanceof CannotLook) return "";
    throw error;
  }
}

/** People as a table. */
export function whoInWords(people: readonly Person[], paint: ReturnType<typeof painter>, now = new Date()): string {
  if (people.length === 0) return "Nobody has a server.";
  const has = {
    server: people.some(({ server }) => server !== undefined),
    memory: people.some(({ memory }) => memory.used !== undefined),
  };
  const head = [
    "user",
    ...(has.server ? ["server"] : []),
    "repository",
    "for",
    ...(has.memory ? ["memory"] : []),
    "node",
  ];
  const rows = people.map(({ user, server, repository, state, since, memory, node }) => [
    user,
    ...(has.server ? [server ?? ""] : []),
    repository ?? "none",
    `${durationOf(now.getTime() - Date.parse(since))}${state === "running" ? "" : `, ${paint(state === "failed" ? "red" : "yellow", state)}`}`,
    ...(has.memory ? [memoryInWords(memory, paint)] : []),
    node ?? "waits for one",
  ]);
  const [first = "", ...others] = table(head, rows).split("\n");
  const count = people.length === 1 ? "1 person has a server." : `${people.length} people have a server.`;
  return [paint("bold", first), ...others, "", count].join("\n");
}

/** From 90 % of the limit on, the server will soon be ended. */
function memoryInWords({ used, limit }: Person["memory"], paint: ReturnType<typeof painter>): string {
  if (used === undefined) return "not known";
  const line = limit === undefined ? inUnits(used) : `${inUnits(used)} of ${inUnits(limit)}`;
  return limit !== undefined && used >= 0.9 * limit ? paint("yellow", line) : line;
}

function inUnits(bytes: number): string {
  const mebi = bytes / 2 ** 20;
  return mebi < 1024 ? `${Math.round(mebi)} MiB` : `${(mebi / 1024).toFixed(1)} GiB`;
}

/** A time that has passed, in its two largest units. */
export function durationOf(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days > 0) return `${days}d ${hours}h`;
  return hours > 0 ? `${hours}h ${minutes % 60}m` : `${minutes}m`;
}
