import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pythonOf } from "../../operate/hub/python";

const hub = mkdtempSync(join(tmpdir(), "backup-python-"));
const [file, copied] = [join(hub, "jupyterhub.sqlite"), join(hub, "backup.sqlite")];

/** The code as the hub's pod gets it, for a folder of this machine. */
const code = pythonOf("database.py").replace('"/srv/jupyterhub"', JSON.stringify(hub));

function python(text: string, args: readonly string[]) {
  const ran = spawnSync("python3", ["-", ...args], { cwd: tmpdir(), input: text, encoding: "utf8" });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout) as unknown;
}
const run = (verb: "copy" | "remove") => python(code, [verb, "backup.sqlite"]);

/** Rows of a database. */
const rows = (of: string, sql: string) =>
  python("import json, sqlite3, sys\nprint(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))", [
    of,
    sql,
  ]);
const script = (sql: string) =>
  python(
    'import sqlite3, sys\nd = sqlite3.connect(sys.argv[1])\nd.executescript(sys.argv[2])\nd.commit()\nprint("{}")',
    [file, sql],
  );

/** JupyterHub's own tables, or as many columns of them as the code needs. @see https://github.com/jupyterhub/jupyterhub/blob/5.4.5/jupyterhub/orm.py */
const tables = `
import json, sys
try:
    from jupyterhub import orm
    orm.new_session_factory("sqlite:///" + sys.argv[1])()
except ImportError:
    import sqlite3
    d = sqlite3.connect(sys.argv[1])
    d.executescript("""
        create table users (id integer primary key, name varchar(255), admin boolean, created datetime, last_activity datetime, cookie_id varchar(255), state text, encrypted_auth_state blob);
        create table servers (id integer primary key, proto varchar(15), ip varchar(255), port integer, base_url varchar(255), cookie_name varchar(255));
        create table services (id integer primary key, name varchar(255), admin boolean, url varchar(255), pid integer, _server_id integer references servers (id));
        create table spawners (id integer primary key, user_id integer references users (id), server_id integer references servers (id), state text, name varchar(255), started datetime, last_activity datetime, user_options text);
    """)
    d.commit()
print("{}")
`;

const state = {
  ...{ pod_name: "jupyter-ada", namespace: "binderhub", dns_name: "jupyter-ada.binderhub" },
  ...{ pvc_name: "claim-ada", other: { kept: [1] } },
};

/** A database with these tables, and nobody in it. */
const empty = join(mkdtempSync(join(tmpdir(), "backup-tables-")), "jupyterhub.sqlite");

beforeAll(() => void python(tables, [empty]));
beforeEach(() => {
  for (const name of readdirSync(hub)) rmSync(join(hub, name));
  copyFileSync(empty, file);
  script(`
    insert into users (id, name, cookie_id) values (1, 'ada', 'x'), (2, 'bob', 'y'), (3, 'eve', 'z');
    insert into servers (id, base_url) values (10, '/user/ada/'), (11, '/user/bob/'), (12, '/services/binder/');
    insert into services (id, name, _server_id) values (1, 'binder', 12);
    insert into spawners (id, user_id, server_id, name, state) values
      (20, 1, 10, '', '${JSON.stringify(state)}'), (21, 2, 11, '', '{}'), (22, 3, null, '', null), (23, 3, null, 'second', 'null');`);
});
afterAll(() => {
  for (const folder of [hub, dirname(empty)]) rmSync(folder, { recursive: true });
});

test("the code looks where the chart puts the database", () => {
  expect(pythonOf("database.py")).toMatch(/FOLDER = "\/srv\/jupyterhub"\n/);
});

test("a copy says when people were last active: by themselves, or by one of their servers; of who never was, since when they are users", () => {
  script(`
    update users set created = '2026-01-01 08:00:00.000000', last_activity = '2026-11-01 08:00:00.123456' where id in (1, 2);
    update users set created = '2026-02-02 08:00:00.000000' where id = 3;
    update spawners set last_activity = '2026-11-02 09:30:00.5' where id = 21;`);
  expect(run("copy")).toEqual({
    active: { ada: "2026-11-01T08:00:00Z", bob: "2026-11-02T09:30:00Z", eve: "2026-02-02T08:00:00Z" },
  });
});

test("a copy says nothing of people of whom no time is known", () => expect(run("copy")).toEqual({ active: {} }));

test("a copy is one file, complete", () => {
  run("copy");
  expect(readdirSync(hub).sort()).toEqual(["backup.sqlite", "jupyterhub.sqlite"]);
  expect(rows(copied, "pragma integrity_check")).toEqual([["ok"]]);
  expect(rows(copied, "select name from users order by id")).toEqual([["ada"], ["bob"], ["eve"]]);
});

test("in a copy nobody has a server, and the services keep theirs", () => {
  run("copy");
  expect(rows(copied, "select count(*) from spawners where server_id is not null")).toEqual([[0]]);
  expect(rows(copied, "select id from servers")).toEqual([[12]]);
  expect(rows(copied, "select _server_id from services")).toEqual([[12]]);
});

test("in a copy a spawner knows its volume, and not where its server was", () => {
  run("copy");
  const [[text]] = rows(copied, "select state from spawners where id = 20") as [[string]];
  expect(JSON.parse(text)).toEqual({ pvc_name: "claim-ada", other: { kept: [1] } });
});

test("in a copy a spawner without a state has none", () => {
  run("copy");
  const states = rows(copied, "select state from spawners where id > 20 order by id") as [string | null][];
  for (const [text] of states) expect([null, {}]).toContainEqual(JSON.parse(text ?? "null"));
});

test("the database itself is as it was", () => {
  const before = readFileSync(file);
  run("copy");
  run("remove");
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(hub)).toEqual(["jupyterhub.sqlite"]);
});

test("a database that is in no file is elsewhere, and none is made", () => {
  rmSync(file);
  expect(run("copy")).toEqual({ elsewhere: true });
  expect(readdirSync(hub)).toEqual([]);
});

test.each([
  ["a copy that somebody left there", () => void run("copy")],
  ["what is no database", () => writeFileSync(copied, "half".repeat(500))],
  ["half a copy", () => writeFileSync(`${copied}.part`, "half".repeat(500))],
  ["a journal of half a copy", () => writeFileSync(`${copied}.part-journal`, "half".repeat(500))],
])("%s is written anew", (_what, prepare) => {
  prepare();
  script("insert into users (id, name, cookie_id) values (4, 'dan', 'w');");
  run("copy");
  expect(rows(copied, "select count(*) from users")).toEqual([[4]]);
  expect(readdirSync(hub).sort()).toEqual(["backup.sqlite", "jupyterhub.sqlite"]);
});

test("to remove a copy that is not there is no error", () => expect(run("remove")).toEqual({}));

test("a database with a write-ahead log is copied with what is in the log", () => {
  // The writer goes on: what it wrote is in the log alone.
  const copying = `
import json, sqlite3, subprocess, sys
d = sqlite3.connect(sys.argv[1])
d.execute("pragma journal_mode = wal")
d.execute("insert into users (id, name, cookie_id) values (4, 'dan', 'w')")
d.commit()
print(subprocess.run([sys.executable, "-", "copy", "backup.sqlite"], input=sys.argv[2], text=True, capture_output=True, check=True).stdout)
`;
  python(copying, [file, code]);
  expect(readdirSync(hub).filter((name) => name.startsWith("backup"))).toEqual(["backup.sqlite"]);
  expect(rows(copied, "select count(*) from users")).toEqual([[4]]);
});

test("while somebody has written and not yet said that it holds, a copy has what held before", () => {
  const copying = `
import json, sqlite3, subprocess, sys
d = sqlite3.connect(sys.argv[1], isolation_level=None)
d.execute("begin immediate")
d.execute("insert into users (id, name, cookie_id) values (4, 'dan', 'w')")
print(subprocess.run([sys.executable, "-", "copy", "backup.sqlite"], input=sys.argv[2], text=True, capture_output=True, check=True).stdout)
d.execute("commit")
`;
  python(copying, [file, code]);
  expect(rows(copied, "select count(*) from users")).toEqual([[3]]);
  expect(rows(file, "select count(*) from users")).toEqual([[4]]);
});

test("while somebody writes all the time, a copy is of one moment", () => {
  // Each transaction locks everybody out, and adds one user and one group.
  const copying = `
import json, sqlite3, subprocess, sys, threading
d = sqlite3.connect(sys.argv[1], isolation_level=None, check_same_thread=False)
d.execute("create table as_many (id integer)")
d.execute("insert into as_many select id from users")
ended = threading.Event()
def write():
    number = 100
    while not ended.is_set():
        number += 1
        d.execute("begin exclusive")
        d.execute("insert into users (id, name, cookie_id) values (?, ?, ?)", (number, str(number), str(number)))
        d.execute("insert into as_many values (?)", (number,))
        d.execute("commit")
writer = threading.Thread(target=write)
writer.start()
try:
    ran = subprocess.run([sys.executable, "-", "copy", "backup.sqlite"], input=sys.argv[2], text=True, capture_output=True)
finally:
    ended.set()
    writer.join()
print(json.dumps({"code": ran.returncode, "err": ran.stderr}))
`;
  expect(python(copying, [file, code])).toEqual({ code: 0, err: "" });
  const [[users, asMany]] = rows(copied, "select (select count(*) from users), (select count(*) from as_many)") as [
    [number, number],
  ];
  expect(users).toBe(asMany);
});
