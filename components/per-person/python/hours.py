"""What people have used of their hours: seconds by person and week, in a table of its own in the hub's database. So hours come back with a backup of that.

JupyterHub leaves tables alone that are not its own, also when it brings the database to a newer form.
https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/orm.py `check_db_revision`, `new_session_factory`

The chart runs this text, before server.py, page.py and hub.py, among the names of other such texts: one of them may import another `datetime`.
"""

import asyncio
import contextlib
import datetime as dates
import sqlite3
import urllib.parse
import weakref

from tornado.ioloop import PeriodicCallback


class WeekHours:
    """Weeks begin on Monday, 00:00 UTC, and have the date of that day. Two servers at the same time use two hours an hour. Only time that this hub sees is counted."""

    tick_seconds = 60
    # A clock that is set forward, or a machine that slept, adds no more than this.
    longest_seconds = 120
    kept_weeks = 8

    def __init__(self, hours, file, uncounted, uncounted_beginning, clock):
        """`clock` gives seconds since 1970."""
        self.allowed, self.file, self.clock = hours * 3600, file, clock
        self.uncounted, self.uncounted_beginning = uncounted, uncounted_beginning
        # Those that do not run are in it too, until nothing else knows them.
        self.servers, self.ends = weakref.WeakSet(), set()

    def tick_on(self):
        """Nothing, where a command such as `jupyterhub upgrade-db` reads this text outside of an event loop: it runs no hub."""
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop()
            self.ticks = PeriodicCallback(self.tick, self.tick_seconds * 1000)
            self.ticks.start()

    def tick(self):
        """Counts what runs, and asks what is beyond its hours to stop. Nothing here waits for that, so that the next tick is in time."""
        running = [server for server in self.servers if server.ready]
        self.count(running)
        used = self.used()
        for server in running:
            if self.is_limited(server.user) and used.get(server.user.name, (0, 0))[0] >= self.allowed:
                server.log.info("%s has used up the hours of this week: stopping", server.user.name)
                # From here on it is not ready, and so asked once.
                server._stop_pending = True
                end = server._stop_future = asyncio.ensure_future(server.end())
                self.ends.add(end)
                end.add_done_callback(self.ends.discard)

    def count(self, servers):
        """Adds what has passed since each server was last counted. If that fails, the next time adds it."""
        now = self.clock()
        servers = [server for server in servers if server.counted_until is not None and self.is_counted(server.user.name)]
        rows = [(server.user.name, *part) for server in servers for part in self.parts(server.counted_until, now)]
        with self.open() as database:
            add = "INSERT INTO binderhub_hours VALUES (?, ?, ?) ON CONFLICT (name, week) DO UPDATE SET seconds = seconds + excluded.seconds"
            database.executemany(add, rows)
            database.execute("DELETE FROM binderhub_hours WHERE week < ?", (self.week(now, self.kept_weeks),))
        for server in servers:
            server.counted_until = now

    def parts(self, since, until):
        """The weeks that a time is in, and its seconds in each."""
        since = max(since, until - self.longest_seconds)
        while since < until:
            monday = self.monday(since)
            end = min(until, (monday + dates.timedelta(days=7)).timestamp())
            yield monday.date().isoformat(), end - since
            since = end

    def used(self, name=None):
        """Seconds of this week and of the last one, by person: of one, or of all who have any."""
        now = self.clock()
        weeks, found = (self.week(now), self.week(now, 1)), {}
        with self.open() as database:
            query = "SELECT name, week, seconds FROM binderhub_hours WHERE week IN (?, ?) AND (? IS NULL OR name = ?)"
            for person, week, seconds in database.execute(query, (*weeks, name, name)):
                found.setdefault(person, [0, 0])[weeks.index(week)] = seconds
        return found

    def used_this_week(self, user):
        return self.used(user.name).get(user.name, (0, 0))[0]

    def refusal(self, user):
        """Why a person may start no server now."""
        used = self.used_this_week(user) if self.is_limited(user) else 0
        if used < self.allowed:
            return None
        monday = self.monday(self.clock()) + dates.timedelta(days=7)
        new = f"New hours begin on Monday, {monday.day} {monday:%B}, 00:00 UTC."
        return f"You have used {self.in_hours(used)} of {self.in_hours(self.allowed)} hours this week. {new}"

    def left(self, user):
        """What a person whose server starts has left. Nothing, if they have no limit or none left."""
        left = self.allowed - self.used_this_week(user) if self.is_limited(user) else 0
        if left <= 0:
            return None
        minutes = int(left // 60) + 1
        if minutes > 60:
            return f"You have {self.in_hours(left)} of {self.in_hours(self.allowed)} hours left this week"
        return f"You have {minutes} minute{'' if minutes == 1 else 's'} left this week. Then your server is stopped"

    def is_counted(self, name):
        """The program's own users, who check the hub and try how many it holds, are nobody. Nobody can log in as one of them (hub.py)."""
        return name != self.uncounted and not name.startswith(self.uncounted_beginning)

    def is_limited(self, user):
        return self.is_counted(user.name) and not user.admin

    @contextlib.contextmanager
    def open(self):
        """
        A connection of its own: what fails in it breaks off nothing that the hub does. It makes no database: that is the hub's. The hub stands still while this waits
        for somebody else, such as a backup.
        """
        address = f"file:{urllib.parse.quote(str(self.file))}?mode=rw"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=0.5)) as database, database:
            database.execute("CREATE TABLE IF NOT EXISTS binderhub_hours (name TEXT, week TEXT, seconds REAL NOT NULL, PRIMARY KEY (name, week))")
            yield database

    @staticmethod
    def monday(seconds):
        day = dates.datetime.fromtimestamp(seconds, dates.timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
        return day - dates.timedelta(days=day.weekday())

    @classmethod
    def week(cls, seconds, before=0):
        return (cls.monday(seconds) - dates.timedelta(weeks=before)).date().isoformat()

    @staticmethod
    def in_hours(seconds):
        return f"{round(seconds / 3600, 1):g}"
