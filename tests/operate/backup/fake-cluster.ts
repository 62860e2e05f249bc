import { EventEmitter } from "node:events";
import { type BackupFacts } from "../../../components/backup/facts";
import { type About, tagOf } from "../../../operate/hub/backup/claims";
import { type volumePod } from "../../../operate/hub/backup/volume-pod";
import { type CleanUp, cleaningUp } from "../../../operate/hub/clean-up";
import { type Clock } from "../../../operate/hub/clock";
import { type Cluster, type Command, type Ran } from "../../../operate/hub/cluster";
import { type ClaimObject, type ConfigMapObject, type PodObject } from "../../../operate/hub/objects";

export const facts: BackupFacts = {
  ...{ repository: "azure:hub:/", every: "24h", image: "restic:0.18.1", trusts: false },
  keep: { days: 14, weeks: 8, months: 6 },
};

/** A claim, as KubeSpawner makes it for a person. */
export function claimOf(user: string, edits: Partial<NonNullable<ClaimObject["metadata"]>> = {}): ClaimObject {
  return {
    metadata: {
      name: `claim-${user}`,
      labels: { app: "jupyterhub", component: "singleuser-storage" },
      annotations: { "hub.jupyter.org/username": user },
      ...edits,
    },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, storageClassName: "old" },
    status: { phase: "Bound" },
  };
}

export const databaseClaim = claimOf("", { name: "hub-db-dir", labels: { component: "hub" }, annotations: {} });
export const folderClaim = claimOf("", {
  ...{ name: "folder-course", annotations: {} },
  labels: { app: "binderhub", component: "shared-folder" },
});

/** The hub's pod, which has the database's volume. */
export const hubPod: PodObject = {
  metadata: { name: "hub-1", labels: { component: "hub" } },
  spec: { nodeName: "core-1", containers: [], volumes: [volumeOf("hub-db-dir")] },
  status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
};

export function volumeOf(claimName: string) {
  return { name: "volume", persistentVolumeClaim: { claimName } };
}

/** What restic lists of one copy. */
export interface Listed {
  readonly id: string;
  readonly claim: string;
  readonly time: string;
  readonly user?: string;
  readonly namespace?: string;
}

export function aboutOf(user?: string): About {
  return {
    labels: { component: "singleuser-storage" },
    annotations: user === undefined ? {} : { "hub.jupyter.org/username": user },
    accessModes: ["ReadWriteOnce"],
    size: "10Gi",
  };
}

/** What `restic snapshots --json` prints. */
export function listOf(all: readonly Listed[]): string {
  return JSON.stringify(
    all.map(({ id, claim, time, user, namespace = "binderhub" }) => ({
      ...{ id, time, hostname: namespace, tags: [tagOf(aboutOf(user))] },
      paths: [`/claims/${claim}${claim === "hub-db-dir" ? "/backup.sqlite" : ""}`],
    })),
  );
}

/** What `restic backup --json` prints at its end. */
export const summary = JSON.stringify({
  ...{ message_type: "summary", total_files_processed: 3, total_bytes_processed: 2048, data_added: 1024 },
});

type PodBody = ReturnType<typeof volumePod>;

interface Ending {
  /** @default 0 */
  readonly code?: number;
  readonly out?: string;
  readonly reason?: string;
}

export interface Scene {
  readonly claims?: readonly ClaimObject[];
  readonly pods?: readonly PodObject[];
  /** How a pod ends that does something with a claim, or what it does where it has none. @default well, as `restic backup` does */
  readonly ends?: (claim: string, pod: PodBody) => Ending | "never";
  /** What restic answers in the pod that is asked. @default nothing, and code 0 */
  readonly answers?: (args: readonly string[]) => Partial<Ran>;
  /** What the Python in the hub's pod does. @default it copies */
  readonly python?: (verb: string) => Partial<Ran>;
  /** Called at each event. */
  readonly on?: (event: string, interrupt: () => void) => void;
  readonly configMap?: ConfigMapObject;
}

/** A cluster that does what it is told, and what happened in it, in order. */
export function fakeCluster(scene: Scene, interrupt: () => void) {
  const events: string[] = [];
  const happens = (event: string) => {
    events.push(event);
    scene.on?.(event, interrupt);
  };
  const claims = [...(scene.claims ?? [])];
  const own = new Map<string, { readonly body: PodBody; readonly name: string; looks: number }>();
  const made: PodBody[] = [];
  const madeClaims: ClaimObject[] = [];
  let most = 0;
  let configMap = scene.configMap;
  // The hub's pod takes two looks to end, and two to be ready again.
  let hub: { readonly wanted: boolean; looks: number } = { wanted: true, looks: 9 };
  const hubPods = () => {
    hub.looks++;
    if (hub.looks < 3) return [{ ...hubPod, status: hub.wanted ? { phase: "Pending" } : hubPod.status }];
    if (hub.looks === 3) happens(hub.wanted ? "the hub is ready" : "the hub's pod is gone");
    return hub.wanted ? [hubPod] : [];
  };

  const endOf = (pod: PodBody) => scene.ends?.(claimIn(pod) ?? wordOf(pod), pod) ?? {};

  const core = {
    listNamespacedPersistentVolumeClaim: ({ fieldSelector }: { fieldSelector?: string }) =>
      answered({
        items: claims.filter(({ metadata }) => !fieldSelector || fieldSelector === `metadata.name=${metadata?.name}`),
      }),
    createNamespacedPersistentVolumeClaim: ({ body }: { body: ClaimObject }) => {
      happens(`claim made: ${body.metadata?.name}`);
      claims.push(body);
      madeClaims.push(body);
      return answered(body);
    },
    listNamespacedPod({ fieldSelector, labelSelector }: { fieldSelector?: string; labelSelector?: string }) {
      if (labelSelector === "component=hub") return answered({ items: hubPods() });
      const others = (scene.pods ?? []).filter(
        ({ metadata }) => !labelSelector || labelSelector === `component=${metadata?.labels?.component}`,
      );
      const name = fieldSelector?.replace("metadata.name=", "");
      return answered({ items: name === undefined ? others : own.has(name) ? [{}] : [] });
    },
    createNamespacedPod({ body }: { body: PodBody }) {
      const name = `${body.metadata.generateName}${made.length}`;
      made.push(body);
      own.set(name, { body, name, looks: 0 });
      most = Math.max(most, [...own.values()].filter((pod) => claimIn(pod.body) !== undefined).length);
      happens(`pod made: ${claimIn(body) ?? wordOf(body)}`);
      return answered({ metadata: { name } });
    },
    readNamespacedPod({ name }: { name: string }) {
      const pod = own.get(name);
      if (pod === undefined) return Promise.reject(new Error(`there is no pod ${name}`));
      pod.looks++;
      if (wordOf(pod.body) === "sleep") return answered(statusOf({ running: {} }));
      const end = endOf(pod.body);
      if (end === "never" || pod.looks < 2) return answered(statusOf({ running: {} }));
      return answered(statusOf({ terminated: { exitCode: end.code ?? 0, reason: end.reason ?? "Completed" } }));
    },
    deleteNamespacedPod({ name }: { name: string }) {
      const pod = own.get(name);
      if (pod !== undefined) happens(`pod removed: ${claimIn(pod.body) ?? wordOf(pod.body)}`);
      own.delete(name);
      return answered({});
    },
    deleteCollectionNamespacedPod({ labelSelector }: { labelSelector: string }) {
      happens(`pods removed: ${labelSelector}`);
      return answered({});
    },
    listNamespacedConfigMap: () => answered({ items: configMap === undefined ? [] : [configMap] }),
    createNamespacedConfigMap({ body }: { body: ConfigMapObject }) {
      happens("ConfigMap made");
      configMap = body;
      return answered(body);
    },
    patchNamespacedConfigMap({ body: [patch] }: { body: readonly [{ value: Record<string, string> }] }) {
      happens("ConfigMap changed");
      configMap = { ...configMap, data: patch.value };
      return answered(configMap);
    },
  };

  const cluster = {
    namespace: "binderhub",
    ask: <Answer>(_what: string, answer: Promise<Answer>) => answer,
    run({ pod, command }: Command): Promise<Ran> {
      const nothing = { out: "", err: "", code: 0 };
      if (pod === "hub-1") {
        const verb = command[2] ?? "";
        happens(`python: ${verb}`);
        return answered({ ...nothing, out: "{}", ...scene.python?.(verb) });
      }
      const [, ...args] = command;
      happens(`asked: ${args[0]}`);
      return answered({ ...nothing, ...(args[0] === "snapshots" && { out: "[]" }), ...scene.answers?.(args) });
    },
    log(name: string) {
      const body = own.get(name)?.body;
      const end = body === undefined ? "never" : endOf(body);
      return answered(end === "never" ? "" : (end.out ?? summary));
    },
    core,
    apps: {
      patchNamespacedDeployment({ name, body: [patch] }: { name: string; body: readonly [{ value: number }] }) {
        happens(`${name} scaled to ${patch.value}`);
        hub = { wanted: patch.value > 0, looks: 0 };
        return answered({});
      },
    },
  } as unknown as Cluster;
  return { cluster, events, made, madeClaims, own, most: () => most, kept: () => configMap };
}

function claimIn(pod: PodBody): string | undefined {
  for (const volume of pod.spec.volumes)
    if ("persistentVolumeClaim" in volume) return volume.persistentVolumeClaim?.claimName;
  return undefined;
}

/** What a pod without a claim does. */
function wordOf(pod: PodBody): string {
  const [program = "", word = ""] = pod.spec.containers[0]?.command ?? [];
  return program === "sleep" ? program : word;
}

const statusOf = (state: object) => ({ status: { phase: "Running", containerStatuses: [{ name: "restic", state }] } });
const answered = <Answer>(answer: Answer) => Promise.resolve(answer);

/** A clock whose time passes at once when everything waits for it, one wait after the other. */
export function quickClock(): Clock {
  let [time, isPassing] = [0, false];
  const waits = new Set<{ readonly until: number; readonly end: () => void }>();
  const pass = () => {
    isPassing = false;
    const [next] = [...waits].sort((one, other) => one.until - other.until);
    if (next === undefined) return;
    waits.delete(next);
    time = Math.max(time, next.until);
    next.end();
    begin();
  };
  const begin = () => {
    if (isPassing || waits.size === 0) return;
    isPassing = true;
    setImmediate(pass);
  };
  return {
    now: () => time,
    wait: (seconds, signal) =>
      new Promise((end) => {
        if (signal?.aborted === true) {
          end();
          return;
        }
        const wait = { until: time + seconds, end: () => ended() };
        const stop = () => {
          waits.delete(wait);
          end();
        };
        // A signal goes through all who listen, for each new one.
        const ended = () => {
          signal?.removeEventListener("abort", stop);
          end();
        };
        waits.add(wait);
        signal?.addEventListener("abort", stop);
        begin();
      }),
  };
}

/** Plays some work in a cluster, with all that is removed at its end. */
export async function play<Result>(
  scene: Scene,
  work: (with_: { readonly cluster: Cluster; readonly cleanUp: CleanUp; readonly clock: Clock }) => Promise<Result>,
) {
  const process = Object.assign(new EventEmitter(), {
    ...{ exit: () => undefined, stdout: new EventEmitter(), stderr: new EventEmitter() },
  });
  const clock = quickClock();
  const said: string[] = [];
  const fake = fakeCluster(scene, () => process.emit("SIGINT", "SIGINT"));
  let result: Result | undefined;
  let failure: unknown;
  const surroundings = { process, clock, say: (line: string) => void said.push(line) };
  const code = await cleaningUp(
    async (cleanUp) => {
      try {
        result = await work({ cluster: fake.cluster, cleanUp, clock });
        return 0;
      } catch (error) {
        failure = error;
        return 1;
      }
    },
    surroundings as unknown as Parameters<typeof cleaningUp>[1],
  );
  const { events, made, madeClaims, own, most, kept } = fake;
  return { code, result, failure, said, events, made, madeClaims, left: [...own.keys()], most: most(), kept: kept() };
}
