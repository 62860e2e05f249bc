"""When a server is in use: the hub asks each server what its kernels and terminals do.

JupyterHub knows of a server's use from its proxy, which notes the time of each byte from a browser. An open tab sends some without end, and a kernel that
computes sends none. `JupyterHub.update_last_activity` reads these times once a minute (the chart's `last_activity_interval`), with all routes of the proxy.
So the times are changed there, and everything that goes by them stays as it is: the idle culler, the hub's pages, and its API.

The chart runs this text in JupyterHub's configuration file, among the names of other such texts. Its last line, which the program adds, is
`in_use(c, {...})`.
"""

import asyncio
import json
import time
from datetime import datetime, timedelta, timezone

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
        proxy = type("AskingProxy", (AsksServers, usual), settings)
    except Exception as error:
        raise SystemExit(f"Culling: {error!r}") from None
    c.JupyterHub.proxy_class = proxy


class AsksServers:
    """Stands before the hub's proxy. A server that does not answer, or has neither kernel nor terminal, goes by the proxy's time."""

    # Whether what comes from a browser counts, beside the work of kernels and terminals. And after how many seconds the culler takes a server for idle.
    tabs_count, idle_timeout = True, 3600
    # Seconds that one server has for its answer, and all of them. How many are asked at once: the hub works for people, too, between their answers.
    one_may_take, all_may_take, at_once = 10, 30, 50
    # Seconds by which the next look has surely ended. It begins within a minute.
    next_look = 180
    # When each server was last asked, or first seen.
    asked = {}
    client = None

    async def get_all_routes(self, *args, **kwargs):
        routes = await super().get_all_routes(*args, **kwargs)
        if self.app.http_server is None:
            # The hub starts. It does not answer yet, so that servers could not ask it whose token this is.
            return routes
        datas = [route["data"] for route in routes.values() if {"user", "server_name"} <= set(route["data"])]
        servers = {(data["user"], data["server_name"]): data for data in datas}
        seen = time.monotonic()
        self.asked = {server: self.asked.get(server, seen) for server in servers}
        turns = asyncio.Semaphore(self.at_once)

        async def ask_in_turn(server):
            async with turns:
                await self.correct(servers[server])
                self.asked[server] = time.monotonic()

        # Those that wait longest come first, so that all have their turn, however many they are.
        asking = {server: asyncio.ensure_future(ask_in_turn(server)) for server in sorted(servers, key=self.asked.get)}
        if asking:
            await asyncio.wait(asking.values(), timeout=self.all_may_take)
        late = [server for server, one in asking.items() if not one.done()]
        for server in late:
            asking[server].cancel()
            self.put_off(servers[server], self.asked[server])
        if late:
            told = "Culling: %d of %d servers could not be asked within %d seconds. They are not idle before they are, and come first in the next look."
            self.log.warning(told, len(late), len(servers), self.all_may_take)
        return routes

    def put_off(self, data, asked):
        """Of a server that could not be asked nobody knows that it is idle: it is kept until the next look, in which it comes first.

        If its turn does not come for two idle times, it goes by the proxy's time, as a hub with so much to do may never ask it.
        """
        if time.monotonic() - asked >= 2 * self.idle_timeout:
            return
        kept = datetime.now(timezone.utc) - timedelta(seconds=self.idle_timeout - self.next_look)
        traffic = data.get("last_activity")
        data["last_activity"] = max([kept, *([parse(traffic)] if traffic and self.tabs_count else [])]).isoformat()

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
        token = self.token(user, spawner)
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
        self.client = self.client or SimpleAsyncHTTPClient(force_instance=True, max_clients=self.at_once, max_body_size=2**20)
        answer = await self.client.fetch(
            f"{spawner.server.url}{path}?no_track_activity=1",
            headers={"Authorization": f"token {token}"},
            connect_timeout=self.one_may_take,
            request_timeout=self.one_may_take,
            follow_redirects=False,
        )
        return json.loads(answer.body)

    def token(self, user, spawner):
        """A token that opens a server, and no other: without a login the one of its launch, else its own, by which it speaks to the hub.

        The server sees what it is asked with, so that this must be nothing that it does not have already. It also asks the hub whose token that is, and
        remembers it for five minutes (`HubAuth.cache_max_age`), so that a new token each time would be much work for the hub.
        """
        if getattr(spawner, "auth_enabled", True) is False:
            return spawner.user_options["token"]
        if orm.APIToken.find(self.db, spawner.api_token) is None:
            # The hub started again, and no longer knows the server's own. It deletes this one with the server, too (`User.stop`), or after an hour.
            # With a note that begins like this, the hub takes what the token does for no act of the person (`BaseHandler.get_current_user_token`).
            note, scope = f"Server at {spawner.server.base_url}: what its kernels do", f"access:servers!server={user.name}/{spawner.name}"
            spawner.api_token = user.new_api_token(note=note, expires_in=3600, scopes=[scope])
        return spawner.api_token
