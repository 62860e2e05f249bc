"""A real JupyterHub in the tests' own process, whose servers are real ones. The time of the proxy's last traffic is given, or is a real proxy's own."""

import asyncio
import json
import logging
import os
import pathlib
import shutil
import socket
import sys
import uuid
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

import jupyterhub_idle_culler
from jupyterhub.app import JupyterHub
from tornado.httpclient import HTTPRequest
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import websocket_connect

SOURCE = pathlib.Path(__file__).parents[4] / "components/culling/python/in_use.py"
PROXY = os.environ.get("CONFIGURABLE_HTTP_PROXY") or shutil.which("configurable-http-proxy")
LIMIT = 3600

HUB = """
import os, sys
from binderhub.binderspawner_mixin import BinderSpawnerMixin
from jupyterhub.auth import Authenticator
from jupyterhub.proxy import Proxy
from jupyterhub.spawner import SimpleLocalProcessSpawner

class ToldProxy(Proxy):
    # A proxy that sends nothing, and tells the time of traffic that the test gives.
    should_start, routes, traffic = False, {}, None
    async def add_route(self, routespec, target, data):
        self.routes = {**self.routes, routespec: {"routespec": routespec, "target": target, "data": {**data, "jupyterhub": True}}}
    async def delete_route(self, routespec):
        self.routes = {name: route for name, route in self.routes.items() if name != routespec}
    async def get_all_routes(self, client=None):
        time = {"last_activity": self.traffic.isoformat()} if self.traffic else {}
        return {name: {**route, "data": {**route["data"], **time}} for name, route in self.routes.items()}

class Login(Authenticator):
    async def authenticate(self, handler, data):
        return data["username"]

class BinderSpawner(BinderSpawnerMixin, SimpleLocalProcessSpawner):
    pass

c.JupyterHub.update(dict(authenticator_class=Login, spawner_class=BinderSpawner, db_url="sqlite:///:memory:", cookie_secret=bytes(32)))
c.JupyterHub.bind_url = os.environ["PUBLIC"]
c.JupyterHub.hub_bind_url = os.environ["HUB"]
# The tests look when they want to.
c.JupyterHub.last_activity_interval = 0
c.JupyterHub.services = [{"name": "binder", "api_token": "binders-own-token"}, {"name": "culler", "api_token": "cullers-own-token"}]
c.JupyterHub.load_roles = [
    {"name": "binder", "services": ["binder"], "scopes": ["servers", "admin:users"]},
    # The chart's: jupyterhub_config.py
    {"name": "culler", "services": ["culler"], "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"]},
]
if os.environ["PROXY"]:
    c.ConfigurableHTTPProxy.command = [os.environ["PROXY"]]
    c.ConfigurableHTTPProxy.api_url = os.environ["API"]
    c.ConfigurableHTTPProxy.auth_token = "proxys-own-token"
else:
    c.JupyterHub.proxy_class = ToldProxy
c.BinderSpawner.auth_enabled = bool(os.environ["LOGIN"])
c.Spawner.cmd = os.environ["COMMAND"].split(os.pathsep)
# Tests may run as root. And pings come soon: 30 seconds is the servers' default. Without a login, the mixin tells both names.
name = "ServerApp" if os.environ["LOGIN"] else "NotebookApp"
c.Spawner.args = ["--allow-root", f"--{name}.tornado_settings={{'ws_ping_interval': 1000}}"]
c.SimpleLocalProcessSpawner.home_dir_template = os.environ["HOMES"] + "/{username}"
c.Spawner.environment = {"JUPYTER_PREFER_ENV_PATH": "1", **({"JUPYTERHUB_ACTIVITY_INTERVAL": os.environ["REPORTS"]} if os.environ["REPORTS"] else {})}
c.Spawner.http_timeout = c.Spawner.start_timeout = 120
c.Authenticator.allow_all = True
"""


def free_address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def now():
    return datetime.now(timezone.utc)


def moment(text):
    parsed = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=timezone.utc)


async def until(what, seconds=60):
    """Waits for what must come, and fails if it does not."""
    end = asyncio.get_running_loop().time() + seconds
    while True:
        found = await what()
        if found:
            return found
        assert asyncio.get_running_loop().time() < end, f"it never came: {what}"
        await asyncio.sleep(0.1)


class Tab:
    """A connection of a browser. It takes all that comes, as browsers do: unread messages hold up no answers to pings."""

    async def open(self, url, token):
        self.came = asyncio.Queue()
        request = HTTPRequest(url, headers={"Authorization": f"token {token}"})
        self.connection = await websocket_connect(request, on_message_callback=self.came.put_nowait)
        return self

    async def write(self, message):
        await self.connection.write_message(json.dumps(message))

    async def read(self):
        """The next message that is text, as some of the kernel's are not."""
        while True:
            message = await asyncio.wait_for(self.came.get(), 60)
            assert message is not None, "the server closed the connection"
            if isinstance(message, str):
                return json.loads(message)

    def close(self):
        self.connection.close()


class World:
    def __init__(self, folder):
        self.folder, self.hub = folder, None
        # Not the usual client, which JupyterHub and the culler configure.
        self.client = SimpleAsyncHTTPClient(force_instance=True)

    async def open(self, in_use, login=False, proxy=None, reports=""):
        """A hub with `culling.inUse`: `open`, `running` or `either`. `reports` is every how many seconds servers report: "" leaves it to them."""
        settings = {"tabs_count": in_use == "either", "idle_timeout": LIMIT}
        piece = "" if in_use == "open" else f"{SOURCE.read_text()}\nin_use(c, json.loads({json.dumps(json.dumps(settings))}))\n"
        single = [os.path.join(os.path.dirname(sys.executable), "jupyterhub-singleuser")]
        usual = single if login else [sys.executable, "-m", "jupyter_server"]
        command = [os.environ["JUPYTER_COMMAND"]] if "JUPYTER_COMMAND" in os.environ else usual
        os.environ.update(PUBLIC=free_address(), HUB=free_address(), API=free_address(), PROXY=proxy or "", LOGIN="yes" if login else "", REPORTS=reports)
        os.environ.update(HOMES=str(self.folder), COMMAND=os.pathsep.join(command))
        config = self.folder / "jupyterhub_config.py"
        config.write_text(HUB + piece)
        os.chdir(self.folder)
        JupyterHub.clear_instance()
        self.hub = JupyterHub(log_level="WARN")
        await self.hub.initialize(["--config", str(config)])
        await self.hub.start()
        self.public = os.environ["PUBLIC"]
        return self

    async def close(self):
        if self.hub is None:
            return
        for user in self.hub.users.values():
            if user.spawners[""].active:
                await user.stop()
        for pc in self.hub._periodic_callbacks.values():
            pc.stop()
        self.hub.http_server.stop()
        if self.hub.proxy.should_start:
            self.hub.proxy.stop()

    async def launch(self, name="ada"):
        """As BinderHub does: it makes the user, and asks for a server with a token of its own."""
        await self.ask_hub(f"users/{name}", "POST")
        await self.ask_hub(f"users/{name}/servers/", "POST", {"image": "image:1", "token": "servers-own-token"})

        async def ready():
            return self.hub.users[name].spawners[""].ready

        await until(ready)
        self.spawner = self.hub.users[name].spawners[""]
        self.token = "servers-own-token"
        if self.hub.config.BinderSpawner.auth_enabled:
            self.token = self.hub.users[name].new_api_token(scopes=["access:servers!user"])
        return self

    async def ask_hub(self, path, method="GET", body=None):
        headers = {"Authorization": "token binders-own-token"}
        address = f"{os.environ['HUB']}/hub/api/{path}"
        return await self.client.fetch(HTTPRequest(address, method, headers, json.dumps(body or {}) if method == "POST" else None))

    def address(self, through_proxy=False):
        return self.public + self.spawner.server.base_url if through_proxy else self.spawner.server.url

    async def ask(self, path, method="GET", through_proxy=False):
        """Asks the server, and not through the proxy: this is no traffic."""
        headers = {"Authorization": f"token {self.token}"}
        answer = await self.client.fetch(HTTPRequest(self.address(through_proxy) + path, method, headers, "{}" if method == "POST" else None))
        return json.loads(answer.body)

    async def open_terminal(self, name):
        address = urlsplit(self.address())
        return await Tab().open(f"ws://{address.netloc}{address.path}terminals/websocket/{name}", self.token)

    @staticmethod
    async def type(tab, text, until_it_says):
        await tab.write(["stdin", text])
        said = ""
        while until_it_says not in said:
            kind, *more = await tab.read()
            said += more[0] if kind == "stdout" else ""

    async def traffic_after(self, time):
        """The real proxy's time of a server's traffic, once it is after another."""
        routes = json.loads((await self.hub.proxy.api_request("")).body)
        told = moment(routes[self.spawner.server.base_url.rstrip("/")]["last_activity"])
        return told if told > time else None

    def deaf_port(self):
        """A port that takes connections, and never answers."""
        self.deaf = socket.socket()
        self.deaf.bind(("127.0.0.1", 0))
        self.deaf.listen()
        return self.deaf.getsockname()[1]

    async def kernel(self):
        return Kernel(self, (await self.ask("api/kernels", "POST"))["id"])

    async def look(self):
        """The hub reads the proxy's times, as it does each minute. Returns what it then knows."""
        await self.hub.update_last_activity()
        return self.known()

    def known(self):
        return self.spawner.orm_spawner.last_activity.replace(tzinfo=timezone.utc)

    async def ends(self, at, max_age=0):
        """Whether the idle culler ends the server, if it looks at a given time."""
        usual, jupyterhub_idle_culler.utcnow = jupyterhub_idle_culler.utcnow, lambda: at
        try:
            await jupyterhub_idle_culler.cull_idle(
                f"{os.environ['HUB']}/hub/api", "cullers-own-token", LIMIT, logging.getLogger("culler"), max_age=max_age
            )
        finally:
            jupyterhub_idle_culler.utcnow = usual
        return not self.spawner.active

    def seen_between(self, early, late):
        """A time at which what was used at the first is idle, and what was used at the second is not."""
        assert early < late
        return early + (late - early) / 2 + timedelta(seconds=LIMIT)


class Kernel:
    def __init__(self, world, identity):
        self.world, self.identity = world, identity

    async def model(self):
        return await self.world.ask(f"api/kernels/{self.identity}?no_track_activity=1")

    async def open_tab(self, through_proxy=False):
        """The connection of an open notebook. Tornado answers pings."""
        address = urlsplit(self.world.address(through_proxy))
        url = f"ws://{address.netloc}{address.path}api/kernels/{self.identity}/channels?session_id={uuid.uuid4().hex}"
        return await Tab().open(url, self.world.token)

    async def start(self, code, tab, silent=False):
        """Sends a cell, and waits until the kernel computes it. A silent one is not shown to other tabs: "busy" is all that comes of it at its start."""
        header = dict(msg_id=uuid.uuid4().hex, msg_type="execute_request", username="", session=uuid.uuid4().hex, version="5.3", date=now().isoformat())
        content = dict(code=code, silent=silent, store_history=False, user_expressions={}, allow_stdin=False, stop_on_error=True)
        await tab.write(dict(channel="shell", header=header, parent_header={}, metadata={}, content=content))
        await self.wait(tab, header["msg_id"], "busy")
        return header["msg_id"]

    async def run(self, code, tab):
        """Sends a cell, and waits until the kernel has computed it, and its server knows. Returns when it last worked, as the server has it."""
        await self.wait(tab, await self.start(code, tab), "idle")

        async def idle():
            model = await self.model()
            return model if model["execution_state"] == "idle" else None

        return moment((await until(idle))["last_activity"])

    async def compute(self, through_proxy=False):
        """A cell that computes and says nothing, in a tab that is then closed."""
        tab = await self.open_tab(through_proxy)
        # An old server may miss what a kernel says in its first moment, and then takes it for one that still starts.
        await self.run("1", tab)
        await self.start("import time\nwhile True: time.sleep(1)", tab, silent=True)
        tab.close()

        async def computes():
            model = await self.model()
            return model["execution_state"] == "busy" and model["connections"] == 0

        await until(computes)

    @staticmethod
    async def wait(tab, identity, state):
        while True:
            message = await tab.read()
            ours = message.get("parent_header", {}).get("msg_id") == identity
            if ours and message["msg_type"] == "status" and message["content"]["execution_state"] == state:
                return
