import { backupResults } from "../../../components/backup/names";
import { type Cluster } from "../cluster";
import { configMapIn } from "../config-map";
import { type BackupReport, type Copied } from "./run";

/** What is kept of the last backup. It names volumes only where something went wrong. */
export interface KeptBackup {
  /** When it began: ISO 8601, UTC. */
  readonly began: string;
  readonly seconds: number;
  readonly copied: number;
  /** Bytes in all of them. */
  readonly bytes: number;
  readonly wrong: readonly Pick<Copied, "claim" | "state" | "why">[];
  /** Why there is no copy of the database. @default there is one */
  readonly withoutDatabase?: string;
  readonly notTidied?: string;
  /** The last one of which nothing was missing: ISO 8601, UTC. @default there was none yet */
  readonly lastGood?: string;
}

/** What of a backup is missing. */
export function missingIn({ copies }: Pick<BackupReport, "copies">): readonly Copied[] {
  return copies.filter(({ state }) => state !== "copied");
}

/** Whether all that the hub has on volumes was copied. A database elsewhere is not its affair. */
export function isGood(report: Pick<BackupReport, "copies" | "withoutDatabase">): boolean {
  return missingIn(report).length === 0 && !(report.withoutDatabase ?? "").startsWith("it could not");
}

/** Reads what came of the last backup. `undefined` if there was none yet. @throws CannotLook if the cluster does not say */
export async function readKeptBackup(cluster: Cluster): Promise<KeptBackup | undefined> {
  const found = await configMapIn(cluster, backupResults, "read what came of the last backup");
  try {
    return JSON.parse(found?.data?.last ?? "") as KeptBackup;
  } catch {
    // Nobody wrote it yet, or a person did.
    return undefined;
  }
}

/** Keeps what came of a backup. The first one makes the ConfigMap, which goes with the namespace. */
export async function keepBackup(cluster: Cluster, report: BackupReport): Promise<void> {
  const { core, namespace } = cluster;
  const before = await readKeptBackup(cluster);
  const data = { last: JSON.stringify(keptOf(report, before?.lastGood), undefined, 1) };
  const name = backupResults;
  const body: object = { metadata: { name }, data };
  const there = await configMapIn(cluster, name, "keep the result");
  await cluster.ask(
    "keep the result",
    there === undefined
      ? core.createNamespacedConfigMap({ namespace, body })
      : core.patchNamespacedConfigMap({ name, namespace, body: [{ op: "add", path: "/data", value: data }] }),
  );
}

/** What is kept of a report. */
export function keptOf(report: BackupReport, lastGood: string | undefined): KeptBackup {
  const { began, seconds, copies, withoutDatabase, notTidied } = report;
  const good = isGood(report) ? began : lastGood;
  return {
    ...{ began, seconds, copied: copies.filter(({ state }) => state !== "failed").length },
    bytes: copies.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
    wrong: missingIn(report).map(({ claim, state, why }) => ({ claim, state, ...(why !== undefined && { why }) })),
    ...(withoutDatabase !== undefined && { withoutDatabase }),
    ...(notTidied !== undefined && { notTidied }),
    ...(good !== undefined && { lastGood: good }),
  };
}
