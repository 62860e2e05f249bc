"""Hours in a real BinderHub before a real JupyterHub: what is refused before anything is built."""

import asyncio
import pathlib
import socket

import pytest
from event_world import Cluster, event
from event_world import Folder as EventFolder
from event_world import binder_piece as event_piece
from hours_world import binder_piece, write
from jupyterhub.services.auth import HubOAuth
from prometheus_client import REGISTRY
from sleeping import Folder as SleepFolder
from sleeping import piece as sleep_piece
from tornado.httpclient import AsyncHTTPClient
from traitlets.config import Config
from world import Builds, Registry

THIS = "2026-11-23"
USED = "You have used 20 of 20 hours this week. New hours begin on Monday, 30 November, 00:00 UTC."
CHECK = """
c.JupyterHub.services.append({"name": "binder-check", "api_token": "checks-own-token"})
c.JupyterHub.load_roles.append({"name": "binder-check", "services": ["binder-check"], "scopes": ["access:services!service=binder"]})
"""


async def ada(hub, hours=20, **more):
    """Her token, after so many hours."""
    write(hub.file, ("ada", THIS, hours * 3600))
    return await hub.open(**more).person("ada")


@pytest.mark.parametrize("there", [False, True], ids=["image-is-built", "image-is-there"])
async def test_whoever_has_used_up_their_hours_reads_so_and_nothing_is_built_or_launched(binder, there):
    Registry.has_image = there
    token = await ada(binder.hub)
    assert await binder.open().launch(token) == ("failed", USED)
    assert Builds.begun == [] and binder.launched == []


@pytest.mark.parametrize("hours", [0, 19.9])
async def test_whoever_has_hours_left_gets_a_server(binder, hours):
    token = await ada(binder.hub, hours)
    assert (await binder.open().launch(token))[0] == "ready"
    assert len(Builds.begun) == len(binder.launched) == 1


async def test_whoever_has_never_had_a_server_gets_one(binder):
    token = await binder.hub.open().person("ada")
    assert (await binder.open().launch(token))[0] == "ready"


async def test_nothing_is_launched_for_whom_the_hours_end_during_the_build(binder):
    token = await binder.hub.open().person("ada")
    Builds.during = staticmethod(lambda: write(binder.hub.file, ("ada", THIS, 20 * 3600)))
    assert await binder.open().launch(token) == ("failed", USED)
    assert len(Builds.begun) == 1 and binder.launched == []


async def test_administrators_have_no_limit(binder):
    token = await ada(binder.hub, before="c.Authenticator.admin_users = {'ada'}")
    assert (await binder.open().launch(token))[0] == "ready"


async def test_the_programs_own_users_and_its_service_have_no_limit(binder):
    write(binder.hub.file, ("load--0a1b-1", THIS, 99 * 3600), ("binder-check", THIS, 99 * 3600))
    token = await binder.hub.open(before=CHECK).person("load--0a1b-1")
    binder.open()
    assert (await binder.launch(token))[0] == "ready"
    # First there is no user of the service's name, and then there is one.
    assert (await binder.launch("checks-own-token"))[0] == "ready"
    await binder.hub.person("binder-check")
    assert (await binder.launch("checks-own-token"))[0] == "ready"


async def test_a_name_of_any_letters_is_theirs(binder):
    name = "ada+%41?#lóvelace@example.org"
    write(binder.hub.file, (name, THIS, 20 * 3600))
    binder.hub.open()
    await binder.hub.ask("users", "POST", usernames=[name])
    token = (await binder.hub.ask("users/ada%2B%2541%3F%23l%C3%B3velace@example.org/tokens", "POST"))[1]["token"]
    assert await binder.open().launch(token) == ("failed", USED)


async def test_people_who_launch_at_the_same_time_have_each_their_own_hours(binder):
    tokens = [await ada(binder.hub), await binder.hub.person("grace")] * 6
    binder.open()
    ended = await asyncio.gather(*map(binder.launch, tokens))
    assert [message if phase == "failed" else phase for phase, message in ended] == [USED, "ready"] * 6


async def known(binder, **more):
    """The token of ada, who has used up her hours and whom BinderHub knows: it asks the hub for the same token every five minutes."""
    token = await ada(binder.hub, **more)
    assert await binder.open().launch(token) == ("failed", USED)
    return token


async def test_a_hub_that_is_not_there_stops_no_launch_before_it(binder):
    token = await known(binder)
    binder.hub.close()
    assert (await binder.launch(token))[0] == "ready"


async def test_a_hub_that_does_not_answer_stops_no_launch_before_it(binder):
    token = await known(binder)
    binder.app.tornado_app.settings["launch_quota"].seconds = 0.2
    with socket.create_server(("127.0.0.1", 0)) as silent:
        HubOAuth.instance().api_url = "http://{}:{}/hub/api/".format(*silent.getsockname())
        async with asyncio.timeout(120):
            assert (await binder.launch(token))[0] == "ready"


async def test_a_hub_that_does_not_know_the_question_stops_no_launch(binder):
    token = await binder.hub.run("").person("ada")
    assert (await binder.open().launch(token))[0] == "ready"


async def test_hours_that_the_hub_cannot_read_stop_no_launch(binder):
    token = await binder.hub.open(file=binder.hub.folder / "no" / "file").person("ada")
    assert (await binder.open().launch(token))[0] == "ready"


async def test_ten_launches_that_wait_for_their_server_keep_no_question_waiting(binder):
    """BinderHub's own client asks ten things at a time."""
    token = await known(binder)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = "http://{}:{}/".format(*silent.getsockname())
        waiting = [asyncio.ensure_future(AsyncHTTPClient().fetch(address, request_timeout=60)) for _ in range(10)]
        assert await binder.launch(token) == ("failed", USED)
        for one in waiting:
            one.cancel()


async def test_a_refusal_is_counted_by_its_name(binder):
    def counted():
        labels = {"provider": "", "repo": "https://example.com/fake/repo.git", "status": "hours"}
        return REGISTRY.get_sample_value("binderhub_launch_count_total", labels) or 0

    token, before = await ada(binder.hub), counted()
    await binder.open().launch(token)
    assert counted() == before + 1


@pytest.fixture
def asleep(binder, tmp_path):
    """A piece by which the hub sleeps."""
    folder = SleepFolder(tmp_path / "schedule")
    folder.state(-60, 60)
    before = set(REGISTRY._collector_to_names)
    yield sleep_piece("binder", folder, binder.mount.file)
    for collector in set(REGISTRY._collector_to_names) - before:
        REGISTRY.unregister(collector)


async def test_a_closed_hub_has_the_first_word_then_one_that_sleeps_then_the_hours(binder, asleep):
    token = await ada(binder.hub)
    binder.open(after=asleep)
    binder.mount.write("Back at 14:00")
    assert await binder.launch(token) == ("failed", "Back at 14:00")
    binder.mount.write("")
    assert await binder.launch(token) == ("failed", "This hub is asleep. It opens on Monday 30 November at 07:30 (Europe/Berlin).")
    binder.close()
    HubOAuth.clear_instance()
    assert await binder.open().launch(token) == ("failed", USED)


@pytest.fixture
def full_event(tmp_path, monkeypatch):
    """A piece with an event whose places are all taken."""
    cluster = Cluster()
    cluster.servers["pyintro"] = [True] * 4
    monkeypatch.setenv("BUILD_NAMESPACE", "binderhub")
    monkeypatch.setattr("kubernetes.config.load_incluster_config", lambda: None)
    monkeypatch.setattr("kubernetes.client.CoreV1Api", lambda: cluster)
    return event_piece(EventFolder(tmp_path / "events"), [event("open")])


async def test_hours_come_before_the_places_of_an_event(binder, full_event):
    token = await ada(binder.hub)
    binder.open(before=full_event)
    assert await binder.launch(token) == ("failed", USED)
    assert (await binder.launch(await binder.hub.person("grace")))[1].startswith("All 4 places of Python <intro> are taken.")
    desk = binder.app.tornado_app.settings["launch_quota"].desk
    assert desk.figures(desk.events.every[0]).refused == 1


@pytest.mark.parametrize("hours, said", [(20, USED), (1, "Own")])
async def test_a_quota_of_ones_own_counts_while_hours_are_left(binder, hours, said):
    own = """
from binderhub.quota import LaunchQuota, LaunchQuotaExceeded

class Own(LaunchQuota):
    async def check_repo_quota(self, *_):
        raise LaunchQuotaExceeded("Own", quota=1, used=1, status="own")

c.BinderHub.launch_quota_class = Own
"""
    token = await ada(binder.hub, hours)
    assert await binder.open(before=own).launch(token) == ("failed", said)


def test_the_gate_of_private_repositories_finds_nothing_that_it_leans_on_changed(binder, asleep, full_event):
    binder.hub.open()
    binder.open(before=full_event, after=asleep)
    folder = pathlib.Path(__file__).parents[4] / "components/private-repositories/python/binder"
    names = {}
    exec(compile("\n".join(file.read_text() for file in sorted(folder.glob("*.py"))), "gate", "exec"), names)
    # The test itself has another.
    assert names["changed_under_us"]() == ["launcher.Launcher.launch"]


def test_a_piece_that_cannot_run_ends_the_program():
    c = Config()
    c.BinderHub.launch_quota_class = "no.such.Quota"
    with pytest.raises(SystemExit, match="Hours: ModuleNotFoundError"):
        exec(compile(binder_piece(), "", "exec"), {"c": c})


async def test_the_hub_tells_hours_to_binderhub_and_to_nobody_else(hub):
    token = await ada(hub, before=CHECK + "c.Authenticator.admin_users = {'grace'}")
    assert await hub.ask("hours/ada") == (200, {"refusal": USED})
    assert await hub.ask("hours/nobody") == (200, {"refusal": None})
    for other in (token, await hub.person("grace"), "checks-own-token", "no-token"):
        assert (await hub.ask("hours/ada", token=other))[0] == 403
