import { vmSizePattern } from "../../settings/names";

/**
 * What is billed, and its unit. `vm`, `spot` and `disk` have the size after them: `vm/Standard_D2s_v5`, `disk/P10`, `disk/E1-ZRS`.
 * @see https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices
 */
export const meters = {
  /** A machine with Linux, and one that Azure may take back. */
  vm: "an hour",
  spot: "an hour",
  /** A managed disk: P premium SSD, E standard SSD; copies in one zone unless `-ZRS` follows. */
  disk: "a month",
  address: "an hour",
  /** A standard load balancer with up to five rules. */
  balancer: "an hour",
  "balancer-data": "a GB",
  /** The control plane of a cluster, by tier. */
  control: "an hour",
  /** A container registry, by tier. */
  registry: "a day",
  "registry-storage": "a GB and month",
  "files-standard": "a GiB and month",
  "files-premium": "a GiB and month",
  /** Blobs that are read and written often, by redundancy. */
  blobs: "a GB and month",
  "logs-taken": "a GB",
  "logs-kept": "a GB and month",
  "metrics-taken": "10 million samples",
  "web-test": "a run",
  traffic: "a GB",
} as const;

/** What is billed, without the size that follows it. */
export type Kind = keyof typeof meters;

/** What a meter of a price is. `undefined` if there is none. */
export function kindOf(meter: string): Kind | undefined {
  const [kind = ""] = meter.split("/");
  return Object.hasOwn(meters, kind) ? (kind as Kind) : undefined;
}

/** What follows a kind, where something does. Sizes that the table does not have may be priced, and a disk may have the name of a storage class. */
const rest: Readonly<Partial<Record<Kind, RegExp>>> = {
  ...{ vm: vmSizePattern, spot: vmSizePattern },
  disk: /^([EP]\d+(-ZRS)?|[a-z0-9]([-.a-z0-9]*[a-z0-9])?)$/,
  control: /^(Free|Standard|Premium)$/,
  registry: /^(Basic|Standard|Premium)$/,
  blobs: /^(LRS|ZRS|GRS|GZRS)$/,
};

/** Whether something could be billed under a name. */
export function isMeter(name: string): boolean {
  const kind = kindOf(name);
  if (kind === undefined) return false;
  const after = rest[kind];
  return after === undefined ? name === kind : name[kind.length] === "/" && after.test(name.slice(kind.length + 1));
}
