"""Hours per week: how long people's servers have run since Monday, 00:00 UTC, and no start once a person's hours are used up.

Hours are those of servers: two servers at the same time use two hours an hour. Only time that this hub sees is counted. A minute is added at a time, so a hub that
is killed loses one minute at most, and no time is counted twice.

The chart runs this text in JupyterHub's configuration file, after it has set its spawner, and among the names of other such texts. Its last line, which the
program adds, is `hours_per_week(c, {...})`.
"""

import asyncio
import contextlib
import datetime
import json  # noqa: F401 - for the last line
import sqlite3
import time
import weakref

from jupyterhub.handlers.base import BaseHandler
from tornado.ioloop import PeriodicCallback
from tornado.web import HTTPError, authenticated
from traitlets.utils.importstring import import_item


def hours_per_week(c, settings, clock=time.time):
    """Puts the hours before the spawner, or ends the program. `clock` gives seconds since 1970."""
    try:
        usual = c.JupyterHub.spawner_class
        usual = import_item(usual) if isinstance(usual, str) else usual
        hours = WeekHours(clock=clock, **settings)
        # Of what a configuration holds, the hub takes copies. Of classes, it takes themselves.
        spawner, page = type("HoursSpawner", (CountedServer, usual), {"week_hours": hours}), type("WeekHoursPage", (HoursPage,), {"week_hours": hours})
    except Exception as error:
        raise SystemExit(f"Hours: {error!r}") from None
    c.JupyterHub.spawner_class = spawner
    c.JupyterHub.extra_handlers.append((r"/hours", page))
    hours.tick_on()


class WeekHours:
    """What people have used, in a file of its own: seconds by person and week. A week has the date of its Monday."""

    tick_seconds = 60
    # A clock that is set forward, or a machine that slept, adds no more than this.
    longest_seconds = 120
    kept_weeks = 8

    def __init__(self, hours, file, uncounted, uncounted_beginning, clock):
        self.allowed, self.file, self.clock = hours * 3600, file, clock
        self.uncounted, self.uncounted_beginning = uncounted, uncounted_beginning
        # Those that do not run are in it too, until nothing else knows them.
        self.servers, self.ends = weakref.WeakSet(), set()

    def tick_on(self):
        """Nothing, where a command such as `jupyterhub upgrade-db` reads this file: it runs no hub."""
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
                end = asyncio.ensure_future(server.end())
                self.ends.add(end)
                end.add_done_callback(self.ends.discard)

    def count(self, servers):
        """Adds what has passed since each server was last counted. If that fails, the next time adds it."""
        now = self.clock()
        servers = [server for server in servers if server.counted_until is not None and self.is_counted(server.user)]
        rows = [(server.user.name, *part) for server in servers for part in self.parts(server.counted_until, now)]
        with self.open() as database:
            add = "INSERT INTO used VALUES (?, ?, ?) ON CONFLICT (name, week) DO UPDATE SET seconds = seconds + excluded.seconds"
            database.executemany(add, rows)
            database.execute("DELETE FROM used WHERE week < ?", (self.week(now, self.kept_weeks),))
        for server in servers:
            server.counted_until = now

    def parts(self, since, until):
        """The weeks that a time is in, and its seconds in each."""
        since = max(since, until - self.longest_seconds)
        while since < until:
            monday = self.monday(since)
            end = min(until, (monday + datetime.timedelta(days=7)).timestamp())
            yield monday.date().isoformat(), end - since
            since = end

    def used(self, name=None):
        """Seconds of this week and of the last one, by person: of one, or of all who have any."""
        now = self.clock()
        weeks, found = (self.week(now), self.week(now, 1)), {}
        with self.open() as database:
            for person, week, seconds in database.execute("SELECT name, week, seconds FROM used WHERE ? IS NULL OR name = ?", (name, name)):
                if week in weeks:
                    found.setdefault(person, [0, 0])[weeks.index(week)] = seconds
        return found

    def refusal(self, user):
        """Why a person may start no server now. Hours that cannot be read refuse nobody."""
        if not self.is_limited(user):
            return None
        used = self.used(user.name).get(user.name, (0, 0))[0]
        if used < self.allowed:
            return None
        monday = self.monday(self.clock()) + datetime.timedelta(days=7)
        new = f"New hours begin on Monday, {monday.day} {monday:%B}, 00:00 UTC."
        return f"You have used {self.in_hours(used)} of {self.in_hours(self.allowed)} hours this week. {new}"

    def is_counted(self, user):
        """The program's own users, who check the hub and try how many it holds, are nobody."""
        return user.name != self.uncounted and not user.name.startswith(self.uncounted_beginning)

    def is_limited(self, user):
        return self.is_counted(user) and not user.admin

    @contextlib.contextmanager
    def open(self):
        with contextlib.closing(sqlite3.connect(self.file, timeout=2)) as database, database:
            database.execute("CREATE TABLE IF NOT EXISTS used (name TEXT, week TEXT, seconds REAL NOT NULL, PRIMARY KEY (name, week))")
            yield database

    @staticmethod
    def monday(seconds):
        day = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
        return day - datetime.timedelta(days=day.weekday())

    @classmethod
    def week(cls, seconds, before=0):
        return (cls.monday(seconds) - datetime.timedelta(weeks=before)).date().isoformat()

    @staticmethod
    def in_hours(seconds):
        return f"{round(seconds / 3600, 1):g}"


class CountedServer:
    """Stands before the spawner. A server is counted from the end of its start to the beginning of its stop."""

    week_hours = None
    counted_until = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A server that ran on while the hub was away. Without one, the hub knows no address of it.
        if self.orm_spawner is not None and self.orm_spawner.server is not None:
            self.counted_until = self.week_hours.clock()
        self.week_hours.servers.add(self)

    def start(self):
        self.counted_until, message = None, None
        try:
            message = self.week_hours.refusal(self.user)
        except sqlite3.Error:
            self.log.exception("The hours of %s cannot be read", self.user.name)
        return self.refuse_hours(message) if message else self.count_from(super().start())

    async def count_from(self, start):
        address = await start
        self.counted_until = self.week_hours.clock()
        return address

    async def stop(self, now=False):
        try:
            self.week_hours.count([self])
        except sqlite3.Error:
            self.log.exception("The last minute of %s is not counted", self.user.name)
        self.counted_until = None
        return await super().stop(now=now)

    async def end(self):
        """As the hub ends a server that somebody stops: handlers/base.py `stop_single_user`."""
        try:
            await self.user.settings["proxy"].delete_user(self.user, self.name)
            await self.user.stop(self.name)
        except Exception:
            self.log.exception("The server of %s is beyond its hours, and does not stop", self.user.name)
        finally:
            self._stop_pending = False

    async def refuse_hours(self, message):
        """Fails a turn of the event loop later: the reason of a start that fails at once is lost."""
        # The hub ends itself after a number of failures, of which this is none (handlers/base.py `_track_failure_count`). It adds one.
        settings = self.handler.settings
        settings["failure_count"] = settings.get("failure_count", 0) - 1
        error = HTTPError(429, message)
        error.jupyterhub_message = message
        raise error


class HoursPage(BaseHandler):
    """The page `hub/hours`. It takes no tokens, only people who are logged in."""

    week_hours = None
    page = """{% extends "page.html" %}
{% block main %}
<div class="container">
  <h1>Hours of servers</h1>
  <p>{{ allowed }} hours a week for each person; administrators have no limit. Weeks begin on Monday, 00:00 UTC.</p>
  <table class="table">
    <tr><th>Person</th><th>Hours this week</th><th>Hours last week</th></tr>
    {% for name, this, last in rows %}
    <tr><td>{{ name }}</td><td>{{ this }}</td><td>{{ last }}</td></tr>
    {% endfor %}
  </table>
</div>
{% endblock main %}"""

    @authenticated
    async def get(self):
        me, hours = self.current_user, self.week_hours
        used = {me.name: (0, 0), **hours.used(None if me.admin else me.name)}
        rows = [(name, *map(hours.in_hours, both)) for name, both in sorted(used.items())]
        # As `BaseHandler.render_template` does with a template that has a file.
        shown = {**self.template_namespace, "xsrf_token": self.xsrf_token.decode("ascii"), "rows": rows, "allowed": hours.in_hours(hours.allowed)}
        self.finish(await self.settings["jinja2_env"].from_string(self.page).render_async(**shown))
