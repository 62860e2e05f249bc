import { findEngine } from "../../rehearse/engine";
import { onRealCluster, type RealStack } from "../../rehearse/open-real";
import { findParts } from "../../rehearse/parts";
import { type NodeKind } from "../../sandbox/real/nodes";
import { killable, type KillableEngine } from "../faults/killable";

/** A stack with a real cluster behind it. */
export interface Stage extends RealStack {
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
  let engine: KillableEngine | undefined;
  return onRealCluster(
    {
      ...{ parts, stack, chart, nodes, set, namespaces },
      engine: async (folder) => (engine = await killable(await findEngine(() => undefined), folder)),
      exists: stack === "local",
    },
    (real) => play({ ...real, kubectl: parts.program("kubectl"), kill: () => engine?.kill() }),
  );
}
