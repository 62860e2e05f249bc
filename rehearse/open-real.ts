import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RealCluster } from "../sandbox/real/cluster";
import { loadBalancer } from "../sandbox/real/load-balancer";
import { type NodeKind } from "../sandbox/real/nodes";
import { type Parts } from "../sandbox/real/parts";
import { type Rehearsal } from "../sandbox/rehearsal";
import { unpacked } from "./chart-archives";
import { type Engine } from "./engine";
import { openRehearsal, type RehearsalOptions } from "./open";

/** A stack with a real cluster behind it. */
export interface RealStack {
  readonly rehearsal: Rehearsal;
  readonly cluster: RealCluster;
}

/** How it is set up. */
export interface RealStackOptions extends Pick<RehearsalOptions, "stack" | "config" | "set"> {
  readonly parts: Parts;
  /** @param folder the one that everything is written to */
  readonly engine: (folder: string) => Promise<Engine>;
  /** Archive of the chart. */
  readonly chart: string;
  readonly nodes: readonly NodeKind[];
  /** Namespaces that it may install in: the scheduler of a chart is named after its release. */
  readonly namespaces: readonly string[];
  /** Whether the settings are for a cluster that exists. @default false: for one in the simulated Azure */
  readonly exists?: boolean;
}

/** Opens a cluster and a stack of its own. Both go when `use` ends, however it ends. */
export async function onRealCluster<T>(options: RealStackOptions, use: (real: RealStack) => Promise<T>): Promise<T> {
  const { parts, chart, nodes, namespaces, stack, config, exists, set } = options;
  const folder = mkdtempSync(join(tmpdir(), "binderhub-real-"));
  let rehearsal: Rehearsal | undefined;
  let cluster: RealCluster | undefined;
  let balancer: { readonly stop: () => void } | undefined;
  try {
    const engine = await options.engine(folder);
    const schedulers = namespaces.map((namespace) => ({ schedulerName: `${namespace}-user-scheduler` }));
    cluster = await RealCluster.start({ parts, folder: join(folder, "cluster"), nodes, schedulers });
    const existing = { "existing.kubeconfig": cluster.kubeconfigFile, "existing.context": cluster.context };
    ({ rehearsal } = await openRehearsal({
      ...{ engine, stack, config, folder: join(folder, "stack") },
      real: { path: parts.path, kubeconfig: cluster.kubeconfig },
      // Pods are ready at once: who waits longer waits in vain.
      set: {
        "chart.path": unpacked(chart, folder),
        "chart.timeout": "300",
        ...(exists === true && existing),
        ...set,
      },
    }));
    balancer = loadBalancer(cluster.api, rehearsal.clouds);
    return await use({ rehearsal, cluster });
  } finally {
    balancer?.stop();
    rehearsal?.close();
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
