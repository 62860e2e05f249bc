import { type Edits } from "../../stack/stack";
import { type Row } from "../../stack/row";

const az = "binderhub:azure";
const family = (cores: number, more: Edits = {}): Edits => ({ "azure.quotas": { standardDSv5Family: cores }, ...more });
const pool = (keys: object) => ({ "azure.pools": { users: { role: "user", vmSize: "Standard_D4s_v5", ...keys } } });
const beside = (keys: object): Edits => ({
  "azure.pools": {
    users: { role: "user", vmSize: "Standard_D4s_v5", max: 1 },
    cheap: { role: "user", vmSize: "Standard_E8s_v5", spot: true, min: 0, ...keys },
  },
});

/** What is wrong with what a cluster takes of its quotas. By hand: a pool's cores are (nodes at most + 1 for upgrades) × cores. */
export const quotaRows: readonly Row[] = [
  [
    "no room for an upgrade's node",
    { "azure.coreQuota": 6 },
    `${az}.nodeCount`,
    /at most 2: \(3 \+ 1 for upgrades\) × .*= 8 cores of the region/,
  ],
  [
    "a family's quota that the region's does not show",
    family(6, { "azure.coreQuota": 100 }),
    `${az}.nodeCount`,
    /at most 2: .*8 cores of standardDSv5Family, and azure\.quotas\.standardDSv5Family is 6/,
  ],
  [
    "a family's quota in another spelling",
    { "azure.quotas": { StandardDSV5Family: 6 } },
    `${az}.nodeCount`,
    /8 cores of StandardDSV5Family/,
  ],
  [
    "two pools of one family",
    family(16, pool({ max: 2 })),
    `${az}.nodeCount`,
    /at most 1: .*= 20 cores of standardDSv5Family/,
  ],
  [
    "a pool that alone exceeds its family's quota",
    { "azure.quotas": { standardESv5Family: 16 }, ...pool({ vmSize: "Standard_E8s_v5", max: 4 }) },
    `${az}.pools.users.max`,
    /at most 1: \(4 \+ 1 for upgrades\) × .*= 40 cores of standardESv5Family/,
  ],
  [
    "spot nodes beyond their quota",
    { "azure.quotas": { lowPriorityCores: 16 }, ...beside({ max: 3 }) },
    `${az}.pools.cheap.max`,
    /at most 2: 3 × Standard_E8s_v5 .*= 24 cores of lowPriorityCores/,
  ],
  [
    "spot nodes where there are none for them",
    { "azure.quotas": { lowPriorityCores: 0 }, ...beside({ max: 3 }) },
    `${az}.quotas.lowPriorityCores`,
    /ask Azure for more \('az quota update'\)/,
  ],
  [
    "the region, with the command that tells",
    { "azure.coreQuota": 4 },
    `${az}.nodeCount`,
    /'az vm list-usage --location westeurope' tells/,
  ],
  [
    "the region's quota under its other name",
    { "azure.quotas": { cores: 10 } },
    `${az}.quotas.cores`,
    /other than cores, which is coreQuota/,
  ],
  [
    "a quota in words",
    { "azure.quotas": { standardDSv5Family: "ten" } },
    `${az}.quotas.standardDSv5Family`,
    /whole number from 0/,
  ],
  ["a list of quotas", { "azure.quotas": [10] }, `${az}.quotas`, /cores by the name of their quota/],
];
