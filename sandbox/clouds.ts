import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** A thing that exists in one of the simulated clouds. */
export interface Thing {
  /** Pulumi type token, such as `azure-native:network:PublicIPAddress`. */
  readonly type: string;
  /** What it is like, secrets blotted out. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Which of it was asked for, as it was asked for, secrets blotted out. @default nothing is known of that */
  readonly given?: Readonly<Record<string, unknown>>;
}

/** A request that a provider sent to Azure, and what was there when it came. */
export interface CloudRequest {
  readonly method: "PUT" | "DELETE";
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What a read would have answered just before. `undefined` where nothing was there. */
  readonly before?: Readonly<Record<string, unknown>>;
  /** What it changed of node pools that were there. */
  readonly poolChanges: readonly PoolChange[];
  /** Node pools that were there, and that a list of all node pools left out. Azure keeps them; no program should count on it. */
  readonly leftOut: readonly string[];
}

/** What a request changed of a node pool. */
export interface PoolChange {
  readonly pool: string;
  readonly property: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What is so in the world around the stack. */
export interface World {
  /** Names of container registries that others have. */
  readonly registryNames: Set<string>;
  /** Domain name labels that others have in the region. */
  readonly dnsLabels: Set<string>;
  /** VM sizes that the region, or the subscription, does not have. */
  readonly sizesNotOffered: Set<string>;
  /** VM sizes of which the region has no more to give for the moment. */
  readonly sizesUsedUp: Set<string>;
  /** VM sizes of which the region has no more when it comes to making nodes: the request was taken before. */
  readonly sizesThatRunOut: Set<string>;
  /** Ids of clusters to which something else writes when the next request comes, which is refused. */
  readonly clustersWrittenTo: Set<string>;
  /** Tags that a policy of the subscription adds to whatever can be tagged. */
  readonly policyTags: Map<string, string>;
  /** Whether two node pools of a cluster can not be made at a time. AKS takes requests for different pools at a time. */
  oneOperationPerCluster: boolean;
}

/**
 * Everything that exists in the simulated Azure and Kubernetes, by id. Kept in a file beside the Pulumi state, so that up, edit,
 * refresh and destroy work as separate commands, and so that it survives a killed engine as a real cloud would.
 */
export class Clouds {
  private readonly things: Map<string, Thing>;
  private readonly makings = new Map<string, number>();
  /** Every request that changed something in Azure, since this process began. */
  readonly requests: CloudRequest[] = [];
  /** What is busy with an operation, and with which. */
  readonly busy = new Map<string, string>();
  /** What others have done, and what the subscription is not offered: for tests to set. */
  readonly world: World = {
    registryNames: new Set(),
    dnsLabels: new Set(),
    sizesNotOffered: new Set(),
    sizesUsedUp: new Set(),
    sizesThatRunOut: new Set(),
    clustersWrittenTo: new Set(),
    policyTags: new Map(),
    oneOperationPerCluster: false,
  };

  constructor(private readonly file: string) {
    const saved: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
    this.things = new Map(Object.entries(saved as Record<string, Thing>));
  }

  get(id: string): Thing | undefined {
    return this.things.get(id);
  }

  /** All that exists, by id. */
  all(): [string, Thing][] {
    return [...this.things.entries()];
  }

  /** Those of a type, by id. */
  ofType(type: string): [string, Thing][] {
    return this.all().filter(([, thing]) => thing.type === type);
  }

  put(id: string, thing: Thing): void {
    if (!this.things.has(id)) this.makings.set(id, this.timesMade(id) + 1);
    this.things.set(id, thing);
    this.save();
  }

  /** How often this process has seen it made: what is made again is not what was there before. */
  timesMade(id: string): number {
    return this.makings.get(id) ?? 0;
  }

  /** Edits a thing behind Pulumi's back: its properties become others, `undefined` takes one away. */
  edit(id: string, changes: Readonly<Record<string, unknown>>): void {
    const thing = this.things.get(id);
    if (thing === undefined) throw new Error(`nothing in the clouds has the id ${id}`);
    const properties = Object.entries({ ...thing.properties, ...changes }).filter(([, value]) => value !== undefined);
    this.put(id, { ...thing, properties: Object.fromEntries(properties) });
  }

  /** Removes a thing and all that lies below it (`id/…`). */
  remove(id: string): void {
    for (const key of this.things.keys()) {
      if (key === id || key.startsWith(`${id}/`)) this.things.delete(key);
    }
    this.save();
  }

  private save(): void {
    writeFileSync(`${this.file}.new`, JSON.stringify(Object.fromEntries(this.things), null, 2));
    renameSync(`${this.file}.new`, this.file);
  }
}
