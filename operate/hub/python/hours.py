"""Runs in the hub's pod, with the file of the hub's database, and tells or deletes hours that the hub has counted."""

import contextlib
import datetime
import json
import os
import sqlite3
import sys
import urllib.parse

TABLE = "SELECT 1 FROM sqlite_master WHERE name = 'binderhub_hours'"


def told(database, day):
    """Seconds that people's servers have run this week and last week. `day` is a day of this week, in UTC. Weeks have the dates of their Mondays."""
    this = day - datetime.timedelta(days=day.weekday())
    weeks = [this.isoformat(), (this - datetime.timedelta(days=7)).isoformat()]
    query = "SELECT name, SUM((week = ?) * seconds), SUM((week = ?) * seconds) FROM binderhub_hours WHERE week IN (?, ?) GROUP BY name"
    found = database.execute(query, weeks * 2).fetchall()
    return {"week": weeks[0], "people": [{"user": user, "thisWeek": now, "lastWeek": before} for user, now, before in found]}


def forgotten(database, names):
    """Deletes the hours of people, and says whose there were. Without names, everybody's, and the table: a hub that goes on counting makes it again."""
    known = sorted(name for [name] in database.execute("SELECT DISTINCT name FROM binderhub_hours"))
    if not names:
        database.execute("DROP TABLE binderhub_hours")
        return {"forgotten": known}
    database.executemany("DELETE FROM binderhub_hours WHERE name = ?", [[name] for name in names])
    return {"forgotten": [name for name in known if name in names]}


def answer(file, verb, *names):
    if not os.path.exists(file):
        return {}
    mode = "ro" if verb == "tell" else "rw"
    address = f"file:{urllib.parse.quote(file)}?mode={mode}"
    with contextlib.closing(sqlite3.connect(address, uri=True, timeout=20)) as database, database:
        if not database.execute(TABLE).fetchall():
            return {}
        return told(database, datetime.datetime.now(datetime.timezone.utc).date()) if verb == "tell" else forgotten(database, names)


print(json.dumps(answer(*sys.argv[1:])))
