"""When a server is in use: the hub asks each server what its kernels and terminals do.

JupyterHub knows of a server's use from its proxy, which notes the time of each byte from a browser. An open tab sends some without end, and a kernel that
computes sends none. `JupyterHub.update_last_activity` reads these times once a minute (the chart's `last_activity_interval`), with all routes of the proxy.
So the times are changed there, and everything that goes by them stays as it is: the idle culler, the hub's pages, and its API.

The chart runs this text in JupyterHub's configuration file, among the names of other such texts. Its last line, which the program adds, is
`in_use(c, {...})`.
"""

import asyncio
import contextlib
import json
from datetime import datetime, timezone

from dateutil.parser import parse
from jupyterhub import orm
from jupyterhub.app import JupyterHub
from jupyterhub.proxy import ConfigurableHTTPProxy
from tornado.httpclient import HTTPClientError
from tornado.simple_httpclient import SimpleAsyncHTTPClient


def in_use(c, settings):
    """Puts the question before the hub's proxy, or ends the program."""
    try:
        named = c.JupyterHub.get("proxy_class", ConfigurableHTTPProxy)
        usual = JupyterHub.class_traits()["proxy_class"].validate(JupyterHub, named)
        proxy = type("AskingProxy", (AsksServers, usual), {"tabs_count": settings["tabs_count"]})
    except Exception as error:
        raise SystemExit(f"Culling: {error!r}") from None
    c.JupyterHub.proxy_class = proxy


class AsksServers:
    """Stands before the hub's proxy. A server that does not answer, or has neither kernel nor terminal, goes by the proxy's time."""

    # Whether what comes from a browser counts, beside the work of kernels and terminals.
    tabs_count = True
    # Seconds that one server has for its answer, and all of them.
    one_may_take, all_may_take = 10, 30
    client = None

    async def get_all_routes(self, *args, **kwargs):
        routes = await super().get_all_routes(*args, **kwargs)
        if self.app.http_server is None:
            # The hub starts. It does not answer yet, so that servers could not ask it whose token this is.
            return routes
        of_servers = [route["data"] for route in routes.values() if {"user", "server_name"} <= set(route["data"])]
        asked = [asyncio.ensure_future(self.correct(data)) for data in of_servers]
        if asked:
            _, late = await asyncio.wait(asked, timeout=self.all_may_take)
            for one in late:
                one.cancel()
        return routes

    async def correct(self, data):
        """Puts the time of a server's last work into what the proxy tells of it."""
        try:
            worked, sure = await self.last_work(data["user"], data["server_name"])
        except Exception as error:
            self.log.debug("Culling: %s/%s goes by its traffic: %r", data["user"], data["server_name"], error)
            return
        traffic = data.get("last_activity")
        times = [*([worked] if worked else []), *([parse(traffic)] if traffic and (self.tabs_count or not sure) else [])]
        if times:
            data["last_activity"] = max(times).isoformat()

    async def last_work(self, user_name, server_name):
        """When a kernel or terminal last worked, and whether nothing else is to be asked."""
        user = self.app.users[user_name]
        spawner = user.spawners[server_name]
        if not spawner.ready:
            return None, False
        with self.token(user, spawner) as token:
            kernels = await self.ask(spawner, "api/kernels", token)
            try:
                terminals = await self.ask(spawner, "api/terminals", token)
            except HTTPClientError as error:
                if error.code != 404:
                    raise
                # They are switched off.
                terminals = []
        now = datetime.now(timezone.utc)
        # Old versions do not tell the time of a terminal.
        told = [now if one.get("execution_state") == "busy" else one.get("last_activity") for one in (*kernels, *terminals)]
        # A server says itself when it worked. It gains nothing by a time that is still to come.
        worked = [min(self.moment(one), now) for one in told if one]
        return max(worked, default=None), bool(told) and all(told)

    @staticmethod
    def moment(told):
        moment = told if isinstance(told, datetime) else parse(told)
        return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)

    async def ask(self, spawner, path, token):
        # A client of its own: servers that are slow to answer keep nobody else waiting. And the question is no use of the server.
        self.client = self.client or SimpleAsyncHTTPClient(force_instance=True, max_clients=50, max_body_size=2**20)
        answer = await self.client.fetch(
            f"{spawner.server.url}{path}?no_track_activity=1",
            headers={"Authorization": f"token {token}"},
            connect_timeout=self.one_may_take,
            request_timeout=self.one_may_take,
            follow_redirects=False,
        )
        return json.loads(answer.body)

    @contextlib.contextmanager
    def token(self, user, spawner):
        """A token that opens a server: without a login the one of its launch, else one for this question alone."""
        if getattr(spawner, "auth_enabled", True) is False:
            yield spawner.user_options["token"]
            return
        # With a note that begins like this, the hub takes what the token does for no act of the person (`BaseHandler.get_current_user_token`).
        note, scope = f"Server at {spawner.server.base_url}: what its kernels do", f"access:servers!server={user.name}/{spawner.name}"
        token = user.new_api_token(note=note, expires_in=60, scopes=[scope])
        try:
            yield token
        finally:
            row = orm.APIToken.find(self.db, token)
            if row is not None:
                self.db.delete(row)
                self.db.commit()
