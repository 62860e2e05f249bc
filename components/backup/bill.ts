import { bill } from "../cost/bill";

/**
 * What backups take, in parts of the volumes' size. How much people write, and how well it can be compressed, nobody knows before: these are
 * assumptions.
 */
const share = { least: 0, likely: 0.5, most: 2 };

/** The storage account for backups: what is in it. Reads and writes are not counted. */
export const backupBill = bill(
  ["backup"],
  ({ backup }, { stored }) =>
    backup.type === "azure"
      ? [
          {
            part: "backups",
            meter: `blobs/${backup.redundancy}`,
            units: { least: share.least * stored, likely: share.likely * stored, most: share.most * stored },
          },
        ]
      : [],
  ({ backup }) =>
    backup.type === "azure"
      ? { assumed: { backups: `likely ${share.likely * 100} % of the volumes' size, at most ${share.most * 100} %` } }
      : {},
);
