import * as fc from "fast-check";
import { isGood, keepBackup, type KeptBackup, keptOf, readKeptBackup } from "../../../operate/hub/backup/kept";
import { type BackupReport, type Copied } from "../../../operate/hub/backup/run";
import {
  backupInWords,
  copiedInWords,
  listInWords,
  nameOf,
  planInWords,
  restoredInWords,
  sizeInWords,
} from "../../../operate/hub/backup/words";
import { snapshotsIn } from "../../../operate/hub/backup/snapshots";
import { listOf, play } from "./fake-cluster";

const plain = (_: unknown, text: string) => text;
const ada: Copied = {
  claim: "claim-ada",
  kind: "person",
  user: "ada",
  state: "copied",
  files: 3,
  bytes: 2048,
  added: 1024,
};
const database: Copied = { claim: "hub-db-dir", kind: "database", state: "copied", bytes: 1024, added: 0 };
const bob: Copied = { claim: "claim-bob", kind: "person", user: "bob", state: "failed", why: "no disk" };
const eve: Copied = {
  claim: "claim-eve",
  kind: "person",
  user: "eve",
  state: "incomplete",
  bytes: 1024,
  why: "x: denied",
};
const reportOf = (copies: readonly Copied[], edits: Partial<BackupReport> = {}): BackupReport => ({
  ...{ began: "2026-11-28T02:41:00.000Z", seconds: 7, copies, unchanged: 0 },
  ...edits,
});
const elsewhere = "the hub keeps it on no volume: where it is a database server's, that makes its own backups";

describe("a backup", () => {
  test.each<[string, BackupReport, boolean]>([
    ["of everything", reportOf([ada, database]), true],
    ["of a hub whose database is elsewhere", reportOf([ada], { withoutDatabase: elsewhere }), true],
    ["that could not delete old copies", reportOf([ada], { notTidied: "locked" }), true],
    ["in which a volume failed", reportOf([ada, bob]), false],
    ["in which a volume is not all there", reportOf([ada, eve]), false],
    ["whose database could not be copied", reportOf([ada], { withoutDatabase: "it could not be copied: full" }), false],
  ])("%s", (_what, report, good) => {
    expect(isGood(report)).toBe(good);
    // The time of the last good one moves only with a good one.
    expect(keptOf(report, "2026-11-01T00:00:00.000Z").lastGood).toBe(good ? report.began : "2026-11-01T00:00:00.000Z");
    expect("lastGood" in keptOf(report, undefined)).toBe(good);
  });

  test("is kept without the name of anybody with whom all went well", () => {
    const kept = keptOf(reportOf([ada, bob, eve, database]), undefined);
    expect(kept).toMatchObject({ copied: 3, bytes: 4096, seconds: 7 });
    expect(kept.wrong).toEqual([
      { claim: "claim-bob", state: "failed", why: "no disk" },
      { claim: "claim-eve", state: "incomplete", why: "x: denied" },
    ]);
    expect(JSON.stringify(kept)).not.toMatch(/ada/);
    expect(JSON.stringify(keptOf(reportOf([ada, database]), undefined))).not.toMatch(/ada|hub-db-dir/);
  });

  const keep = (report: BackupReport, last?: string) =>
    play(
      last === undefined ? {} : { configMap: { metadata: { name: "binder-backup-results" }, data: { last } } },
      async ({ cluster }) => {
        await keepBackup(cluster, report);
        return readKeptBackup(cluster);
      },
    );

  test("makes the ConfigMap the first time", async () => {
    const { result, events } = await keep(reportOf([ada]));
    expect({ result, events }).toEqual({ result: keptOf(reportOf([ada]), undefined), events: ["ConfigMap made"] });
  });

  test("that is not good leaves the time of the last good one there", async () => {
    const last = JSON.stringify({ lastGood: "2026-11-27T02:41:00.000Z" } satisfies Partial<KeptBackup>);
    const { result, events } = await keep(reportOf([bob]), last);
    expect(result?.lastGood).toBe("2026-11-27T02:41:00.000Z");
    expect(events).toEqual(["ConfigMap changed"]);
  });

  test("is kept also where somebody wrote nonsense there", async () => {
    expect((await keep(reportOf([ada]), "nonsense")).result?.lastGood).toBe("2026-11-28T02:41:00.000Z");
  });
});

describe("a size", () => {
  test.each([
    [0, "0 B"],
    [1, "1 B"],
    [1023, "1023 B"],
    [1024, "1.0 KiB"],
    [1536, "1.5 KiB"],
    [1024 ** 2 - 1, "1.0 MiB"],
    [150 * 1024 ** 2, "150 MiB"],
    [1.2 * 1024 ** 3, "1.2 GiB"],
    [1024 ** 4, "1.0 TiB"],
  ])("of %d bytes is %s", (bytes, words) => expect(sizeInWords(bytes)).toBe(words));

  test("is a number below 1024 with a unit, and near what it is", () => {
    const powers = ["B", "KiB", "MiB", "GiB", "TiB"];
    const below = fc.integer({ min: 0, max: 49 }).chain((power) => fc.integer({ min: 0, max: 2 ** power }));
    fc.assert(
      fc.property(below, (bytes) => {
        const [, value = "", unit = ""] = /^(\d+(?:\.\d)?) ([KMGT]iB|B)$/.exec(sizeInWords(bytes)) ?? [];
        expect(Number(value)).toBeLessThan(1024);
        expect(value).not.toBe("");
        const again = Number(value) * 1024 ** powers.indexOf(unit);
        expect(Math.abs(again - bytes)).toBeLessThanOrEqual(bytes * 0.05);
      }),
      { examples: [[1024 ** 2 - 1], [1024 ** 3 - 1], [1024 ** 4 - 1], [1023.5 * 1024]] },
    );
  });
});

describe("what is said", () => {
  test.each<[Copied, string]>([
    [ada, "2/9 ada: 2.0 KiB, 1.0 KiB new"],
    [database, "2/9 the hub's database: 1.0 KiB, 0 B new"],
    [bob, "2/9 bob: failed: no disk"],
    [eve, "2/9 eve: 1.0 KiB, 0 B new, not all: x: denied"],
  ])("of one volume", (copied, words) => expect(copiedInWords(copied, 2, 9)).toBe(words));

  test("of a shared folder is its claim", () => expect(nameOf({ claim: "folder-course" })).toBe("folder-course"));

  test("of a good backup", () => {
    const folder: Copied = { claim: "folder-course", kind: "folder", state: "copied", bytes: 0 };
    expect(backupInWords(reportOf([ada, database, folder]), "azure:hub:/", plain)).toBe(
      [
        "Copied.",
        "2026-11-28 02:41 UTC: the hub's database, 1 volume of a person, 1 shared folder. 3.0 KiB in all, 1.0 KiB new, in 7 s.",
        "It is in azure:hub:/. To look: npm run hub -- backup --list",
      ].join("\n"),
    );
  });

  test("of one in which something went wrong is what, and why", () => {
    const edits = { withoutDatabase: "it could not be copied: full", notTidied: "locked" };
    const said = backupInWords(reportOf([ada, bob, eve], edits), "azure:hub:/", plain);
    expect(said).toMatch(/^Not everything was copied\./);
    expect(said).toMatch(/bob \(claim-bob\): failed: no disk/);
    expect(said).toMatch(/eve \(claim-eve\): incomplete: x: denied/);
    expect(said).toMatch(/database is not in it: it could not be copied: full/);
    expect(said).toMatch(/too old could not be deleted: locked/);
    expect(said).not.toMatch(/ada/);
  });

  const copies = snapshotsIn(
    listOf([
      { id: "1", claim: "hub-db-dir", time: "2026-11-28T02:41:00Z" },
      { id: "2", claim: "claim-ada", time: "2026-11-28T02:41:00Z", user: "ada" },
      { id: "3", claim: "claim-ada", time: "2026-11-27T02:41:00Z", user: "ada" },
    ]),
  );

  test("of the backups that there are is a line for each", () => {
    const lines = listInWords(copies, "binderhub").split("\n");
    expect(lines[0]).toMatch(/^when +database +volumes copied +size$/);
    expect(lines[1]).toMatch(/^2026-11-28 02:41 UTC +yes +1 /);
    expect(lines[2]).toMatch(/^2026-11-27 02:41 UTC +no +1 /);
    expect(lines).toHaveLength(3);
  });

  test("of those of another hub is whose they are", () => {
    expect(listInWords(copies, "new-hub")).toMatch(/of another hub[^]*2026-11-28 02:41 UTC +binderhub/);
  });

  test("where there are none is how to make one", () =>
    expect(listInWords([], "binderhub")).toMatch(/npm run hub -- backup/));

  test.each([
    [0, /Nobody has a server now/],
    [1, /1 server runs, and ends/],
    [2, /2 servers run, and end/],
  ])("before the database comes back, with %d servers", (running, words) => {
    expect(planInWords(copies, running)).toMatch(words);
    expect(planInWords(copies, running)).toMatch(/jupyterhub\.sqlite\.before-restore/);
  });

  test("before files come back is that nothing is overwritten, and nothing of the hub's pause", () => {
    const plan = planInWords(
      copies.filter(({ id }) => id === "2"),
      3,
    );
    expect(plan).toMatch(/Nothing is overwritten[^]*ada +claim-ada +2026-11-28 02:41 UTC/);
    expect(plan).not.toMatch(/server|hub/);
  });

  test.each([
    [{ claim: "claim-ada", user: "ada", state: "restored" } as const, "ada: is back"],
    [
      { claim: "claim-ada", user: "ada", state: "restored", folder: "restored-x" } as const,
      "ada: is back, in the folder restored-x of the volume",
    ],
    [{ claim: "hub-db-dir", state: "failed", why: "no disk" } as const, "the hub's database: failed: no disk"],
  ])("of what came back: %j", (restored, words) => expect(restoredInWords(restored)).toBe(words));
});
