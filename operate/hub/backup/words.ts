import { databaseClaim } from "../../../components/backup/names";
import { table } from "../show";
import { type Paint } from "../check/words";
import { isGood } from "./kept";
import { type Restored } from "./restore";
import { type BackupReport, type Copied } from "./run";
import { inWords, type Snapshot } from "./snapshots";

/** A size for people: `1.2 GiB`. */
export function sizeInWords(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;
  // What would be rounded to 1024 of a unit is 1.0 of the next.
  const found = units.findIndex((_, index) => Math.round(bytes / 1024 ** index) < 1024);
  const power = found === -1 ? units.length - 1 : found;
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? ""}`;
}

/** What a claim holds, for people. */
export function nameOf({ claim, user }: Pick<Copied, "claim" | "user">): string {
  if (claim === databaseClaim) return "the hub's database";
  return user ?? claim;
}

/** One claim of a backup that runs. */
export function copiedInWords(copied: Copied, count: number, of: number): string {
  const { state, bytes = 0, added = 0, why = "" } = copied;
  const how =
    state === "failed"
      ? `failed: ${why}`
      : `${sizeInWords(bytes)}, ${sizeInWords(added)} new${state === "incomplete" ? `, not all: ${why}` : ""}`;
  return `${count}/${of} ${nameOf(copied)}: ${how}`;
}

/** What came of a backup. */
export function backupInWords(report: BackupReport, repository: string, paint: Paint): string {
  const { copies, began, seconds, withoutDatabase, notTidied } = report;
  const there = copies.filter(({ state }) => state !== "failed");
  const people = there.filter(({ kind }) => kind === "person").length;
  const folders = there.filter(({ kind }) => kind === "folder").length;
  const parts = [
    there.some(({ kind }) => kind === "database") ? "the hub's database" : undefined,
    `${people} ${people === 1 ? "volume of a person" : "volumes of people"}`,
    report.unchanged === 0
      ? undefined
      : `${report.unchanged} left as ${report.unchanged === 1 ? "it is" : "they are"}, as nobody used ${report.unchanged === 1 ? "it" : "them"} since the last copy`,
    folders === 0 ? undefined : `${folders} shared ${folders === 1 ? "folder" : "folders"}`,
  ].filter((part) => part !== undefined);
  const sum = (of: (copied: Copied) => number | undefined) => there.reduce((all, one) => all + (of(one) ?? 0), 0);
  const good = isGood(report);
  return [
    paint(good ? "green" : "red", good ? "Copied." : "Not everything was copied."),
    `${inWords(began)}: ${parts.join(", ")}. ${sizeInWords(sum(({ bytes }) => bytes))} in all, ${sizeInWords(sum(({ added }) => added))} new, in ${seconds} s.`,
    ...copies
      .filter(({ state }) => state !== "copied")
      .map((one) => `  ${nameOf(one)} (${one.claim}): ${one.state}: ${one.why ?? ""}`),
    ...(withoutDatabase === undefined ? [] : [`The hub's database is not in it: ${withoutDatabase}.`]),
    ...(notTidied === undefined ? [] : [`Copies that are too old could not be deleted: ${notTidied}`]),
    `It is in ${repository}. To look: npm run hub -- backup --list`,
  ].join("\n");
}

/** The backups that there are, a line for each. */
export function listInWords(all: readonly Snapshot[], namespace: string): string {
  if (all.length === 0) return "There is no backup yet. To make one: npm run hub -- backup";
  const times = [...new Set(all.map((one) => `${one.namespace} ${one.time}`))];
  const rows = times.map((key) => {
    const copies = all.filter((one) => `${one.namespace} ${one.time}` === key);
    const [first] = copies;
    const bytes = copies.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
    return [
      inWords(first?.time ?? ""),
      first?.namespace === namespace ? "" : (first?.namespace ?? ""),
      copies.some(({ claim }) => claim === databaseClaim) ? "yes" : "no",
      String(copies.filter(({ claim }) => claim !== databaseClaim).length),
      sizeInWords(bytes),
    ];
  });
  const others = rows.some(([, other]) => other !== "");
  const shown = others ? rows : rows.map(([time, , ...rest]) => [time ?? "", ...rest]);
  return table(["when", ...(others ? ["of another hub"] : []), "database", "volumes copied", "size"], shown);
}

/** What a restore would do, before it is asked for. */
export function planInWords(snapshots: readonly Snapshot[], running: number): string {
  const database = snapshots.find(({ claim }) => claim === databaseClaim);
  const files = snapshots.filter(({ claim }) => claim !== databaseClaim);
  const rows = files.map((one) => [
    nameOf(one),
    one.claim,
    inWords(one.time),
    String(one.files ?? ""),
    sizeInWords(one.bytes ?? 0),
  ]);
  return [
    ...(database === undefined
      ? []
      : [
          `The hub's database of ${inWords(database.time)}: who is a user, and who is logged in. The hub stops for about a minute. ` +
            (running === 0
              ? "Nobody has a server now."
              : `${running === 1 ? "1 server runs, and ends" : `${running} servers run, and end`}: the database of then does not know ${running === 1 ? "it" : "them"}.`) +
            " The present database stays beside it as jupyterhub.sqlite.before-restore.",
        ]),
    ...(files.length === 0
      ? []
      : [
          ...(database === undefined ? [] : [""]),
          "Files, into the volume they are from. Nothing is overwritten: where there are files, what comes back is in a folder restored-….",
          table(["whose", "volume", "copy of", "files", "size"], rows),
        ]),
  ].join("\n");
}

/** One thing that is back. */
export function restoredInWords(restored: Restored): string {
  const { state, folder, why = "" } = restored;
  return `${nameOf(restored)}: ${state === "failed" ? `failed: ${why}` : folder === undefined ? "is back" : `is back, in the folder ${folder} of the volume`}`;
}
