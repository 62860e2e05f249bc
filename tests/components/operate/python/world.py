"""A whole BinderHub: its own application with the piece in its configuration, and a registry, builds, servers and a Kubernetes that are made up."""

import asyncio
import json
import re

from binderhub import base, launcher
from binderhub.app import BinderHub
from binderhub.build import BuildExecutor, ProgressEvent
from binderhub.registry import DockerRegistry
from binderhub.repoproviders import FakeProvider
from text import Mount, piece
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from traitlets.config import Config


class Registry(DockerRegistry):
    has_image = False

    async def get_image_manifest(self, *_):
        return {"config": {}} if self.has_image else None


class Builds(BuildExecutor):
    """Each is done at once."""

    begun, during = [], staticmethod(lambda: None)

    def submit(self):
        self.begun.append(self.image_name)
        self.during()
        self.progress(ProgressEvent.Kind.BUILD_STATUS_CHANGE, ProgressEvent.BuildStatus.BUILT)


class Kubernetes:
    """Has so many servers of users."""

    def __init__(self, servers):
        self.servers = servers

    def list_namespaced_pod(self, *_, **__):
        pod = {"spec": {"containers": [{"image": "other:1"}]}}
        text = json.dumps({"items": [pod] * self.servers}).encode()
        return type("Answer", (), {"read": lambda _self: text})()


class World:
    def __init__(self, folder, monkeypatch):
        self.mount, self.launched, self.server = Mount(folder / "closed"), [], None
        monkeypatch.chdir(folder)
        monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "x")
        monkeypatch.setattr(base.BaseHandler, "prepare", base.BaseHandler.prepare)  # to have upstream's back after the test
        monkeypatch.setattr(Registry, "has_image", False)
        monkeypatch.setattr(Builds, "begun", [])
        monkeypatch.setattr(Builds, "during", staticmethod(lambda: None))

        async def launch(_launcher, image, username, **_):
            self.launched.append(image)
            return {"url": "http://server/", "token": "x", "image": image, "repo_url": ""}

        monkeypatch.setattr(launcher.Launcher, "launch", launch)

    def open(self, before="", servers=0, **config):
        """Starts BinderHub. `before` is a piece of configuration that runs before the program's."""
        c = Config()
        c.BinderHub.update(
            {
                "builder_required": False,
                "build_class": Builds,
                "registry_class": Registry,
                "image_prefix": "registry.example.org/binder-",
                "hub_url": "http://127.0.0.1:1/",
                "repo_providers": {"fake": FakeProvider},
            }
        )
        c.merge(Config(config))
        for text in (before, piece("closing.py", self.mount)):
            exec(compile(text, "binderhub_config.py", "exec"), {"c": c})
        self.app = BinderHub(config=c)
        self.app.initialize([])
        quota = self.app.tornado_app.settings["launch_quota"]
        if quota.has_trait("api"):
            quota.api = Kubernetes(servers)
        self.server, sockets = HTTPServer(self.app.tornado_app), bind_sockets(0, "127.0.0.1")
        self.server.add_sockets(sockets)
        self.server_at = sockets[0].getsockname()
        self.address = "http://{}:{}".format(*self.server_at)
        return self

    def close(self):
        if self.server is not None:
            self.server.stop()

    async def launch(self, token=None):
        """Follows a link, and gives the phase and the message of the first event that ends it. `token` is that of a person, where people log in."""
        reader, writer = await asyncio.open_connection(*self.server_at)
        login = f"Authorization: token {token}\r\n" if token else ""
        writer.write(f"GET /build/fake/repo/HEAD HTTP/1.1\r\nHost: binder\r\nAccept: text/event-stream\r\n{login}\r\n".encode())
        try:
            while True:
                line = await asyncio.wait_for(reader.readline(), 30)
                event = json.loads(line[6:]) if line.startswith(b"data: ") else {}
                if not line or event.get("phase") in ("ready", "failed"):
                    return event.get("phase"), event.get("message", "").strip()
        finally:
            writer.close()

    async def text(self, path):
        return (await AsyncHTTPClient().fetch(self.address + path)).body.decode()

    async def banner(self, path="/"):
        """The banner that a page shows, as HTML."""
        config = re.search(r"window\.pageConfig = (\{.*\});", await self.text(path)).group(1)
        return json.loads(config)["bannerHtml"]
