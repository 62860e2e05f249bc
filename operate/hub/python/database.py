"""
Runs in the hub's pod: copies the database while the hub works on.
@see https://docs.python.org/3/library/sqlite3.html#sqlite3.Connection.backup
"""

import contextlib
import json
import os
import sqlite3
import sys

FOLDER = "/srv/jupyterhub"
DATABASE, COPY = f"{FOLDER}/jupyterhub.sqlite", f"{FOLDER}/{sys.argv[2]}"
PART = f"{COPY}.part"


def copy():
    if not os.path.exists(DATABASE):
        return {"elsewhere": True}
    # Of a backup that was killed: half a copy may be no database at all.
    remove_part()
    with contextlib.closing(sqlite3.connect(DATABASE)) as source, contextlib.closing(sqlite3.connect(PART)) as target, target:
        source.backup(target)
        stop_servers(target)
        active = {
            name: max(time for time in times if time is not None).replace(" ", "T")[:19] + "Z"
            for name, *times in target.execute(
                "SELECT users.name, users.created, users.last_activity, MAX(spawners.last_activity) FROM users"
                " LEFT JOIN spawners ON spawners.user_id = users.id GROUP BY users.id"
            )
            if any(times)
        }
    # Another backup may be reading the one that is there: it reads that to its end.
    os.replace(PART, COPY)
    return {"active": active}


def stop_servers(database):
    """
    A hub that gets the copy has none of the servers of now, and may be in another namespace. KubeSpawner keeps the namespace of each person's last server, and would
    look for volumes there for ever. The name of the volume stays.
    @see https://github.com/jupyterhub/kubespawner/blob/7.0.0/kubespawner/spawner.py `get_state`, `load_state`, `clear_state`
    """
    for number, text in database.execute("SELECT id, state FROM spawners").fetchall():
        state = {key: value for key, value in (json.loads(text or "{}") or {}).items() if key not in ("pod_name", "namespace", "dns_name")}
        database.execute("UPDATE spawners SET state = ? WHERE id = ?", (json.dumps(state), number))
    database.execute("DELETE FROM servers WHERE id IN (SELECT server_id FROM spawners)")
    database.execute("UPDATE spawners SET server_id = NULL")


def remove_part():
    for end in ("", "-journal", "-wal", "-shm"):
        if os.path.exists(PART + end):
            os.remove(PART + end)


def remove():
    remove_part()
    if os.path.exists(COPY):
        os.remove(COPY)
    return {}


print(json.dumps({"copy": copy, "remove": remove}[sys.argv[1]]()))
