"""The hub's half: private images start with BinderHub's signature alone; and what a real JupyterHub tells BinderHub of a login."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.web import HTTPError
from traitlets.config import Config
from world import NAME_KEY, Registry, run_text, text

IMAGE = f"registry.example.org/binder-private{'ab' * 32}-123456:{'c' * 40}"


class Plain:
    """A spawner that starts whatever it is told to."""

    image = "default"

    def __init__(self, options, user="alice", name=""):
        self.user_options, self.user, self.name = options, type("User", (), {"name": user}), name
        self.handler = type("Handler", (), {"settings": {}})

    def start(self):
        return "started"


@pytest.fixture
def spawner(world):
    world.open()
    world.patch.setenv("PRIVATE_REPOSITORIES_NAME_KEY", NAME_KEY)
    c = Config({"JupyterHub": {"spawner_class": Plain}})
    run_text("hub", 'private_images(c, {"image_prefix_marker": "private-"})', c=c)
    return c.JupyterHub.spawner_class


@pytest.fixture
def sign(world, spawner):
    return world.app.repo_providers["gh"].gate.sign


async def test_a_private_image_starts_with_binderhubs_signature(world, spawner, sign):
    assert spawner({"image": IMAGE, "private_launch": sign(IMAGE, "alice", "")}).start() == "started"


async def test_the_signature_of_a_real_launch_is_taken(world, spawner):
    world.servers.repository("lab/secret")
    await world.launch("gh/lab/secret/HEAD")
    [(name, options)] = world.servers.started
    assert spawner(options, name).start() == "started"


async def test_the_person_does_not_get_the_signature(world, spawner):
    world.servers.repository("lab/secret")
    outcome = await world.launch("gh/lab/secret/HEAD")
    assert "private_launch" not in outcome.text


async def test_a_public_image_starts_without(spawner):
    for image in ("quay.io/jupyter/base-notebook", "registry.example.org/binder-private-2dabcdef-123456:1", None):
        assert spawner({"image": image} if image else {}).start() == "started"


@pytest.mark.parametrize(
    "options",
    [
        lambda sign: {"image": IMAGE},
        lambda sign: {"image": IMAGE, "private_launch": sign(IMAGE, "bob", "")},
        lambda sign: {"image": IMAGE, "private_launch": sign(IMAGE, "alice", "other-server")},
        lambda sign: {"image": IMAGE, "private_launch": sign(IMAGE.replace("c" * 40, "d" * 40), "alice", "")},
        lambda sign: {"image": IMAGE, "private_launch": later(sign(IMAGE, "alice", ""))},
        lambda sign: {"image": IMAGE, "private_launch": f"{int(time.time())}:"},
        lambda sign: {"image": IMAGE, "private_launch": "x"},
        lambda sign: {"image": IMAGE, "private_launch": ["x"]},
        lambda sign: {"image": IMAGE, "private_launch": f"{int(time.time())}:\u00e9"},
        lambda sign: {"image": "sha256:" + "e" * 64},
        lambda sign: {"image": IMAGE.upper()},
        lambda sign: {"image": IMAGE.split(":")[0] + "@sha256:" + "e" * 64},
        lambda sign: {"image": [IMAGE]},
        lambda sign: {"image": {"x": IMAGE}},
    ],
    ids=[
        "without a signature",
        "another person's",
        "another server's",
        "another commit's",
        "with another time",
        "an empty one",
        "no signature at all",
        "a list as the signature",
        "of letters that no signature has",
        "by its id",
        "in capitals",
        "by its digest",
        "in a list",
        "in a table",
    ],
)
async def test_a_private_image_by_its_name_does_not_start(spawner, sign, options):
    with pytest.raises(HTTPError, match="Start it with the repository's link"):
        await spawner(options(sign)).start()


def later(signature):
    then, _, rest = signature.partition(":")
    return f"{int(then) + 1}:{rest}"


async def test_a_signature_of_before_does_not_start(spawner, sign, monkeypatch):
    """A stopped server starts again with the options that it had; the right is checked anew with the link alone."""
    options = {"image": IMAGE, "private_launch": sign(IMAGE, "alice", "")}
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 700)
    with pytest.raises(HTTPError):
        await spawner(options).start()


async def test_a_hub_without_the_key_does_not_start(world):
    world.patch.delenv("PRIVATE_REPOSITORIES_NAME_KEY", raising=False)
    with pytest.raises(SystemExit):
        run_text("hub", 'private_images(c, {"image_prefix_marker": "private-"})', c=Config({"JupyterHub": {"spawner_class": Plain}}))


HUB = """
import json, os
from jupyterhub.auth import Authenticator
from jupyterhub.proxy import Proxy
from jupyterhub.spawner import SimpleLocalProcessSpawner
from jupyterhub.utils import exponential_backoff

class NoProxy(Proxy):
    should_start = False
    async def add_route(self, routespec, target, data): pass
    async def delete_route(self, routespec): pass
    async def get_all_routes(self): return {}

class Login(Authenticator):
    async def authenticate(self, handler, data):
        return data["username"]
    async def refresh_user(self, user, handler=None):
        return user.name != "mallory" and {"name": user.name, "auth_state": {"access_token": "gho_" + user.name, "github_user": {}}}

c.JupyterHub.update(dict(proxy_class=NoProxy, authenticator_class=Login, db_url="sqlite://", cookie_secret=bytes(32)))
c.JupyterHub.bind_url = "http://127.0.0.1:1"
c.JupyterHub.hub_bind_url = os.environ["HUB"]
c.JupyterHub.services = [{"name": "binder", "api_token": "binders-own-token", "oauth_client_id": "service-binder",
                          "oauth_redirect_uri": "/oauth_callback", "url": "http://127.0.0.1:1"}]
# The chart's own, and no more: helm-chart/binderhub/values.yaml
c.JupyterHub.load_roles = [
    {"name": "binder", "services": ["binder"], "scopes": ["servers", "admin:users"]},
    {"name": "user", "scopes": ["self", "access:services!service=binder"]},
    {"name": "tokens", "services": ["binder"], "scopes": ["tokens"]},
]
c.Authenticator.update(dict(enable_auth_state=True, allow_all=True, auth_refresh_age=1))
c.CryptKeeper.keys = [bytes(32)]
c.JupyterHub.init_spawners_timeout = 0
# As the chart has them: jupyterhub_config.py and values.yaml
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}
c.Spawner.consecutive_failure_limit = 5
c.JupyterHub.spawner_class = SimpleLocalProcessSpawner
exec(open("hub.py").read())
"""


@contextlib.contextmanager
def running_hub(folder):
    """JupyterHub itself, in which BinderHub has the rights that the chart gives it. Nobody logs in with a browser: `ended_login` writes what would be kept."""
    (folder / "jupyterhub_config.py").write_text(HUB)
    (folder / "hub.py").write_text(text("hub") + '\nprivate_images(c, {"image_prefix_marker": "private-"})\n')
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    environment = {**os.environ, "HUB": address, "PRIVATE_REPOSITORIES_NAME_KEY": NAME_KEY}
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterhub"], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    log = []
    for line in process.stderr:
        log.append(line)
        if "JupyterHub is now running" in line:
            break
    rest = threading.Thread(target=lambda: log.extend(process.stderr), daemon=True)
    rest.start()
    yield address, log
    process.terminate()
    process.wait()
    rest.join()


@pytest.fixture(scope="module")
def real_hub(tmp_path_factory):
    with running_hub(tmp_path_factory.mktemp("hub")) as (address, _):
        yield address


async def test_a_real_hub_says_why_it_starts_no_private_image_by_its_name_and_goes_on(tmp_path):
    with running_hub(tmp_path) as (hub, log):
        token = await ended_login(hub, "alice")
        for _ in range(6):
            await ask(hub, "users/alice/server", "POST", token=token, image=IMAGE)
            progress = await AsyncHTTPClient().fetch(
                f"{hub}/hub/api/users/alice/server/progress", headers={"Authorization": f"token {token}"}
            )
            assert "Start it with the repository's link" in progress.body.decode()
    assert not [line for line in log if "consecutive" in line]


async def ask(address, path, method="GET", token="binders-own-token", **more):
    body, headers = (json.dumps(more) if method in ("POST", "PATCH") else None), {"Authorization": f"token {token}"}
    answer = await AsyncHTTPClient().fetch(f"{address}/hub/api/{path}", method=method, body=body, headers=headers, raise_error=False)
    return json.loads(answer.body or b"null")


async def ended_login(address, name):
    """A person whose kept token is of no use any more, and a token of theirs for the hub."""
    await ask(address, f"users/{name}", "POST")
    await ask(address, f"users/{name}", "PATCH", auth_state={"access_token": "gho_ended", "github_user": {}})
    return (await ask(address, f"users/{name}/tokens", "POST"))["token"]


async def passes(world, token):
    """Whether the gate was passed: only then the registry is asked. The hub here has no spawner that could start anything."""
    outcome = await world.launch("gh/lab/secret/HEAD", None, headers={"Authorization": f"token {token}"})
    return Registry.asked != [], outcome.message


async def test_a_real_hub_refreshes_the_login_when_it_is_asked_and_shows_it_to_binderhub(world, real_hub):
    world.servers.repository("lab/secret")
    world.open(hub=real_hub)
    token = await ended_login(real_hub, "alice")
    assert (await passes(world, token))[0]
    assert {authorization for _, path, authorization, _ in world.servers.requests if path.startswith("/api")} == {"Bearer gho_alice"}


async def test_a_real_hub_that_cannot_refresh_the_login_lets_nobody_in(world, real_hub):
    world.servers.repository("lab/secret", readers={"mallory"})
    world.open(hub=real_hub)
    passed, said = await passes(world, await ended_login(real_hub, "mallory"))
    assert not passed and "Forbidden" in said
    assert world.servers.requests == []


async def test_a_person_who_was_deleted_from_a_real_hub_does_not_get_in(world, real_hub):
    world.servers.repository("lab/secret", readers={"bob"})
    world.open(hub=real_hub)
    token = await ended_login(real_hub, "bob")
    assert (await passes(world, token))[0]
    await ask(real_hub, "users/bob", "DELETE")
    Registry.asked.clear()
    passed, said = await passes(world, token)
    assert not passed and "Sign out of this hub" in said


async def test_a_real_hub_shows_a_login_to_nobody_else(world, real_hub):
    world.open(hub=real_hub)
    token = await ended_login(real_hub, "carol")
    assert (await ask(real_hub, "users/carol"))["auth_state"]["access_token"] == "gho_ended"
    assert "auth_state" not in await ask(real_hub, "users/carol", token=token)
    assert "auth_state" not in await ask(real_hub, "user", token=token)


@pytest.mark.parametrize("provider, name", [("github", "GitHubOAuthenticator"), ("gitlab", "GitLabOAuthenticator")])
async def test_a_login_keeps_its_token_where_the_gate_looks_for_it(world, provider, name):
    """oauthenticator's own code makes what the hub keeps."""
    authenticator = getattr(pytest.importorskip(f"oauthenticator.{provider}"), name)()
    state = authenticator.build_auth_state_dict({"access_token": "gho_alice", "scope": "repo"}, {"login": "alice"})
    world.servers.repository("lab/secret")
    world.servers.people["alice"]["auth_state"] = state
    link = "gh/lab/secret/HEAD" if provider == "github" else "gl/lab%2Fsecret/HEAD"
    assert (await world.open(source=provider).launch(link)).phases[-1] == "ready"
