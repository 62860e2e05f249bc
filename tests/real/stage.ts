import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEngine } from "../../rehearse/engine";
import { RealCluster } from "../../sandbox/real/cluster";
import { loadBalancer } from "../../sandbox/real/load-balancer";
import { type NodeKind } from "../../sandbox/real/nodes";
import { findParts } from "../../rehearse/parts";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { openRehearsal } from "../../rehearse/open";
import { killable } from "../faults/killable";

/** A stack with a real cluster behind it. */
export interface Stage {
  readonly rehearsal: Rehearsal;
  readonly cluster: RealCluster;
  /** Full path of kubectl. */
  readonly kubectl: string;
  /** Kills engine and provider, as the kernel does when a machine is lost. */
  readonly kill: () => void;
}

/** What is played. */
export interface Play {
  readonly stack: "dev" | "prod" | "local";
  /** Archive of the chart. */
  readonly chart: string;
  readonly nodes: readonly NodeKind[];
  readonly set?: Readonly<Record<string, string>>;
}

/** Namespaces that a play installs in: the scheduler of a chart is named after its release. */
export const namespaces = ["binderhub", "workshop"] as const;

/** Plays with a cluster and a stack of its own; both go when the play ends, however it ends. */
export async function onStage<T>({ stack, chart, nodes, set }: Play, play: (stage: Stage) => Promise<T>): Promise<T> {
  Error.stackTraceLimit = 0;
  const parts = await findParts(() => undefined);
  const folder = mkdtempSync(join(tmpdir(), "binderhub-real-"));
  const engine = await killable(await findEngine(() => undefined), folder);
  let rehearsal: Rehearsal | undefined;
  let cluster: RealCluster | undefined;
  let balancer: { readonly stop: () => void } | undefined;
  try {
    const schedulers = namespaces.map((namespace) => `${namespace}-user-scheduler`);
    cluster = await RealCluster.start({ parts, folder: join(folder, "cluster"), nodes, schedulers });
    const existing = { "existing.kubeconfig": cluster.kubeconfigFile, "existing.context": cluster.context };
    ({ rehearsal } = await openRehearsal({
      ...{ engine, stack, folder: join(folder, "stack") },
      real: { path: parts.path, kubeconfig: cluster.kubeconfig },
      // Pods are ready at once: who waits longer waits in vain.
      set: {
        "chart.path": unpacked(chart, folder),
        "chart.timeout": "300",
        ...(stack === "local" && existing),
        ...set,
      },
    }));
    balancer = loadBalancer(cluster.api, rehearsal.clouds);
    return await play({ rehearsal, cluster, kubectl: parts.program("kubectl"), kill: engine.kill });
  } finally {
    balancer?.stop();
    rehearsal?.close();
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder of a chart that comes as an archive. */
function unpacked(archive: string, folder: string): string {
  const into = join(folder, "chart");
  mkdirSync(into);
  execFileSync("tar", ["-xzf", archive, "-C", into]);
  return join(into, "binderhub");
}
