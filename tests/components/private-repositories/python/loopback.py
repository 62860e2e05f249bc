"""Servers on this machine: a Git host (with GitHub's and GitLab's API, and Git over https with passwords), one that collects credentials, and a hub."""

import asyncio
import base64
import datetime
import ipaddress
import json
import os
import re
import shutil
import subprocess
import threading
import urllib.parse

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

BIG = b"Big\n"
GIT_AS = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}


class Servers:
    """Runs them in a thread of their own: JupyterHub's library waits for the hub's answer within BinderHub's thread."""

    def __init__(self, folder):
        self.folder, self.git = folder, folder / "git"
        self.app_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.app_pem = self.app_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        ).decode()
        self.certificate = certificate(folder)
        self.template = committed(folder / "template")

    def __enter__(self):
        ready = threading.Event()

        def run():
            self.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self.loop)
            for name, handler, address in (("host", GitHost, "127.0.0.1"), ("evil", Collector, "127.0.0.1"), ("hub", Hub, "127.0.0.1")):
                tls = None if name == "hub" else {"certfile": self.certificate, "keyfile": self.certificate}
                server, sockets = HTTPServer(Application([(r"(/.*)", handler, {"servers": self})]), ssl_options=tls), bind_sockets(0, address)
                server.add_sockets(sockets)
                setattr(self, name, f"127.0.0.1:{sockets[0].getsockname()[1]}")
            ready.set()
            IOLoop.current().start()

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()
        ready.wait()
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def reset(self):
        self.repositories, self.gists, self.installed = {}, {}, {}
        self.tokens = {f"gho_{name}": name for name in ("alice", "bob", "mallory")}
        self.people = {name: person(name) for name in ("alice", "bob", "mallory")}
        self.people["robot"] = {"name": "robot", "kind": "service", "scopes": ["access:services!service=binder"]}
        self.answers, self.hub_answers = {}, {}
        self.requests, self.collected, self.started = [], [], []
        shutil.rmtree(self.git, ignore_errors=True)

    def repository(self, path, private=True, readers=("alice",), number=None, branches=("main",), **more):
        """A repository, whose commit is the same for all: names must tell them apart."""
        shutil.copytree(self.template / ".git", self.git / f"{path}.git")
        number = number or 1000 + len(self.repositories)
        commits = {name: self.commit for name in ("HEAD", *branches, self.commit)}
        self.repositories[path] = {"id": number, "private": private, "readers": set(readers), "commits": commits, **more}
        return self.repositories[path]

    @property
    def commit(self):
        return subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=self.template, text=True).strip()

    def find(self, path, token):
        """The repository, if this token may read it. Names have no upper and lower case."""
        found = next((one for name, one in self.repositories.items() if name.lower() == path.lower().removesuffix(".git")), None)
        allowed = found and (not found["private"] or self.tokens.get(token) in found["readers"])
        return found if allowed else None


def person(name, provider="github"):
    return {
        "name": name,
        "kind": "user",
        "scopes": ["access:services!service=binder"],
        "auth_state": {"access_token": f"gho_{name}", f"{provider}_user": {"login": name}},
    }


def certificate(folder):
    key, now = rsa.generate_private_key(public_exponent=65537, key_size=2048), datetime.datetime.now(datetime.timezone.utc)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost"), x509.DNSName("api.github.com")]
            ),
            False,
        )
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return str(file)


def committed(folder, files=(("README.md", "Hello\n"), ("postBuild", "env\n"))):
    folder.mkdir()
    for name, text in files:
        (folder / name).write_text(text)
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "One"]):
        subprocess.run(["git", *command], cwd=folder, check=True, env={**os.environ, **GIT_AS})
    return folder


class Server(RequestHandler):
    def initialize(self, servers):
        self.servers = servers

    def check_xsrf_cookie(self):
        pass

    async def get(self, _):
        await self.answer(self.request.uri.partition("?")[0])

    post = get

    def say(self, code, value=None, **headers):
        self.set_status(code)
        for name, text in headers.items():
            self.set_header(name.replace("_", "-"), text)
        self.finish(json.dumps(value) if value is not None else None)


class GitHost(Server):
    """https://docs.github.com/en/rest, https://docs.gitlab.com/api and https://git-scm.com/docs/git-http-backend in small."""

    async def answer(self, path):
        authorization = self.request.headers.get("Authorization", "")
        self.servers.requests.append((self.request.method, path, authorization, self.request.body))
        for begin, (code, headers) in self.servers.answers.items():
            if re.match(begin, path):
                return self.say(code, {"message": "made up"}, **headers)
        token = authorization.partition(" ")[2]
        if path.startswith(("/api/v3/", "/gists/")):  # BinderHub asks for gists at api.github.com, which leads here
            return self.github(path.removeprefix("/api/v3").removeprefix("/"), token)
        if path.startswith("/api/v4/"):
            return self.gitlab(path.removeprefix("/api/v4/"), token)
        await self.fetch_by_git(path, base64.b64decode(token).decode().partition(":")[2] if authorization.startswith("Basic ") else "")

    def github(self, path, token):
        kind, _, rest = path.partition("/")
        if kind == "gists":
            gist = self.servers.gists.get(rest)
            return self.say(200, gist) if gist else self.say(404)
        if kind == "app" or rest.endswith("/installation"):
            return self.app(rest, token)
        if token and token not in self.servers.tokens:
            return self.say(401)
        owner, name, *more = rest.split("/", 3)
        found = self.servers.find(f"{owner}/{name}", token)
        if found is None:
            return self.say(404)
        if "moved" in found:
            return self.say(301, {"message": "Moved Permanently"}, Location=f"/api/v3/repositories/{found['id']}")
        if not more:
            return self.say(200, {"id": found["id"], "full_name": found.get("full_name", f"{owner}/{name}"), "private": found["private"]})
        sha = found["commits"].get(urllib.parse.unquote(more[1]))
        return self.say(200, {"sha": sha}, ETag='"1"') if sha else self.say(422)

    def app(self, rest, token):
        try:
            jwt.decode(token, self.servers.app_key.public_key(), algorithms=["RS256"], issuer="7", options={"require": ["exp", "iat"]})
        except jwt.PyJWTError:
            return self.say(401)
        if rest.endswith("/installation"):
            path = rest.removesuffix("/installation")
            if "moved" in self.servers.repositories.get(path, {}):
                return self.say(301, Location="/elsewhere")
            return self.say(200, {"id": 5}) if path in self.servers.installed else self.say(404)
        asked = json.loads(self.request.body)
        token = f"ghs_{'_'.join(asked['repositories'])}"
        self.servers.tokens[token] = token
        for path in self.servers.installed:
            if path.split("/")[1] in asked["repositories"]:
                self.servers.repositories[path]["readers"].add(token)
        return self.say(201, {"token": token, "permissions": asked["permissions"]})

    def gitlab(self, path, token):
        _, project, *more = path.split("/", 4)
        if token and token not in self.servers.tokens:
            return self.say(401)
        project = urllib.parse.unquote(project)
        named = next((name for name, one in self.servers.repositories.items() if project in (name, str(one["id"]))), "")
        found = self.servers.find(named, token)
        if found is None:
            return self.say(404)
        if not more:
            names = {"id": found["id"], "path_with_namespace": found.get("full_name", named)}
            return self.say(200, {**names, "visibility": "private" if found["private"] else "public"})
        if self.servers.tokens.get(token) in found.get("guests", ()):
            return self.say(403)
        sha = found["commits"].get(urllib.parse.unquote(more[2]))
        return self.say(200, {"id": sha}) if sha else self.say(404)

    async def fetch_by_git(self, path, token):
        if path == "/big-file":
            return self.finish(BIG)
        found = re.fullmatch(r"/(.+?)(\.git)?/(info/refs|git-upload-pack|info/lfs/objects/batch)", path)
        repository = found and self.servers.find(found[1], token)
        if not repository:
            return self.say(401, WWW_Authenticate='Basic realm="Git"')
        if found[3].startswith("info/lfs"):
            [wanted] = json.loads(self.request.body)["objects"]
            self.set_header("Content-Type", "application/vnd.git-lfs+json")
            action = {"download": {"href": f"https://{self.servers.host}/big-file"}}
            return self.finish(json.dumps({"transfer": "basic", "objects": [{**wanted, "authenticated": True, "actions": action}]}))
        name = next(name for name in self.servers.repositories if name.lower() == found[1].lower())
        env = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.servers.git),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": f"/{name}.git/{found[3]}",
            "QUERY_STRING": self.request.query,
            "REQUEST_METHOD": self.request.method,
            "CONTENT_TYPE": self.request.headers.get("Content-Type", ""),
            "HTTP_CONTENT_ENCODING": self.request.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.request.headers.get("Git-Protocol", ""),
        }
        pipe = asyncio.subprocess.PIPE
        backend = await asyncio.create_subprocess_exec("git", "http-backend", stdin=pipe, stdout=pipe, env=env)
        out, _ = await backend.communicate(self.request.body)
        head, _, body = out.partition(b"\r\n\r\n")
        for line in head.decode().splitlines():
            self.set_header(*line.split(": ", 1))
        self.finish(body)


class Collector(Server):
    """Asks everybody for a password, and keeps what it gets."""

    async def answer(self, path):
        self.servers.collected.append(self.request.headers.get("Authorization", ""))
        self.say(401, WWW_Authenticate='Basic realm="Git"')


class Hub(Server):
    """What BinderHub asks of JupyterHub's API."""

    async def answer(self, path):
        path, token = path.removeprefix("/hub/api/"), self.request.headers.get("Authorization", "").partition(" ")[2]
        for begin, answers in self.servers.hub_answers.items():
            if re.match(begin, path) and answers:
                code = answers.pop(0)
                if code is not None:
                    return self.say(code, {"message": "made up"})
        if path == "user":
            model = self.servers.people.get(token.removeprefix("hub-"))
            return self.say(200, {key: value for key, value in model.items() if key != "auth_state"}) if model else self.say(403)
        if token != "binders-own-token":
            return self.say(403)
        name = urllib.parse.unquote(path.split("/")[1])
        if self.request.method == "POST":
            self.servers.started.append((name, json.loads(self.request.body)))
            return self.say(201)
        if path.endswith("/progress"):
            return self.finish('data: {"ready": true, "message": "Ready"}\n\n')
        model = self.servers.people.get(name)
        return self.say(200, {**model, "servers": {}}) if model else self.say(404)
