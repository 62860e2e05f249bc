import { type Edits, existingStack, type StackConfig } from "../../stack/stack";

const nodes = { "azure.resourceGroup": "a".repeat(83), "azure.nodeResourceGroup": "nodes" };
const rest = { type: "restic", repository: "rest:https://backup.example.org/hub" };

/** Settings of backups that are taken. */
export const goodBackups: readonly (readonly [name: string, edits: Edits, base?: StackConfig])[] = [
  ["backups in an account of 3", { backup: { type: "azure", account: "a1b" } }],
  [
    "backups in an account of 24, in two regions",
    { backup: { type: "azure", account: "a".repeat(24), redundancy: "GRS" } },
  ],
  [
    "backups of the shortest time",
    { backup: { type: "azure", account: "abc", keep: { days: 1, weeks: 0, months: 0 } } },
  ],
  ["the longest resource group beside a backup's", { ...nodes, backup: { type: "azure", account: "abc" } }],
  ["a repository that needs nothing to be let in", { backup: rest }],
  ["the same on a cluster that is there", { backup: { ...rest, every: "6h", at: "23:59" } }, existingStack],
];
