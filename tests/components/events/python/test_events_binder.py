"""Events on BinderHub: their quota, their link, their pages and their figures."""

import asyncio
import json
import time

import pytest
from binderhub.ratelimit import RateLimitExceeded
from event_world import COMMIT, COMPONENTS, PHASES, at, event
from tornado.httpclient import AsyncHTTPClient
from world import Registry

QUOTA = {"LaunchQuota": {"total_quota": 5}}
ROOM = ("warming", "open", "leaving")


async def get(world, path):
    return await AsyncHTTPClient().fetch(world.address + path, follow_redirects=False, raise_error=False)


async def numbers(world, name="pyintro"):
    return json.loads(await world.text(f"/event/{name}/numbers"))


@pytest.fixture(autouse=True, params=[True, False], ids=["image-is-there", "image-is-built"])
def image(world, request, monkeypatch):
    monkeypatch.setattr(Registry, "has_image", request.param)


@pytest.mark.parametrize("phase", PHASES)
async def test_its_link_leads_to_its_launch_until_the_end(world, folder, phase):
    folder.keep("prepared", commit=COMMIT, image="registry.example.org/x:1")
    answer = await get(world.open(event(phase)), "/event/pyintro")
    # Who would come after the end would lose their server with the nodes.
    if phase in ("warming", "open"):
        assert (answer.code, answer.headers["Location"]) == (302, f"/v2/fake/repo/{COMMIT}")
    else:
        page = answer.body.decode()
        assert answer.code == 200 and "Python &lt;intro&gt;" in page and "<intro>" not in page
        assert ("Thursday 4 March at 10:00 (Europe/Berlin)" in page) == (phase in ("planned", "preparing"))
        assert ("It is over." in page) == (phase in ("leaving", "over"))


@pytest.mark.parametrize("phase", PHASES)
async def test_the_phases_are_those_of_the_job(world, phase):
    assert (await numbers(world.open(event(phase))))["phase"] == phase


@pytest.mark.parametrize("kept", [{}, {"commit": COMMIT, "of": "another date"}, {"failure": "no such repository"}])
async def test_without_a_commit_its_link_launches_the_ref(world, folder, kept):
    folder.keep("prepared", **kept)
    answer = await get(world.open(event("open", launchRef="v1%2F2", urlPath="lab/tree/ä b.ipynb")), "/event/pyintro")
    assert answer.headers["Location"] == "/v2/fake/repo/v1%2F2?urlpath=lab/tree/%C3%A4%20b.ipynb"


@pytest.mark.parametrize("path", ["/event/other", "/event/other/board", "/event/other/numbers"])
async def test_there_is_no_page_of_another(world, path):
    assert (await get(world.open(event("open")), path)).code == 404


async def test_the_board_has_the_link_and_the_code(world):
    page = await world.open(event("open")).text("/event/pyintro/board")
    assert "hub.example.org/event/pyintro" in page and "<svg>qr</svg>" in page


@pytest.mark.parametrize("phase", PHASES)
async def test_its_own_quota_counts_while_it_has_room(world, cluster, phase):
    cluster.servers["pyintro"] = [True] * 4
    ended = await world.open(event(phase)).launch()
    if phase in ROOM:
        assert ended == ("failed", "All 4 places of Python <intro> are taken. Please tell those who run it.")
    else:
        assert ended[0] == "ready"


async def test_neither_the_hubs_number_nor_that_of_a_repository_stops_it(world, cluster):
    cluster.servers["pyintro"] = [True, True, False]
    world.open(event("open"), servers=50, **QUOTA, BinderHub={"per_repo_quota": 1})
    assert (await world.launch())[0] == "ready"


@pytest.mark.parametrize(("others", "mine", "fits"), [(1, 0, True), (2, 0, False), (1, 2, True), (2, 2, False), (1, 4, False), (0, 4, True)])
async def test_the_places_of_its_people_are_kept_from_others(world, cluster, others, mine, fits):
    cluster.servers["pyintro"] = [True] * mine
    world.open(event("open", patterns=["another"]), servers=others + mine, **QUOTA)
    phase, message = await world.launch()
    # 5 in all, 3 for its people. Those who are more than that take places of others.
    assert (phase == "ready") is fits
    assert fits or "Too many users" in message
    assert ("kept for an event" in message) is (not fits and mine < 3)


async def test_places_are_kept_from_others_in_its_time_alone(world):
    world.open(event("preparing", patterns=["another"]), servers=4, **QUOTA)
    assert (await world.launch())[0] == "ready"


async def test_who_closed_the_hub_by_hand_has_the_first_word(world):
    world.open(event("open"))
    world.mount.write("Back at 14:00")
    assert await world.launch() == ("failed", "Back at 14:00")


async def test_launches_are_counted_and_kept(world, folder, cluster, monkeypatch):
    folder.keep("figures", launched=5, failed=1, refused=0, most=4, waits=[1, 2, 3, 4, 5])
    cluster.servers["pyintro"] = [True, True, False]
    assert (await world.open(event("open")).launch())[0] == "ready"
    known = await numbers(world)
    assert {name: known[name] for name in ("launched", "failed", "refused", "waiting", "seats", "most")} == {
        **{"launched": 6, "failed": 1, "refused": 0, "waiting": 0},
        **{"seats": 2, "most": 4},
    }
    cluster.servers["pyintro"] = [True] * 4
    world.desk.looks.clear()
    assert (await world.launch())[0] == "failed"
    # What is counted is written a little later.
    while not cluster.kept or cluster.kept[-1]["pyintro.figures"]["refused"] == 0:
        await asyncio.sleep(0.05)
    written = cluster.kept[-1]["pyintro.figures"]
    assert written.pop("waits")[:5] == [1, 2, 3, 4, 5]
    assert written == {"of": "pyintro of today", "launched": 6, "failed": 1, "refused": 1, "most": 4}


async def test_a_launch_that_fails_is_counted(world, monkeypatch):
    async def launch(_launcher, **_):
        raise RuntimeError("no node")

    world.open(event("open"))
    monkeypatch.setattr("binderhub.launcher.Launcher.launch", launch)
    monkeypatch.setattr(world.app.launcher, "retries", 1)
    assert (await world.launch())[0] == "failed"
    known = await numbers(world)
    assert (known["launched"], known["failed"], known["waiting"]) == (0, 1, 0)


async def test_launches_under_way_are_waiting(world, monkeypatch):
    go = asyncio.Event()

    async def launch(_launcher, **_):
        await go.wait()
        return {"url": "http://server/", "token": "x", "image": "x", "repo_url": ""}

    world.open(event("open"))
    monkeypatch.setattr("binderhub.launcher.Launcher.launch", launch)
    going = [asyncio.ensure_future(world.launch()) for _ in range(3)]
    while (await numbers(world))["waiting"] < 3:
        await asyncio.sleep(0.05)
    go.set()
    await asyncio.gather(*going)
    assert (await numbers(world))["waiting"] == 0


async def test_launches_outside_of_its_time_are_not_its_own(world):
    assert (await world.open(event("preparing")).launch())[0] == "ready"
    assert (await numbers(world))["launched"] == 0


async def test_a_rehearsal_has_room_and_figures_of_its_own(world, folder, cluster):
    folder.keep("rehearsal", **{"from": at(-1), "until": at(30)})
    world.open(event("preparing"))
    assert (await get(world, "/event/pyintro")).code == 302
    assert (await world.launch())[0] == "ready"
    known = await numbers(world)
    assert (known["launched"], known["phase"], known["rehearsal"]) == (1, "open", True)
    assert known["start"] < known["now"] < known["end"]
    folder.keep("rehearsal", **{"from": at(-30), "until": at(-1)})
    assert (await get(world, "/event/pyintro")).code == 200
    known = await numbers(world)
    assert (known["launched"], known["phase"], known["rehearsal"]) == (0, "preparing", False)
    await asyncio.sleep(0.1)
    assert cluster.kept == []


async def test_a_rehearsal_that_is_longer_than_it_should_be_is_the_same_one(world, folder):
    began = at(-1)
    folder.keep("rehearsal", **{"from": began, "until": at(30)})
    world.open(event("preparing"))
    assert (await world.launch())[0] == "ready"
    folder.keep("rehearsal", **{"from": began, "until": at(40)})
    assert (await numbers(world))["launched"] == 1


async def test_many_who_ask_at_once_are_one_look(world, cluster):
    world.open(event("open"))
    world.desk.fresh = 60
    await asyncio.gather(*(numbers(world) for _ in range(30)))
    assert cluster.looks == 1


async def test_a_cluster_that_does_not_answer_leaves_the_rest_true(world, monkeypatch):
    world.open(event("open"))
    monkeypatch.setattr("kubernetes.client.CoreV1Api", lambda: 1 / 0)
    known = await numbers(world)
    assert known["seats"] == 0 and known["phase"] == "open"
    assert "Python &lt;intro&gt;" in await world.text("/event/pyintro/board")


@pytest.mark.parametrize(
    ("phase", "room", "lifted"),
    [("open", "127.0.0.0/8", True), ("open", None, False), ("open", "10.0.0.0/8", False), ("preparing", "127.0.0.0/8", False)],
)
async def test_the_limit_by_address_is_lifted_in_its_room(world, phase, room, lifted):
    world.open(event(phase, room=room), RateLimiter={"limit": 2, "period_seconds": 3600})
    limiter = world.app.tornado_app.settings["rate_limiter"]

    def launches():
        for _ in range(3):
            limiter.increment("127.0.0.1")

    if lifted:
        launches()
        assert [(await world.launch())[0] for _ in range(3)] == ["ready"] * 3
    else:
        with pytest.raises(RateLimitExceeded):
            launches()


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"of": "pyintro of today", "from": 7, "until": null}', '{"of": "pyintro of today", "from": "x", "until": "y"}'])
async def test_what_nobody_understands_is_as_if_it_were_not_there(world, folder, text):
    for what in ("prepared", "rehearsal", "figures"):
        (folder.path / f"pyintro.{what}").write_text(text)
    world.open(event("open"))
    assert (await get(world, "/event/pyintro")).headers["Location"] == "/v2/fake/repo/HEAD"
    assert (await world.launch())[0] == "ready"


async def test_it_begins_and_ends_by_the_clock(world):
    soon = event("preparing")
    world.open(soon)
    assert (await numbers(world))["phase"] == "preparing"
    world.desk.events.clock = lambda: soon["times"]["nodesUp"]
    assert (await get(world, "/event/pyintro")).code == 302
    world.desk.events.clock = lambda: soon["times"]["gone"]
    assert (await get(world, "/event/pyintro")).code == 200


def test_the_gate_of_private_repositories_finds_nothing_that_it_leans_on_changed(world):
    world.open(event("open"))
    gate = "\n".join(file.read_text() for file in sorted((COMPONENTS / "private-repositories/python/binder").glob("*.py")))
    names = {}
    exec(compile(gate, "gate", "exec"), names)
    # The test itself has another.
    assert names["changed_under_us"]() == ["launcher.Launcher.launch"]


async def test_a_wrong_piece_ends_the_program(world, monkeypatch):
    monkeypatch.delattr("binderhub.builder.BuildHandler.launch")
    with pytest.raises(SystemExit, match="Events: "):
        world.open(event("open"))


def test_times_are_written_as_the_job_reads_them(world):
    written = world.open(event("open")).desk
    assert written.events.phase(written.events.every[0]) == "open" and time.time() > 0
