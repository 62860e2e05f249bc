import { type HubFacts } from "../../../components/operate/facts";
import { at, isRecord } from "../../../settings/untyped";
import { type Cluster } from "../cluster";
import { inPod } from "../python";
import { type Web } from "../web";
import { type Kind } from "./report";
import { type Session } from "./session";
import { type Certificate } from "./certificate";

/** What the probes look at. */
export interface World {
  readonly facts: HubFacts;
  readonly cluster: Cluster;
  readonly web: Web;
  readonly kind: Kind;
  /** Aborted when the check is to end: what waits stops waiting. */
  readonly signal: AbortSignal;
  /** The server that the check started, as long as there is one. */
  readonly session: Session;
  /** The certificates of the hub's hosts: asked once. */
  readonly certificates: () => Promise<readonly Certificate[]>;
  /** What BinderHub's pod says of itself and of its neighbours: asked once. */
  readonly binder: () => Promise<Insight>;
  /** What the hub's pod says of the login, and of its database. */
  readonly hub: () => Promise<Insight>;
}

/** What code in a pod printed. */
export type Insight = Readonly<Record<string, unknown>>;

/** A host whose name every hub must find: packages come from there. */
export const publicHost = "pypi.org";

/** A name that only the cluster's own DNS knows: the Service of the hub. */
export const insideHost = "hub";

/** The world of a hub. */
export function worldOf(
  basis: Pick<World, "facts" | "cluster" | "web" | "session" | "kind" | "signal" | "certificates">,
): World {
  const { facts, cluster } = basis;
  const hosts = [
    ...new Set([facts.hubUrl, facts.binderUrl].map((url) => new URL(url).hostname)),
    publicHost,
    insideHost,
  ];
  return {
    ...basis,
    binder: once(() =>
      binderSays(cluster, ["config", "hub", "github", ...(facts.registry.type === "none" ? [] : ["registry"])], hosts),
    ),
    hub: once(() => insight(cluster, "hub", "hub.py", ["database", ...(usesApp(facts) ? ["oauth"] : [])])),
  };
}

/** What BinderHub's pod says of itself and of its neighbours. @param names hosts that it looks up */
export function binderSays(
  cluster: Cluster,
  parts: readonly string[],
  names: readonly string[] = [],
): Promise<Insight> {
  return insight(cluster, "binder", "binder.py", { names, parts });
}

/** Whether people log in with an app of an identity provider. */
export function usesApp({ login }: HubFacts): boolean {
  return login !== "none" && login !== "dummy";
}

/** What code in a pod said of this hub. */
async function insight(...[cluster, part, file, wish]: [Cluster, "binder" | "hub", string, unknown]): Promise<Insight> {
  const said = await inPod(cluster, part, file, [JSON.stringify(wish)], 60);
  if (!isRecord(said)) throw new Error(`${file} said nothing`);
  return said;
}

/** A value that is asked for once, however many want it. */
export function once<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let asked: Promise<Value> | undefined;
  return () => (asked ??= ask());
}

/** A text in what a pod said. */
export function textIn(said: unknown, ...path: string[]): string {
  const value = at(said, ...path);
  return typeof value === "string" ? value : "";
}

/** A number in what a pod said. */
export function numberIn(said: unknown, ...path: string[]): number | undefined {
  const value = at(said, ...path);
  return typeof value === "number" ? value : undefined;
}
