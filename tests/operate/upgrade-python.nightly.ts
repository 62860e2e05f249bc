import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonOf } from "../../operate/hub/python";

/** What the pods have, as far as the code asks for it: a YAML that is JSON, and a JupyterHub that changes the database as it is told. */
const modules = {
  "yaml.py": "import json\nsafe_load = json.load\n",
  "jupyterhub/__init__.py": '__version__ = "5.5.0"\n',
  "jupyterhub/dbutil.py": [
    "import os, sqlite3",
    "def upgrade_if_needed(url, backup, log):",
    "    assert backup is False",
    "    with sqlite3.connect(url.split(':///')[1]) as database: database.executescript(os.environ['UPGRADE'])",
  ].join("\n"),
  "jupyterhub/orm.py": [
    "class User: pass",
    "class Session:",
    "    def query(self, what): return self",
    "    def count(self): return 0",
    "def new_session_factory(url): return Session",
  ].join("\n"),
};

const folder = mkdtempSync(join(tmpdir(), "upgrade-python-"));
const [lib, hub] = [join(folder, "lib"), join(folder, "hub")];
const file = join(hub, "jupyterhub.sqlite");

function python(code: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const ran = spawnSync("python3", ["-", ...args], {
    ...{ cwd: hub, input: code, encoding: "utf8" },
    env: { ...process.env, PYTHONPATH: lib, ...env },
  });
  return {
    status: ran.status,
    said: ran.status === 0 ? (JSON.parse(ran.stdout) as Record<string, unknown>) : ran.stderr,
  };
}
const sql = (of: string, script: string) =>
  python(
    `import sqlite3, sys, json\nd = sqlite3.connect(sys.argv[1])\nd.executescript(sys.argv[2])\nd.commit()\nprint("{}")`,
    [of, script],
  );

beforeAll(() => {
  for (const [name, text] of Object.entries(modules)) {
    mkdirSync(join(lib, name, ".."), { recursive: true });
    writeFileSync(join(lib, name), text);
  }
});
beforeEach(() => {
  rmSync(hub, { recursive: true, force: true });
  mkdirSync(hub);
  sql(
    file,
    `create table alembic_version (version_num text); insert into alembic_version values ('a1');
     create table users (name text); insert into users values ('ada'), ('bob');
     create table api_tokens (id integer); insert into api_tokens values (1), (2), (3);
     create table "groups" (name text); insert into "groups" values ('staff');`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const before = { revision: "a1", users: 2, tokens: 3, groups: 1 };

describe("the hub's database", () => {
  const database = (what: string) => python(pythonOf("upgrade_database.py"), [what]);

  test("is found where the chart puts it", () => {
    expect(database("look").said).toEqual({ kind: "sqlite", file });
  });

  test("is all that is there after a look and a copy that is sent", () => {
    database("look");
    database("send");
    expect(readdirSync(hub)).toEqual(["jupyterhub.sqlite"]);
  });

  test("is said to be in no file where there is none", () => {
    rmSync(file);
    expect(database("keep").said).toEqual({ kind: "sqlite" });
  });

  test("is kept beside itself, under its revision, for its owner alone, once", () => {
    database("keep");
    const kept = join(hub, "before-upgrade-a1.sqlite");
    expect(database("keep").said).toMatchObject({ kept });
    expect(readdirSync(hub).sort()).toEqual(["before-upgrade-a1.sqlite", "jupyterhub.sqlite"]);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
  });

  test("is sent whole, and the copy can be tried", () => {
    const { copy } = database("send").said as { readonly copy: string };
    const to = join(folder, "sent.sqlite");
    python(
      `import base64, gzip, sys\nopen(sys.argv[1], "wb").write(gzip.decompress(base64.b64decode(sys.argv[2])))\nprint("{}")`,
      [to, copy],
    );
    expect(python(pythonOf("trial.py"), [to], { UPGRADE: "" }).said).toEqual({
      jupyterHub: "5.5.0",
      before,
      after: before,
    });
  });
});

describe("a trial", () => {
  const trial = (upgrade: string) => python(pythonOf("trial.py"), [file], { UPGRADE: upgrade }).said;

  test("tells the revision and the counts before and after", () => {
    expect(trial("update alembic_version set version_num = 'b2'; delete from api_tokens where id > 1;")).toEqual({
      ...{ jupyterHub: "5.5.0", before },
      after: { ...before, revision: "b2", tokens: 1 },
    });
  });

  test("that fails tells the error", () => {
    expect(trial("alter table none add column x;")).toEqual({
      ...{ jupyterHub: "5.5.0", before },
      failure: expect.stringMatching(/^sqlite3\.OperationalError: no such table: none$/) as unknown,
    });
  });

  test("in which Alembic fails tells Alembic's word, and not that it failed", () => {
    const dbutil = join(lib, "jupyterhub/dbutil.py");
    writeFileSync(
      dbutil,
      `import subprocess, sys\ndef upgrade_if_needed(url, backup, log):\n    subprocess.check_call([sys.executable, "-c", "import sys; sys.exit(\\"FAILED: Can't locate revision identified by 'a1'\\")"])\n`,
    );
    try {
      expect(trial("")).toMatchObject({ failure: "FAILED: Can't locate revision identified by 'a1'" });
    } finally {
      writeFileSync(dbutil, modules["jupyterhub/dbutil.py"]);
    }
  });
});
