"""A whole BinderHub: its own application with the gate in its configuration, a registry and a Kubernetes that remember."""

import asyncio
import json
import logging
import pathlib
import threading

import pycurl
from binderhub import base, build, builder, launcher, repoproviders
from binderhub.app import BinderHub
from binderhub.build import KubernetesBuildExecutor
from binderhub.registry import DockerRegistry
from jupyterhub.services.auth import HubOAuth
from kubernetes import client
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from traitlets import default
from traitlets.config import Config

SOURCE = pathlib.Path(__file__).parents[4] / "components/private-repositories/python"
NAME_KEY = "0123456789abcdef" * 4


def run_text(part, last_line, **names):
    """As the chart's binderhub_config.py does: `exec` in the names of the configuration file, which has no `__name__`."""
    exec(compile(text(part) + last_line, part, "exec"), names)
    return names


def text(part):
    files = sorted((SOURCE / "binder").glob("*.py")) if part == "binder" else [SOURCE / "hub.py"]
    return "\n".join(file.read_text() for file in files) + "\n"


class Registry(DockerRegistry):
    images, asked = set(), []

    async def get_image_manifest(self, image, tag):
        self.asked.append(f"{image}:{tag}")
        return {"config": {}} if f"{image}:{tag}" in self.images else None


class Kubernetes:
    """Records what is made, and lets each build end well. Its answers have the form of the Python client's."""

    def __init__(self):
        self.pods, self.secrets, self.deleted, self.log, self.ends = [], [], [], [], "Succeeded"
        self.pod_error, self.secret_error, self.logged, self.waited_for = None, None, threading.Event(), threading.Event()

    def list_namespaced_pod(self, *_, **__):
        class Nothing:
            read = staticmethod(lambda: b'{"items": []}')

        return Nothing

    def create_namespaced_pod(self, namespace, pod, **_):
        if self.pod_error is not None:
            raise client.rest.ApiException(status=self.pod_error)
        self.pods.append(client.ApiClient().sanitize_for_serialization(pod))
        return client.V1Pod(metadata=client.V1ObjectMeta(name=pod.metadata.name, uid="pods-uid"))

    def create_namespaced_secret(self, namespace, secret, **_):
        if self.secret_error is not None:
            # BinderHub loses a failure that comes before it waits for one: builder.py, `while not done`.
            self.waited_for.wait(30)
            raise client.rest.ApiException(status=self.secret_error)
        self.secrets.append(client.ApiClient().sanitize_for_serialization(secret))

    def delete_namespaced_pod(self, name, **_):
        self.deleted.append(name)

    def read_namespaced_pod_log(self, *_, **__):
        yield from self.log
        self.logged.set()

    def events(self, *_, **__):
        def event(kind, phase):
            pod = client.V1Pod(metadata=client.V1ObjectMeta(name="build"), status=client.V1PodStatus(phase=phase))
            return {"type": kind, "object": pod}

        self.logged.clear()
        yield event("MODIFIED", "Running")
        self.logged.wait(10)
        yield event("DELETED", self.ends)


class Outcome:
    def __init__(self, status, events):
        self.status, self.events = status, events
        self.phases = [event.get("phase") for event in events]
        self.text = json.dumps(events)
        self.message = events[-1]["message"] if events else ""


class World:
    def __init__(self, servers, folder, monkeypatch):
        self.servers, self.folder, self.patch, self.records = servers, folder, monkeypatch, []
        monkeypatch.chdir(folder)
        monkeypatch.setenv("GIT_SSL_CAINFO", servers.certificate)
        monkeypatch.setenv("GIT_TERMINAL_PROMPT", "0")
        monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "binders-own-token")
        for owner, name in (
            (base.BaseHandler, "get_provider"),
            (builder.BuildHandler, "emit_launch_event"),
            (builder.BuildHandler, "launch"),
            (launcher.Launcher, "launch"),
        ):
            monkeypatch.setattr(owner, name, getattr(owner, name))  # to have upstream's back after the test
        for cache in ("cache", "cache_404"):
            getattr(repoproviders.GitHubRepoProvider, cache).clear()
        self.handler = logging.Handler()
        self.handler.emit = lambda record: self.records.append(self.handler.format(record))
        self.events_sent, self.app = [], None

    def settings(self, type="perUser", source=None, **more):
        rule = {"perUser": {"gl" if source == "gitlab" else "gh": [".*"]}, "githubApp": {"gh": ["lab/"]}, "sshKey": {"git": ["ssh"]}}
        token = {"gh": ["lab/"], "gl": ["lab%2F"], "git": [f"https%3A%2F%2F{self.servers.host.replace(':', '%3A')}%2Flab%2F"]}
        return {
            "type": type,
            "source": source or ("github" if type == "perUser" else None),
            "hosts": {"github": self.servers.host, "gitlab": self.servers.host},
            "github_api": f"https://{self.servers.host}/api/v3",
            "rules": rule.get(type, token),
            "image_prefix_marker": "private-",
            "app_id": 7,
            "username": "oauth2",
            "known_hosts": "git.example.org ssh-ed25519 AAAA",
            **more,
        }

    def open(self, type="perUser", source=None, key="", config=None, hub=None, **more):
        """Starts BinderHub with the gate."""
        hub = hub or f"http://{self.servers.hub}"
        self.patch.setenv("JUPYTERHUB_API_URL", f"{hub}/hub/api/")
        self.patch.setenv("PRIVATE_REPOSITORIES_NAME_KEY", NAME_KEY)
        if key:
            self.patch.setenv("PRIVATE_REPOSITORIES_KEY", key)
        self.kubernetes = kubernetes = Kubernetes()

        class Builds(KubernetesBuildExecutor):
            @default("api")
            def _default_api(self):
                return kubernetes

        self.patch.setattr(build.watch.Watch, "stream", kubernetes.events)
        Registry.images, Registry.asked = set(), []
        c = Config()
        c.BinderHub.update(
            {
                "auth_enabled": True,
                "builder_required": False,
                "build_class": Builds,
                "registry_class": Registry,
                "image_prefix": "registry.example.org/binder-",
            }
        )
        c.BinderHub.hub_url = f"{hub}/"
        c.Launcher.update({"retries": 1, "retry_delay": 0})
        c.EventLog.handlers_maker = lambda _: [self.event_handler()]
        c.HubOAuth.update({"api_token": "binders-own-token", "api_url": f"{hub}/hub/api", "oauth_client_id": "service-binder"})
        c.HubOAuth.access_scopes = {"access:services!service=binder"}
        c.HubOAuth.hub_host = hub
        c.GitHubRepoProvider.update({"hostname": self.servers.host, "api_base_path": "https://{hostname}/api/v3"})
        c.GitLabRepoProvider.hostname = self.servers.host
        c.merge(Config(config or {}))
        self.names = run_text("binder", f"private_repositories(c, json.loads({json.dumps(json.dumps(self.settings(type, source, **more)))}))", c=c)
        HubOAuth.clear_instance()
        self.app = BinderHub(config=c)
        self.app.initialize([])
        here = [f"api.github.com:443:{self.servers.host}"]
        asks = {"ca_certs": self.servers.certificate, "prepare_curl_callback": lambda curl: curl.setopt(pycurl.CONNECT_TO, here)}
        AsyncHTTPClient.configure("tornado.curl_httpclient.CurlAsyncHTTPClient", defaults=asks)
        logging.getLogger().addHandler(self.handler)
        logging.getLogger().setLevel(logging.DEBUG)
        self.server, sockets = HTTPServer(self.app.tornado_app), bind_sockets(0, "127.0.0.1")
        self.server.add_sockets(sockets)
        self.port = sockets[0].getsockname()[1]
        return self

    def event_handler(self):
        handler = logging.Handler()
        handler.emit = lambda record: self.events_sent.append(handler.format(record))
        return handler

    async def launch(self, link, who="alice", query="", headers=None):
        """Follows a link as a browser that is logged in does, until there is a server or a refusal."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        login = {"Authorization": f"token hub-{who}"} if who else {}
        lines = [f"GET /build/{link}{query} HTTP/1.1", "Host: binder.example.org", "Accept: text/event-stream"]
        lines += [f"{name}: {value}" for name, value in {**login, **(headers or {})}.items()]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        status, events = int((await reader.readline()).split()[1]), []
        while True:
            line = await asyncio.wait_for(reader.readline(), 30)
            if line.startswith(b"data: "):
                events.append(json.loads(line[6:]))
                for _ in range(10):
                    await asyncio.sleep(0)
                if events[-1].get("phase") == "waiting":
                    self.kubernetes.waited_for.set()
            if not line or line.strip() == b"0" or (events and events[-1].get("phase") in ("ready", "failed")):
                break
        writer.close()
        return Outcome(status, events)

    def pod_environment(self):
        """The environment of the last build pod, as the kubelet fills it in from the last Secret."""
        [container] = self.kubernetes.pods[-1]["spec"]["containers"]
        environment = {one["name"]: one["value"] for one in container["env"] if "value" in one}
        for one in container["env"]:
            if "valueFrom" in one:
                reference, secret = one["valueFrom"]["secretKeyRef"], self.kubernetes.secrets[-1]
                assert reference["name"] == secret["metadata"]["name"]
                environment[one["name"]] = secret["stringData"][reference["key"]]
        return environment

    def got_in(self):
        """Whatever a refused person must not have caused."""
        return {"pods": self.kubernetes.pods, "secrets": self.kubernetes.secrets, "servers": self.servers.started, "images": Registry.asked}

    def everything_seen(self, *more):
        """Logs, events, metrics, pods and options of servers: where no token may stand."""
        from prometheus_client import generate_latest

        started = json.dumps(self.servers.started)
        return "\n".join([*self.records, *self.events_sent, json.dumps(self.kubernetes.pods), started, generate_latest().decode(), *more])

    def close(self):
        logging.getLogger().removeHandler(self.handler)
        if self.app is not None:
            self.server.stop()
            self.app.build_pool.shutdown(wait=False, cancel_futures=True)
        HubOAuth.clear_instance()
