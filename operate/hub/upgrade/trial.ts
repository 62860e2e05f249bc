import { type V1Pod } from "@kubernetes/client-node";
import * as z from "zod";
import { messageOf } from "../../../sandbox/error-message";
import { type CleanUp } from "../clean-up";
import { type Clock } from "../clock";
import { type Cluster } from "../cluster";
import { inPod, pythonOf } from "../python";
import { hubPod } from "./runs";
import { container, folder, standOf, trialPod } from "./trial-pod";

/** What is in a hub's database. */
export interface Counts {
  /** The revision of its tables, as Alembic names it. */
  readonly revision: string;
  readonly users: number;
  readonly tokens: number;
  readonly groups: number;
}

/** What came of a JupyterHub that was given a copy of the database. */
export type Trial =
  /** It was not tried, and why. */
  | { readonly untried: string }
  /** The new hub could not even start. */
  | { readonly unstarted: string }
  | {
      /** Version of the JupyterHub that was tried. */
      readonly jupyterHub: string;
      readonly before: Counts;
      /** `undefined` if it failed. */
      readonly after?: Counts;
      /** The last line of the error. */
      readonly failure?: string;
    };

/** Where a hub's database is. */
export interface Database {
  /** `sqlite`, `memory`, or the kind of a database server: `postgresql`. */
  readonly kind: string;
  /** Path in the hub's pod, where it is in a file. */
  readonly file?: string;
}

const counts = z.object({ revision: z.string(), users: z.number(), tokens: z.number(), groups: z.number() });
const tried = z.object({
  jupyterHub: z.string(),
  before: counts,
  after: counts.optional(),
  failure: z.string().optional(),
});
const database = z.object({ kind: z.string(), file: z.string().optional() });
const sent = database.extend({ copy: z.string() });
const kept = database.extend({ kept: z.string().optional() });

/** Where the hub's database is. @throws if the hub's pod does not say */
export async function databaseOf(cluster: Cluster): Promise<Database> {
  return database.parse(await inPod(cluster, "hub", "upgrade_database.py", ["look"]));
}

/**
 * Copies the database beside itself, on the hub's volume, under the name of its revision.
 *
 * @returns path of the copy. `undefined` if the database is in no file
 */
export async function keepCopy(cluster: Cluster): Promise<string | undefined> {
  return kept.parse(await inPod(cluster, "hub", "upgrade_database.py", ["keep"])).kept;
}

/** What a trial works with. */
export interface Laboratory {
  readonly cluster: Cluster;
  readonly cleanUp: CleanUp;
  readonly clock: Clock;
}

/** Seconds that the pod has to start: its image may be large, and new to the node. */
const patience = 300;

/**
 * Gives a copy of the hub's database to another JupyterHub, in a pod that is removed at once. The hub goes on, and its volume is not touched.
 *
 * @param image of the other JupyterHub
 */
export async function tryUpgrade(
  { cluster, cleanUp, clock }: Laboratory,
  where: Database,
  image: string,
): Promise<Trial> {
  if (where.kind === "memory") return { untried: "the hub's database is in memory, and starts empty each time" };
  if (where.kind !== "sqlite")
    return {
      untried: `the hub's database is ${where.kind}, of which no copy is made here: make one with its own means`,
    };
  if (where.file === undefined) return { untried: "the hub's database is in no file that was found" };
  const { namespace, core } = cluster;
  try {
    const hub = await hubPod(cluster);
    const { copy } = sent.parse(await inPod(cluster, "hub", "upgrade_database.py", ["send"]));
    const made = await cluster.ask(
      "make a pod",
      core.createNamespacedPod({ namespace, body: trialPod(hub, image) as V1Pod }),
    );
    const name = made.metadata?.name ?? "";
    const remove = cleanUp.owe("The pod that tries the upgrade", () =>
      core.deleteNamespacedPod({ namespace, name, gracePeriodSeconds: 0 }),
    );
    try {
      const hindrance = await started({ cluster, cleanUp, clock }, name);
      if (hindrance !== undefined) return hindrance;
      const file = `${folder}/jupyterhub.sqlite`;
      const write = `import base64, gzip, sys; open(${JSON.stringify(file)}, "wb").write(gzip.decompress(base64.b64decode(sys.stdin.read())))`;
      await run(cluster, name, ["python3", "-c", write], copy);
      return tried.parse(JSON.parse(await run(cluster, name, ["python3", "-", file], pythonOf("trial.py"))));
    } finally {
      await remove();
    }
  } catch (error) {
    return { untried: messageOf(error) };
  }
}

/** Waits until the pod runs. @returns why it does not */
async function started({ cluster, cleanUp, clock }: Laboratory, name: string): Promise<Trial | undefined> {
  const end = clock.now() + patience;
  while (!cleanUp.signal.aborted) {
    const pod = await cluster.ask(
      `read the pod ${name}`,
      cluster.core.readNamespacedPod({ namespace: cluster.namespace, name }),
    );
    const stand = standOf(pod);
    if (stand === "runs") return undefined;
    if (stand !== "waits")
      return stand.ofImage ? { unstarted: stand.why } : { untried: `its pod does not start: ${stand.why}` };
    if (clock.now() > end) return { untried: `its pod did not start in ${patience} s` };
    await clock.wait(1, cleanUp.signal);
  }
  return { untried: "interrupted" };
}

async function run(cluster: Cluster, pod: string, command: readonly string[], stdin: string): Promise<string> {
  const { out, err, code } = await cluster.run({ pod, container, command, stdin, seconds: 240 });
  if (code !== 0) throw new Error(`the trial says: ${err.trim().split("\n").at(-1) ?? ""}`);
  return out.trim().split("\n").at(-1) ?? "";
}
