"""People with servers in JupyterHub's own database, and a whole hub, both with a clock that tests set. And a BinderHub before that hub."""

import contextlib
import datetime
import importlib.util
import json
import pathlib
import re
import sqlite3

from jupyterhub.objects import Hub as HubObject
from jupyterhub.user import UserDict
from tornado.httpclient import AsyncHTTPClient
from world import World

spec = importlib.util.spec_from_file_location("world_of_sizes", pathlib.Path(__file__).parents[2] / "sizes/python/world.py")
world_of_sizes = importlib.util.module_from_spec(spec)
spec.loader.exec_module(world_of_sizes)

SOURCES = [pathlib.Path(__file__).parents[4] / "components/per-person/python" / name for name in ("hours.py", "server.py", "page.py", "hub.py")]


def at(text):
    """Seconds since 1970 of a time of UTC. 2026-11-23 is a Monday."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc).timestamp()


def piece(file, hours=20, clock="time.time", before="", after=""):
    """The text of the piece, with its last line, and of others that run before and after it."""
    settings = {"hours": hours, "file": str(file), "uncounted": "binder-check", "uncounted_beginning": "load--"}
    code = "\n".join(source.read_text() for source in SOURCES)
    return f"{code}\n{before}\nhours_per_week(c, json.loads({json.dumps(json.dumps(settings))}), {clock})\n{after}\n"


def rows(file):
    """What the file says: seconds by person and week."""
    with contextlib.closing(sqlite3.connect(file)) as database:
        return {(name, week): seconds for name, week, seconds in database.execute("SELECT * FROM binderhub_hours")}


def write(file, *used):
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE IF NOT EXISTS binderhub_hours (name TEXT, week TEXT, seconds REAL NOT NULL, PRIMARY KEY (name, week))")
        database.executemany("INSERT INTO binderhub_hours VALUES (?, ?, ?)", used)


class Spawner(world_of_sizes.BinderSpawner):
    """The chart's, whose pods are nowhere."""

    async def poll(self):
        return None

    async def stop(self, now=False):
        pass


class People(world_of_sizes.People):
    def __init__(self, folder):
        self.file, self.now, self.removed = folder / "jupyterhub.sqlite", at("2026-11-25 12:00"), []
        super().__init__(f"sqlite:///{self.file}")

    def open(self, hours=20, after=""):
        self.config.JupyterHub.spawner_class = Spawner
        names = {"c": self.config}
        exec(compile(piece(self.file, hours, "lambda: now()", after=after), "hours", "exec"), names | {"now": lambda: self.now})
        hub = HubObject(ip="127.0.0.1", port=1, base_url="/hub/")
        self.hours = self.config.JupyterHub.spawner_class.week_hours
        settings = {"config": self.config, "spawner_class": self.config.JupyterHub.spawner_class, "hub": hub, "base_url": "/", "cookie_secret": b"x", "proxy": self}
        self.users = UserDict(db_factory=lambda: self.db, settings=settings)
        return self

    async def delete_user(self, user, name):
        """As the proxy does."""
        self.removed.append((user.name, name))

    async def running(self, name="ada", server=""):
        return await self.start(self.spawner(name, server=server))

    def minutes(self, count):
        """Ticks, as the hub's own."""
        for _ in range(count):
            self.now += 60
            self.hours.tick()

    def rows(self):
        return rows(self.file)


CLOCK = 'lambda: float(__import__("pathlib").Path("clock").read_text())'


class Hub(world_of_sizes.Hub):
    def __init__(self, folder):
        super().__init__(folder)
        # As HUB says.
        self.file = folder / "hub.sqlite"
        self.set(at("2026-11-25 12:00"))

    def set(self, now):
        self.now = now
        (self.folder / "later").write_text(str(now))
        (self.folder / "later").rename(self.folder / "clock")

    def open(self, hours=20, before="", file=None):
        return self.run(piece(file or self.file, hours, CLOCK, before))

    async def start(self, name, token):
        """As a person does on JupyterHub's own page. Returns the last that the page shows."""
        code, _ = await self.ask(f"users/{name}/server", "POST", token)
        assert code in (201, 202)
        return (await self.progress(name, token))[-1]

    async def page(self, name=None, path="/hub/hours"):
        """Status and cells of the page of hours, as a person sees it who logs in with a browser."""
        code, text = await self.text(name, path)
        return code, [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>(<td>.*?)</tr>", text)]

    async def text(self, name, path, **more):
        """Status and text of any page, or of the refusal to log in."""
        client, jar = AsyncHTTPClient(force_instance=True), {}

        async def go(path, **more):
            headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in jar.items()), **more.pop("headers", {})}
            answer = await client.fetch(self.address + path, headers=headers, follow_redirects=False, raise_error=False, **more)
            for line in answer.headers.get_list("Set-Cookie"):
                key, _, value = line.partition(";")[0].partition("=")
                jar[key] = value
            return answer

        if name is not None:
            form = (await go("/hub/login")).body.decode()
            token = re.search(r'name="_xsrf" value="([^"]+)"', form).group(1)
            answer = await go("/hub/login", method="POST", body=f"_xsrf={token.replace('|', '%7C')}&username={name}&password=x")
            if answer.code != 302:
                return answer.code, answer.body.decode()
        answer = await go(path, **more)
        return answer.code, answer.body.decode()


def binder_piece():
    source = pathlib.Path(__file__).parents[4] / "components/per-person/python/binder.py"
    return f"{source.read_text()}\nhours_before_builds(c, json.loads('{{}}'))\n"


class Binder(World):
    """BinderHub as a service of a hub that counts hours. Each build and each server is there at once."""

    def __init__(self, hub, folder, monkeypatch):
        super().__init__(folder, monkeypatch)
        self.hub = hub
        self.mount.write("")

    def open(self, before="", after="", servers=0, **config):
        """Starts it. `before` and `after` are pieces of other concepts: each stands before the one that ran earlier."""
        ours = {"api_token": "binders-own-token", "api_url": f"{self.hub.address}/hub/api/", "oauth_client_id": "service-binder"}
        access = {"hub_host": self.hub.address, "access_scopes": {"access:services!service=binder"}}
        login = {"BinderHub": {"auth_enabled": True, **config.pop("BinderHub", {})}, "HubOAuth": {**ours, **access}}
        return super().open(f"{before}\n{binder_piece()}\n{after}", servers, **login, **config)
