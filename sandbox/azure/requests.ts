import { type Clouds } from "../clouds";

/** A request that a provider sent to Azure, and what was there when it came. */
export interface CloudRequest {
  readonly method: "PUT" | "DELETE";
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What a read would have answered just before. `undefined` if nothing was there. */
  readonly before?: Readonly<Record<string, unknown>>;
  /** What it changed of node pools that were there. */
  readonly poolChanges: readonly PoolChange[];
  /** Node pools that were there, and that a list of all node pools left out. Azure keeps them, but no program should rely on it. */
  readonly leftOut: readonly string[];
}

/** What a request changed of a node pool. */
export interface PoolChange {
  readonly pool: string;
  readonly property: string;
  readonly from: unknown;
  readonly to: unknown;
}

const requests = new WeakMap<Clouds, CloudRequest[]>();

/** Every request that changed something in Azure, since this process began. */
export function requestsOf(clouds: Clouds): CloudRequest[] {
  const known = requests.get(clouds) ?? [];
  requests.set(clouds, known);
  return known;
}
