import { zonesStay } from "../../../components/backup/changes";
import { backupLosses } from "../../../components/backup/losses";
import { type Recorded } from "../../../standing/recorded";
import { edited, type Edits, settingsOf } from "../../stack/stack";

const azure = (redundancy: string, account = "mybackup"): Edits => ({ backup: { type: "azure", account, redundancy } });
const restic: Edits = { backup: { type: "restic", repository: "rest:https://backup.example.org/hub" } };
const settings = (edits: Edits) => settingsOf(edited(edits));

/** What the last run left. */
function recorded({ sku, password = true }: { sku?: string; password?: boolean }): Recorded {
  const all: [string, object][] = [
    ...(password ? ([["backup-password", {}]] as [string, object][]) : []),
    ...(sku === undefined
      ? []
      : ([
          ["backup-store-group", { name: "testhub-backup" }],
          ["backup-store-account", { name: "mybackup", sku: { name: `Standard_${sku}` } }],
        ] as [string, object][])),
  ];
  return new Map(all.map(([name, outputs]) => [name, { type: "", outputs: { ...outputs } }]));
}

describe("zones of an account", () => {
  const problems = (was: string, edits: Edits) => zonesStay(settings(edits), { recorded: recorded({ sku: was }) });

  test.each([
    ["LRS", "LRS"],
    ["LRS", "GRS"],
    ["GRS", "LRS"],
    ["RAGRS", "GRS"],
    ["ZRS", "GZRS"],
    ["GZRS", "ZRS"],
  ])("stay from %s to %s", (was, redundancy) => expect(problems(was, azure(redundancy))).toEqual([]));

  test.each([
    ["LRS", "ZRS", "ZRS"],
    ["LRS", "GZRS", "ZRS"],
    ["GRS", "ZRS", "GZRS"],
    ["RAGRS", "GZRS", "RAGZRS"],
    ["ZRS", "LRS", "LRS"],
    ["GZRS", "LRS", "GRS"],
  ])("would change from %s to %s: that needs a conversion to %s first", (was, redundancy, first) => {
    const [problem] = problems(was, azure(redundancy));
    expect(problem).toMatchObject({ key: "binderhub:backup.redundancy", value: redundancy });
    expect(problem?.rule).toContain(
      `az storage account migration start --account-name mybackup --resource-group testhub-backup --sku Standard_${first} `,
    );
    expect(problem?.mend).toContain(was.replace("RA", ""));
  });

  test("are those of another account where the account is another", () =>
    expect(problems("LRS", azure("ZRS", "otherbackup"))).toEqual([]));

  test("are nobody's where there is no account", () => {
    expect(zonesStay(settings(azure("ZRS")), { recorded: new Map() })).toEqual([]);
    expect(problems("LRS", restic)).toEqual([]);
  });
});

describe("what is lost", () => {
  const losses = (edits: Edits, left: Parameters<typeof recorded>[0]) =>
    backupLosses(settings(edits), recorded(left)).map(({ key, value, thing }) => [key, value, thing]);

  test.each<readonly [string, Edits, Parameters<typeof recorded>[0]]>([
    ["as before", azure("LRS"), { sku: "LRS" }],
    ["of another redundancy", azure("GRS"), { sku: "LRS" }],
    ["for the first time", azure("LRS"), { password: false }],
    ["elsewhere, as before", restic, {}],
    ["none, as before", {}, { password: false }],
    ["none any more, with a password of the user's own", {}, { password: false }],
  ])("nothing with backups %s", (_name, edits, left) => expect(losses(edits, left)).toEqual([]));

  test.each<readonly [string, Edits, string, string]>([
    ["another account", azure("LRS", "otherbackup"), "account", "otherbackup"],
    ["no backups", {}, "type", "none"],
    ["backups elsewhere", restic, "type", "restic"],
  ])("with %s: the account, and all backups in it", (_name, edits, key, value) =>
    expect(losses(edits, { sku: "LRS" })).toEqual([[`binderhub:backup.${key}`, value, "backup/mybackup"]]),
  );

  test("with no backups elsewhere any more: the password that the program made", () =>
    expect(losses({}, {})).toEqual([["binderhub:backup.type", "none", "backup/password"]]));
});
