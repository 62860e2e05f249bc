"""A BinderHub that sleeps and wakes."""

import datetime
import json
import time
import urllib.parse

import pytest
from prometheus_client import REGISTRY
from tornado.httpclient import AsyncHTTPClient
from world import Builds, Registry

ASLEEP = "This hub is asleep. It opens on Monday 30 November at 07:30 (Europe/Berlin)."


@pytest.fixture
def kept(monkeypatch):
    """What BinderHub writes into the cluster."""
    written = []

    class Core:
        def patch_namespaced_config_map(self, name, namespace, body, **_):
            written.append((name, namespace, body))

    monkeypatch.setattr("kubernetes.config.load_incluster_config", lambda: None)
    monkeypatch.setattr("kubernetes.client.CoreV1Api", Core)
    return written


async def click(world, origin=None, method="POST", **form):
    return await AsyncHTTPClient().fetch(
        f"{world.address}/wake",
        method=method,
        body=urllib.parse.urlencode(form) if method == "POST" else None,
        headers={"Origin": world.address if origin is None else origin},
        follow_redirects=False,
        raise_error=False,
    )


async def now(world):
    return json.loads(await world.text("/wake"))


async def test_an_open_hub_launches_and_shows_binderhubs_own_page(world, folder):
    folder.state(60, 120)
    assert (await world.open().launch())[0] == "ready"
    assert await world.banner() in (None, "")


async def test_nothing_is_built_or_launched_while_it_sleeps(world, folder):
    folder.state(-60, 60)
    Registry.has_image = False
    assert await world.open().launch() == ("failed", ASLEEP)
    assert Builds.begun == [] and world.launched == []


@pytest.mark.parametrize("path", ["/", "/v2/fake/repo/HEAD"])
async def test_its_pages_say_when_it_opens(world, folder, path):
    folder.state(-60, 60)
    page = await world.open().text(path)
    assert "This hub is asleep" in page and "Monday 30 November at 07:30 (Europe/Berlin)" in page
    assert "pageConfig" not in page and f'name="next" value="{path}"' in page


async def test_a_hub_whose_job_is_dead_opens_by_itself(world, folder):
    folder.state(-600, -0.02, done="2020-01-01T00:00:00Z")
    assert (await world.open().launch())[0] == "ready"


async def test_it_goes_to_sleep_at_the_minute_without_the_job(world, folder, monkeypatch):
    folder.state(60, 120)
    world.open()
    assert world.app.tornado_app and (await now(world))["asleep"] is False
    later = time.time() + 60 * 60
    monkeypatch.setattr("time.time", lambda: later)
    assert (await world.launch())[0] == "failed"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sleep": 7}', '{"sleep": {"from": "x", "until": null}}', '{"sleep": {"from": 7, "until": 8}}'])
async def test_it_is_open_if_nobody_understands_the_state(world, folder, text):
    (folder.path / "state").write_text(text)
    assert (await world.open().launch())[0] == "ready"
    assert (await now(world))["asleep"] is False


async def test_it_is_open_without_the_files(world):
    assert (await world.open().launch())[0] == "ready"


async def test_who_closed_it_by_hand_has_the_first_word(world, folder):
    folder.state(-60, 60)
    world.mount.write("Back at 14:00")
    assert await world.open().launch() == ("failed", "Back at 14:00")
    assert "Back at 14:00" in await world.banner()


async def test_a_click_opens_it_at_once_and_is_kept_for_the_job(world, folder, kept):
    folder.state(-60, 600)
    world.open()
    answer = await click(world, next="/v2/fake/repo/HEAD")
    assert (answer.code, answer.headers["Location"]) == (303, "/v2/fake/repo/HEAD")
    [(name, namespace, body)] = kept
    visit = json.loads(body["data"]["visit"])
    assert (name, namespace, list(body["data"])) == ("binder-schedule-state", "binderhub", ["visit"])
    assert visit["until"] > visit["at"]
    assert (await world.launch())[0] == "ready"


async def test_who_wakes_it_sees_how_long_that_takes(world, folder, kept):
    folder.state(-60, 600, wakeSeconds=250)
    assert "about 5 minutes" in await world.open().text("/")
    await click(world)
    assert "waking up, since 1 minute. The first machine takes about 5 minutes" in await world.banner()
    assert (await now(world))["waking"] is True
    assert "/wake" in await world.text("/")


async def test_the_job_tells_how_long_it_has_been_waking_and_when_it_is_done(world, folder):
    # Half a minute is left for the test.
    folder.visit(-3.5, 100)
    folder.state(100, 600, wakeSeconds=100, wakes={"since": "2026-01-01T00:00:00Z", "by": "visit"})
    assert "waking" not in (await world.open().banner() or "")
    folder.state(100, 600, wakeSeconds=100, wakes={"since": json.loads((folder.path / "visit").read_text())["at"], "by": "visit"})
    assert "since 4 minutes. The first machine takes about 2 minutes" in await world.banner()
    folder.state(100, 600, wakeSeconds=100)
    assert "waking" not in (await world.banner() or "")


async def test_a_hub_that_holds_no_machine_is_not_waking(world, folder, kept):
    folder.state(-60, 600, holds=False)
    world.open()
    await click(world)
    assert "waking" not in (await world.banner() or "") and (await now(world))["waking"] is False


async def test_a_second_click_writes_nothing(world, folder, kept):
    folder.state(-60, 600)
    world.open()
    await click(world)
    assert (await click(world)).code == 303
    assert len(kept) == 1


@pytest.mark.parametrize("origin", ["", "null", "https://elsewhere.example.org", "http://127.0.0.1:1"])
async def test_another_page_wakes_nobody(world, folder, kept, origin):
    folder.state(-60, 600)
    assert (await click(world.open(), origin)).code == 403
    assert kept == [] and (await now(world))["asleep"]


async def test_a_crawler_wakes_nobody(world, folder, kept):
    folder.state(-60, 600)
    world.open()
    for path in ("/", "/v2/fake/repo/HEAD", "/wake", "/wake?wake"):
        await world.text(path)
    assert kept == [] and (await now(world))["asleep"]


async def test_a_visitor_may_not_wake_it_if_that_is_not_set(world, folder, kept):
    folder.state(-60, 600, wakeOnVisit=False)
    assert "<button" not in await world.open(wake=False).text("/")
    assert (await click(world)).code == 403
    assert kept == []


async def test_a_click_that_cannot_be_kept_opens_nothing(world, folder, monkeypatch):
    folder.state(-60, 600)
    monkeypatch.setattr("kubernetes.config.load_incluster_config", lambda: 1 / 0)
    assert (await click(world.open())).code == 503
    assert (await now(world))["asleep"]


@pytest.mark.parametrize("path", ["https://elsewhere.example.org/", "//elsewhere.example.org", "/\\elsewhere.example.org", "/\t/elsewhere.example.org", "/\x7f/elsewhere.example.org", "", "javascript:alert(1)"])
async def test_a_click_leads_to_no_other_site(world, folder, kept, path):
    folder.state(-60, 600)
    assert (await click(world.open(), next=path)).headers["Location"] == "/"


async def test_who_sends_it_to_sleep_by_hand_wins_over_a_click_of_before(world, folder):
    folder.state(-60, 600)
    folder.visit(-30, -1)
    assert (await world.open().launch())[0] == "failed"


async def test_what_is_in_the_state_is_no_html(world, folder):
    folder.state(-60, 600, opens="<script>alert(1)</script>")
    page = await world.open().text('/v2/fake/"><script>alert(2)')
    assert "<script>alert(" not in page


def number(name):
    return REGISTRY.get_sample_value(name)


async def test_its_numbers(world, folder):
    world.open()
    assert number("binderhub_schedule_late_seconds") is None
    folder.state(-60, 600, lateSeconds=90)
    assert (number("binderhub_schedule_asleep"), number("binderhub_schedule_late_seconds")) == (1, 90)
    done = datetime.datetime.fromisoformat(folder.known()["done"])
    assert number("binderhub_schedule_done_timestamp_seconds") == done.timestamp()


async def test_a_wrong_piece_ends_the_program(world, folder, monkeypatch):
    monkeypatch.setattr("binderhub.app.BinderHub.add_url_prefix", None)
    monkeypatch.delattr("binderhub.main.UIHandler.render_template", raising=False)
    monkeypatch.delattr("binderhub.base.BaseHandler.render_template", raising=False)
    with pytest.raises(SystemExit, match="Schedule: "):
        world.open()
