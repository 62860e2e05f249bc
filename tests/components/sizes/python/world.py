"""JupyterHub's users in a database, with the chart's spawner; and a whole hub, whose pods are files."""

import json
import os
import pathlib
import socket
import subprocess
import sys
import threading

from binderhub.binderspawner_mixin import BinderSpawnerMixin
from binderhub.launcher import Launcher
from jupyterhub import orm
from jupyterhub.objects import Hub as HubObject
from jupyterhub.objects import Server
from jupyterhub.user import UserDict
from kubespawner import KubeSpawner
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler
from traitlets.config import Config

SOURCE = pathlib.Path(__file__).parents[4] / "components/sizes/python/sizes.py"
DEEP = r"https://github\.com/myorg/deep-[\w.~+-]*(?:\.git)?/?"
GPU_TOLERATION = {"key": "nvidia.com/gpu", "operator": "Exists", "effect": "NoSchedule"}


def size(name, repositories=None, users=None, groups=None, at_once=None, storage=True, add=None, **traits):
    """A size as the program hands it over."""
    return dict(name=name, repositories=repositories, users=users, groups=groups, at_once=at_once, storage=storage, set=traits, add=add or {})


GPU = size(
    "gpu",
    [DEEP],
    storage=False,
    mem_limit="8G",
    mem_guarantee="2G",
    cpu_limit=4,
    cpu_guarantee=0.5,
    image_pull_policy="Always",
    storage_pvc_ensure=False,
    add={
        "extra_resource_limits": {"nvidia.com/gpu": 1},
        "node_selector": {"agentpool": "deep"},
        "tolerations": [GPU_TOLERATION],
        "extra_pod_config": {"activeDeadlineSeconds": 14400},
    },
)


def run_text(c, sizes):
    """As the chart's jupyterhub_config.py does: `exec` in the names of the configuration file."""
    names = {"c": c}
    exec(compile(SOURCE.read_text() + last_line(sizes), "sizes", "exec"), names)
    return names


def last_line(sizes):
    return f"\nsizes(c, json.loads({json.dumps(json.dumps({'sizes': sizes}))}))\n"


class BinderSpawner(BinderSpawnerMixin, KubeSpawner):
    """The chart's, but for the pod itself."""

    async def _start(self):
        return "http://127.0.0.1:1"


class People:
    """Users, groups and servers in JupyterHub's own database."""

    def __init__(self, url="sqlite:///:memory:"):
        self.db = orm.new_session_factory(url)()
        self.binder = orm.Service(name="binder")
        self.db.add(self.binder)
        self.config = Config()
        # What the chart sets: jupyterhub_config.py
        self.config.KubeSpawner.update(
            dict(mem_limit="2G", mem_guarantee="256M", cpu_limit=1, cpu_guarantee=0.05, namespace="hub", storage_pvc_ensure=True)
        )
        self.config.KubeSpawner.tolerations = [{"key": "hub.jupyter.org/dedicated", "operator": "Equal", "value": "user", "effect": "NoSchedule"}]
        self.config.KubeSpawner.volumes = [
            {"name": "volume-{username}", "persistentVolumeClaim": {"claimName": "{pvc_name}"}},
            {"name": "course", "persistentVolumeClaim": {"claimName": "course"}},
        ]
        self.config.KubeSpawner.volume_mounts = [
            {"name": "volume-{username}", "mountPath": "/home/jovyan/persistent"},
            {"name": "course", "mountPath": "/course"},
        ]
        self.config.BinderSpawner.auth_enabled = True

    def open(self, *sizes):
        self.config.JupyterHub.spawner_class = BinderSpawner
        self.names = run_text(self.config, list(sizes))
        hub = HubObject(ip="127.0.0.1", port=1, base_url="/hub/")
        settings = {"config": self.config, "spawner_class": self.config.JupyterHub.spawner_class, "hub": hub, "base_url": "/", "cookie_secret": b"x"}
        self.users = UserDict(db_factory=lambda: self.db, settings=settings)
        return self

    def user(self, name, *groups):
        found = orm.User.find(self.db, name)
        if found is None:
            found = orm.User(name=name)
            self.db.add(found)
        for group in groups:
            found.groups.append(orm.Group.find(self.db, group) or orm.Group(name=group))
        self.db.commit()
        return self.users[found]

    def spawner(self, name="ada", *groups, server=""):
        return self.user(name, *groups).spawners[server]

    async def start(self, spawner, repository=None, who=None, **options):
        """As `User.spawn` does, up to the pod. `who` asks: BinderHub, if nobody is named."""
        row = orm.Server(base_url="/")
        self.db.add(row)
        self.db.commit()
        spawner.server = Server(orm_server=row)
        spawner.user_options = {"image": "image:1", "token": "x", **({} if repository is None else {"repo_url": repository}), **options}
        spawner.clear_state()
        spawner.handler = Handler(who or self.binder)
        try:
            await spawner.start()
        finally:
            spawner.handler = None
        return spawner

    def stop(self, spawner):
        spawner.server = None
        spawner.clear_state()
        spawner.orm_spawner.state = spawner.get_state()
        self.db.commit()


class Handler:
    def __init__(self, who):
        self.current_user, self.settings = who, {}


def limits(pod):
    [container] = pod.spec.containers
    return {**container.resources.limits, "requests": container.resources.requests}


HUB = """
import os, pathlib, sys
sys.path[:0] = os.environ["PATHS"].split(os.pathsep)
from jupyterhub.auth import Authenticator
from jupyterhub.proxy import Proxy
from kubernetes_asyncio.client import ApiClient
from binderhub.binderspawner_mixin import BinderSpawnerMixin
from kubespawner import KubeSpawner
import json

PODS = pathlib.Path("pods")

class NoProxy(Proxy):
    should_start = False
    async def add_route(self, routespec, target, data): pass
    async def delete_route(self, routespec): pass
    async def get_all_routes(self): return {}

class Login(Authenticator):
    async def authenticate(self, handler, data):
        return data["username"]

class BinderSpawner(BinderSpawnerMixin, KubeSpawner):
    async def _start(self):
        pod = await self.get_pod_manifest()
        (PODS / self.pod_name).write_text(json.dumps(ApiClient().sanitize_for_serialization(pod)))
        return os.environ["SERVER"]
    async def poll(self):
        return None if (PODS / self.pod_name).exists() else 1
    async def stop(self, now=False):
        (PODS / self.pod_name).unlink()
    async def get_url(self):
        return os.environ["SERVER"]
    async def _start_watching_events(self, replace=False): pass

c.JupyterHub.update(dict(proxy_class=NoProxy, authenticator_class=Login, spawner_class=BinderSpawner, db_url="sqlite:///hub.sqlite", cookie_secret=bytes(32)))
c.JupyterHub.bind_url = "http://127.0.0.1:1"
c.JupyterHub.hub_bind_url = os.environ["HUB"]
c.JupyterHub.allow_named_servers = True
c.JupyterHub.services = [{"name": "binder", "api_token": "binders-own-token", "oauth_client_id": "service-binder",
                          "oauth_redirect_uri": "/oauth_callback", "url": "http://127.0.0.1:1"}]
# The chart's own: helm-chart/binderhub/values.yaml, and the program's with a login.
c.JupyterHub.load_roles = [
    {"name": "binder", "services": ["binder"], "scopes": ["servers", "admin:users"]},
    {"name": "user", "scopes": ["self", "access:services!service=binder"]},
    {"name": "tokens", "services": ["binder"], "scopes": ["tokens", "groups", "admin:groups", "admin:servers"]},
]
c.JupyterHub.cleanup_servers = False
# The charts' defaults: jupyterhub_config.py and values.yaml
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}
c.Spawner.consecutive_failure_limit = 5
c.KubeSpawner.namespace = "hub"
c.KubeSpawner.mem_limit = "2G"
c.BinderSpawner.auth_enabled = True
c.Authenticator.allow_all = True
exec(pathlib.Path("piece.py").read_text())
"""


class Anything(RequestHandler):
    def get(self):
        self.finish("{}")


class Hub:
    """JupyterHub itself in a process of its own. `servers` answers for every pod."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "pods").mkdir()
        (folder / "jupyterhub_config.py").write_text(HUB)

    def __enter__(self):
        ready = threading.Event()

        def run():
            import asyncio

            self.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self.loop)
            server, sockets = HTTPServer(Application([(r".*", Anything)])), bind_sockets(0, "127.0.0.1")
            server.add_sockets(sockets)
            self.servers = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
            ready.set()
            IOLoop.current().start()

        threading.Thread(target=run, daemon=True).start()
        ready.wait()
        return self

    def __exit__(self, *_):
        self.close()
        self.loop.call_soon_threadsafe(self.loop.stop)

    def open(self, *sizes):
        return self.run(SOURCE.read_text() + last_line(list(sizes)))

    def run(self, piece):
        """Starts it with a piece of configuration."""
        (self.folder / "piece.py").write_text(piece)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        environment = {**os.environ, "HUB": self.address, "SERVER": self.servers, "PATHS": os.pathsep.join(sys.path[:2])}
        self.log = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub"], cwd=self.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for line in self.process.stderr:
            self.log.append(line)
            if "JupyterHub is now running" in line:
                break
        else:
            raise RuntimeError("".join(self.log))
        self.rest = threading.Thread(target=lambda log, lines: log.extend(lines), args=(self.log, self.process.stderr), daemon=True)
        self.rest.start()
        return self

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.rest.join()

    async def ask(self, path, method="GET", token="binders-own-token", **more):
        body, headers = (json.dumps(more) if method in ("POST", "PATCH") else None), {"Authorization": f"token {token}"}
        answer = await AsyncHTTPClient().fetch(f"{self.address}/hub/api/{path}", method=method, body=body, headers=headers, raise_error=False)
        return answer.code, (json.loads(answer.body) if answer.body and answer.headers.get("Content-Type", "").startswith("application/json") else None)

    async def person(self, name, *groups):
        """A person, and a token of theirs with all of their rights."""
        await self.ask(f"users/{name}", "POST")
        for group in groups:
            await self.ask(f"groups/{group}", "POST")
            await self.ask(f"groups/{group}/users", "POST", users=[name])
        return (await self.ask(f"users/{name}/tokens", "POST"))[1]["token"]

    async def launch(self, name, repository, server=""):
        """BinderHub's own launch. Returns what the Binder page shows."""
        said = []

        async def show(event):
            said.append(event["message"])

        launcher = Launcher(
            hub_api_token="binders-own-token", hub_url=f"{self.address}/", hub_url_local=f"{self.address}/", create_user=False, allow_named_servers=True
        )
        launcher.hub_url_local = f"{self.address}/"
        try:
            await launcher.launch("image:1", name, server, repository, event_callback=show)
            return "ready", said
        except Exception as error:
            return getattr(error, "log_message", repr(error)), said

    async def progress(self, name, token):
        """What the hub's own page shows, until the server is ready or not."""
        answer = await AsyncHTTPClient().fetch(
            f"{self.address}/hub/api/users/{name}/server/progress", headers={"Authorization": f"token {token}"}, request_timeout=60
        )
        return [json.loads(line[5:])["message"] for line in answer.body.decode().split("\n") if line.startswith("data:")]

    def pods(self):
        found = (json.loads(file.read_text()) for file in sorted((self.folder / "pods").iterdir()))
        return [pod["spec"]["containers"][0]["resources"]["limits"].get("memory") for pod in found]
