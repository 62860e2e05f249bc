"""Servers whose hours are counted, and refused once these are used up. It runs after hours.py."""

import contextlib
import sqlite3

from tornado.web import HTTPError


class CountedServer:
    """Stands before the spawner. A server is counted from the end of its start to the beginning of its stop. Hours that cannot be read refuse nobody."""

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
            self._stop_future, self._stop_pending = None, False

    async def refuse_hours(self, message):
        """Fails a turn of the event loop later: the reason of a start that fails at once is lost."""
        # The hub ends itself after a number of failures, of which this is none (handlers/base.py `_track_failure_count`). It adds one.
        settings = self.handler.settings
        settings["failure_count"] = settings.get("failure_count", 0) - 1
        error = HTTPError(429, message)
        error.jupyterhub_message = message
        raise error

    async def progress(self):
        """Begins with what is left: on the Binder page as it is, and on JupyterHub's own with a link."""
        left = None
        with contextlib.suppress(sqlite3.Error):
            left = self.week_hours.left(self.user)
        if left is not None:
            yield {"progress": 1, "message": left, "html_message": f'{left}. <a href="{self.hub.base_url}hours">All your hours</a>'}
        async with contextlib.aclosing(super().progress()) as events:
            async for event in events:
                yield event
