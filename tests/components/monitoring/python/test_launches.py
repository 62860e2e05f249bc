"""How launches end, as numbers and as records."""

import asyncio
import json
import math
import os

import pytest
from binderhub import launcher
from binderhub.build import ProgressEvent
from binderhub.quota import LaunchQuota, LaunchQuotaExceeded
from binderhub.repoproviders import FakeProvider
from prometheus_client import REGISTRY, generate_latest
from tornado.web import HTTPError
from world import Builds, Registry

OUTCOMES = ("success", "build_failure", "push_failure", "launch_failure", "quota", "closed", "rate_limited", "refused", "error", "left")


class UsedUp(LaunchQuota):
    """Refuses as per-person/python/binder.py does."""

    async def check_repo_quota(self, *_):
        raise LaunchQuotaExceeded("You have used 20 of 20 hours this week.", quota=0, used=0, status="hours")


async def ended(world, record, outcome):
    """Launches, and gives its record. Nothing else was counted."""
    await world.launch()
    await asyncio.sleep(0.05)
    [line] = record.lines()
    assert line["outcome"] == outcome
    assert [record.counted(one) for one in OUTCOMES] == [float(one == outcome) for one in OUTCOMES]
    return line


def failing(monkeypatch, error):
    async def launch(*_, **__):
        raise error

    monkeypatch.setattr(launcher.Launcher, "launch", launch)


async def test_a_launch_that_builds(world, record):
    line = await ended(world.open(), record, "success")
    assert line["built"] is True and record.waited("true") == 1 and record.waited("false") == 0


async def test_a_launch_of_an_image_that_is_there(world, record):
    Registry.has_image = True
    line = await ended(world.open(), record, "success")
    assert line["built"] is False and record.waited("true") == 0 and record.waited("false") == 1


async def test_a_record_names_the_repository_and_its_commit(world, record):
    line = await ended(world.open(), record, "success")
    assert (line["repository"], line["ref"]) == ("https://example.com/fake/repo.git", "1a2b3c4d5e6f")
    assert (line["schema"], line["version"], line["by"], line["person"]) == ("binderhub-azure/launch", 1, "people", None)
    assert line["timestamp"].endswith("Z") and 0 <= line["seconds"] < 30


async def test_a_build_that_fails(world, record):
    def fails(build):
        build.progress(ProgressEvent.Kind.LOG_MESSAGE, json.dumps({"phase": "failed", "message": "no such package\n"}))

    world.open()
    world.app.tornado_app.settings["build_class"] = type("Failing", (Builds,), {"submit": fails})
    line = await ended(world, record, "build_failure")
    assert line["built"] is True and record.waited("true") == 0


async def test_a_registry_that_refuses_the_image(world, record):
    def fails(build):
        for phase in ("building", "pushing", "failed"):
            build.progress(ProgressEvent.Kind.LOG_MESSAGE, json.dumps({"phase": phase, "message": "unauthorized\n"}))

    world.open()
    world.app.tornado_app.settings["build_class"] = type("Refused", (Builds,), {"submit": fails})
    await ended(world, record, "push_failure")


@pytest.mark.parametrize("last", ["Successfully tagged registry.example.org/a:b\n", "#14 naming to registry.example.org/a:b 0.0s done\n"])
async def test_a_registry_that_refuses_at_once(world, record, last):
    def fails(build):
        for phase, message in (("building", last), ("failed", 'Get "https://registry.example.org/v2/": connection refused\n')):
            build.progress(ProgressEvent.Kind.LOG_MESSAGE, json.dumps({"phase": phase, "message": message}))

    world.open()
    world.app.tornado_app.settings["build_class"] = type("Refused", (Builds,), {"submit": fails})
    await ended(world, record, "push_failure")


async def test_a_server_that_does_not_start(world, record, monkeypatch):
    failing(monkeypatch, HTTPError(500, "Image of the repository cannot be pulled"))
    await ended(world.open(Launcher={"retries": 1}), record, "launch_failure")


async def test_a_person_who_has_a_server_already(world, record, monkeypatch):
    failing(monkeypatch, HTTPError(409, "User ada already has a running server."))
    await ended(world.open(Launcher={"retries": 1}), record, "refused")


async def test_a_full_hub(world, record):
    await ended(world.open(servers=3, LaunchQuota={"total_quota": 3}, BinderHub={"launch_quota_class": "binderhub.quota.KubernetesLaunchQuota"}), record, "quota")


async def test_a_person_whose_hours_are_used_up(world, record):
    """It is no limit of the hub, of which an alert would tell."""
    await ended(world.open(BinderHub={"launch_quota_class": UsedUp}), record, "refused")


async def test_a_closed_hub(world, record):
    world.mount.write("Back at 14:00")
    await ended(world.open(), record, "closed")


async def test_too_many_launches_from_one_address(world, record):
    from binderhub.ratelimit import RateLimitExceeded

    def increment(*_):
        raise RateLimitExceeded("too many")

    world.open(RateLimiter={"limit": 1})
    world.app.tornado_app.settings["rate_limiter"].increment = increment
    await ended(world, record, "rate_limited")


async def test_a_link_to_nothing_and_it_is_not_named(world, record, monkeypatch):
    async def nothing(_):
        return None

    monkeypatch.setattr(FakeProvider, "get_resolved_ref", nothing)
    line = await ended(world.open(), record, "refused")
    assert (line["provider"], line["repository"], line["ref"]) == (None, None, None)


async def test_a_git_server_that_does_not_answer(world, record, monkeypatch):
    async def broken(_):
        raise ValueError("GitHub rate limit exceeded. Try again in 5 minutes.")

    monkeypatch.setattr(FakeProvider, "get_resolved_ref", broken)
    assert (await ended(world.open(), record, "error"))["repository"] is None


async def test_a_person_who_goes_while_it_builds(world, record):
    gate = asyncio.Event()
    loop = asyncio.get_running_loop()

    def waits(build):
        asyncio.run_coroutine_threadsafe(gate.wait(), loop).result(20)
        for _ in range(20):
            build.progress(ProgressEvent.Kind.LOG_MESSAGE, json.dumps({"phase": "building", "message": "x" * 4000}))

    world.open()
    world.app.tornado_app.settings["build_class"] = type("Waiting", (Builds,), {"submit": waits})
    reader, writer = await asyncio.open_connection(*world.server_at)
    writer.write(b"GET /build/fake/repo/HEAD HTTP/1.1\r\nHost: binder\r\nAccept: text/event-stream\r\n\r\n")
    while b"waiting" not in await asyncio.wait_for(reader.readline(), 30):
        pass
    writer.transport.abort()
    gate.set()
    while not record.counted("left"):
        await asyncio.sleep(0.01)
    assert [line["outcome"] for line in record.lines()] == ["left"]


async def test_the_check_is_told_apart(world, record):
    world.open()
    reader, writer = await asyncio.open_connection(*world.server_at)
    writer.write(b"GET /build/fake/repo/HEAD HTTP/1.1\r\nHost: binder\r\nAccept: text/event-stream\r\nUser-Agent: binder-check\r\n\r\n")
    while b"ready" not in await asyncio.wait_for(reader.readline(), 30):
        pass
    writer.close()
    assert record.counted("success", "check") == 1 and record.counted("success") == 0
    assert [line["by"] for line in record.lines()] == ["check"]


async def test_an_address_with_a_password_is_recorded_without_it(world, record, monkeypatch):
    monkeypatch.setattr(FakeProvider, "get_repo_url", lambda _: "https://ada:geheim@git.example.org/a/b.git?token=geheim")
    assert (await ended(world.open(), record, "success"))["repository"] == "https://git.example.org/a/b.git"


async def test_every_number_begins_at_zero(record):
    assert [record.counted(outcome, by) for outcome in OUTCOMES for by in ("people", "check")] == [0] * 20
    assert [record.waited(built, by) for built in ("true", "false") for by in ("people", "check")] == [0] * 4
    for name, labels in (("build", {"status": "success"}), ("build", {"status": "failure"}), ("launch", {"status": "failure", "retries": "-1"})):
        assert REGISTRY.get_sample_value(f"binderhub_{name}_time_seconds_count", labels) is not None
    assert math.isnan(REGISTRY.get_sample_value("binderhub_github_rate_limit_remaining"))
    assert "LAUNCH_RECORD_KEY" not in os.environ


async def test_without_a_key_it_counts_and_records_nothing(world, monkeypatch, capsys):
    from watched import watched

    record = watched(monkeypatch, capsys, key="")
    await world.open().launch()
    assert record.counted("success") == 1 and record.lines() == []


async def test_a_launch_goes_on_when_it_cannot_be_recorded(world, record, monkeypatch):
    class Odd(str):
        def startswith(self, *_):
            raise OSError("No space left on device")

    monkeypatch.setattr(FakeProvider, "get_repo_url", lambda _: Odd("https://example.com/fake/repo.git"))
    assert (await world.open().launch())[0] == "ready"
    assert record.lines() == []


@pytest.mark.parametrize("name", ["repo.git", "example.com"])
async def test_our_numbers_name_no_repository(world, record, name):
    await world.open().launch()
    own = [line for line in generate_latest().decode().splitlines() if line.startswith(("binderhub_launch_end", "binderhub_launch_wait"))]
    assert own and not [line for line in own if name in line]
