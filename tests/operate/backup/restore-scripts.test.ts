import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseScript, filesScript } from "../../../operate/hub/backup/restore-scripts";

const folder = mkdtempSync(join(tmpdir(), "restore-scripts-"));
const [bin, claim] = [join(folder, "bin"), join(folder, "claim with space")];
afterAll(() => rmSync(folder, { recursive: true }));

/** A restic that writes these files to its target, and ends with a code. It keeps what it was told. */
function resticThat(files: Readonly<Record<string, string>>, code = 0): void {
  const lines = Object.entries(files).flatMap(([name, text]) => [
    `mkdir -p "$(dirname "$target/${name}")"`,
    `printf %s '${text}' > "$target/${name}"`,
  ]);
  const script = [
    "#!/bin/sh",
    `for word in "$@"; do printf '%s\\n' "$word"; done > '${join(folder, "told")}'`,
    'while [ $# -gt 0 ]; do [ "$1" != --target ] || target=$2; shift; done',
    'mkdir -p "$target"',
    ...lines,
    "echo 'Summary: Restored some files'",
    `[ ${code} -eq 0 ] || echo 'Fatal: broken' >&2`,
    `exit ${code}`,
  ];
  writeFileSync(join(bin, "restic"), script.join("\n"), { mode: 0o755 });
}

/** Writes the claim's files anew. */
function claimWith(files: Readonly<Record<string, string>>): void {
  rmSync(claim, { recursive: true, force: true });
  mkdirSync(claim, { recursive: true });
  mkdirSync(bin, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(claim, name, ".."), { recursive: true });
    writeFileSync(join(claim, name), text);
  }
}

/** All files of the claim with what is in them. */
function found(at = claim): Record<string, string> {
  const entries = readdirSync(at, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map(({ name, parentPath }) => {
      const file = join(parentPath, name);
      return [file.slice(at.length + 1), readFileSync(file, "utf8")];
    }),
  );
}

function run(script: string, ...words: readonly string[]) {
  const { status, stdout } = spawnSync("sh", ["-c", script, "sh", claim, "id-1", ...words], {
    ...{ encoding: "utf8", cwd: folder, env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ""}` } },
  });
  return { status, last: stdout.trim().split("\n").at(-1) };
}
const told = () => readFileSync(join(folder, "told"), "utf8").trim().split("\n");

describe("files", () => {
  const then = { "notes.txt": "then", "work/a.ipynb": "then" };
  const back = () => run(filesScript, "restored-x");

  test.each([
    ["empty", () => undefined, {}],
    ["empty but for lost+found", () => mkdirSync(join(claim, "lost+found")), {}],
  ])("come to their places in a volume that is %s", (_what, prepare) => {
    claimWith({});
    prepare();
    resticThat(then);
    expect(back()).toEqual({ status: 0, last: "." });
    expect(found()).toEqual(then);
    expect(told().slice(0, 2)).toEqual(["restore", `id-1:${claim}`]);
  });

  test.each<[string, Record<string, string>]>([
    ["files", { "notes.txt": "now" }],
    ["a hidden file", { ".bashrc": "now" }],
    ["a file like lost+found", { "lost+found-not": "now" }],
    ["a folder with a file of the same name", { "work/a.ipynb": "now" }],
  ])("come to a folder of their own in a volume with %s, and nothing else changes", (_what, now) => {
    claimWith(now);
    resticThat(then);
    expect(back()).toEqual({ status: 0, last: "restored-x" });
    expect(found()).toEqual({ ...now, "restored-x/notes.txt": "then", "restored-x/work/a.ipynb": "then" });
  });

  test("come a second time to a second folder: the first one may have been changed", () => {
    const now = { "notes.txt": "now", "restored-x/notes.txt": "changed" };
    claimWith(now);
    resticThat(then);
    expect(back()).toEqual({ status: 0, last: "restored-x-2" });
    expect(back()).toEqual({ status: 0, last: "restored-x-3" });
    expect(found()).toMatchObject({ ...now, "restored-x-2/notes.txt": "then", "restored-x-3/notes.txt": "then" });
  });

  test("that restic cannot bring back change nothing, and its last word is the last line", () => {
    claimWith({ "notes.txt": "now" });
    resticThat({}, 1);
    expect(back()).toEqual({ status: 1, last: "Fatal: broken" });
    expect(found()).toEqual({ "notes.txt": "now" });
  });
});

describe("the database", () => {
  const back = () => run(databaseScript);

  test("takes its place, and the one that was there stays beside it with all that belongs to it", () => {
    claimWith({
      "jupyterhub.sqlite": "now",
      "jupyterhub.sqlite-wal": "wal",
      "jupyterhub.sqlite-shm": "shm",
      "jupyterhub.sqlite-journal": "journal",
      cookie_secret: "c",
    });
    resticThat({ "backup.sqlite": "then" });
    expect(back().status).toBe(0);
    expect(found()).toEqual({
      "jupyterhub.sqlite": "then",
      "jupyterhub.sqlite.before-restore": "now",
      "jupyterhub.sqlite-wal.before-restore": "wal",
      "jupyterhub.sqlite-shm.before-restore": "shm",
      "jupyterhub.sqlite-journal.before-restore": "journal",
      cookie_secret: "c",
    });
    expect(told()).toEqual(["restore", `id-1:${claim}`, "--target", claim, "--include", "/backup.sqlite"]);
  });

  test("comes to a volume without one", () => {
    claimWith({});
    resticThat({ "backup.sqlite": "then" });
    expect(back().status).toBe(0);
    expect(found()).toEqual({ "jupyterhub.sqlite": "then" });
  });

  test("comes a second time, and then the one of the first time is kept, with nothing of another one", () => {
    claimWith({ "jupyterhub.sqlite": "now", "jupyterhub.sqlite-wal": "wal" });
    resticThat({ "backup.sqlite": "first" });
    back();
    resticThat({ "backup.sqlite": "second" });
    expect(back().status).toBe(0);
    expect(found()).toEqual({ "jupyterhub.sqlite": "second", "jupyterhub.sqlite.before-restore": "first" });
  });

  test("comes after a pod that was killed between, and the one that was kept then stays", () => {
    claimWith({ "jupyterhub.sqlite.before-restore": "now", "jupyterhub.sqlite-wal": "wal", "backup.sqlite": "half" });
    resticThat({ "backup.sqlite": "then" });
    expect(back().status).toBe(0);
    expect(found()).toEqual({
      ...{ "jupyterhub.sqlite": "then", "jupyterhub.sqlite.before-restore": "now" },
      "jupyterhub.sqlite-wal.before-restore": "wal",
    });
  });

  test.each([
    ["is gone after a while", { "backup.sqlite": "half" }, 1, "Fatal: broken"],
    ["has nothing", {}, 1, "Fatal: broken"],
    ["says that all is well, and has no database", {}, 0, "the copy has no database"],
  ])("stays what it was where restic %s", (_what, files, code, last) => {
    const now = { "jupyterhub.sqlite": "now", "jupyterhub.sqlite-wal": "wal" };
    claimWith(now);
    resticThat(files, code);
    expect(back()).toEqual({ status: 1, last });
    expect(found()).toMatchObject(now);
    expect(Object.keys(found()).filter((name) => name.endsWith(".before-restore"))).toEqual([]);
  });

  test("is not taken from a copy that was left there by a backup", () => {
    claimWith({ "jupyterhub.sqlite": "now", "backup.sqlite": "stale" });
    resticThat({});
    expect(back().status).toBe(1);
    expect(found()["jupyterhub.sqlite"]).toBe("now");
  });

  test("leaves other files beside it as they are", () => {
    const other = { "jupyterhub.sqlite.2026-01-01": "old", "before-upgrade-a1.sqlite": "old" };
    claimWith({ "jupyterhub.sqlite": "now", ...other });
    resticThat({ "backup.sqlite": "then" });
    back();
    expect(found()).toMatchObject(other);
  });
});
