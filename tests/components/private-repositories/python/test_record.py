"""What the record of launches (components/monitoring) says of private repositories and of persons."""

import hashlib
import hmac
import importlib.util
import pathlib

import pytest

spec = importlib.util.spec_from_file_location("watched", pathlib.Path(__file__).parents[2] / "monitoring/python/watched.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)


@pytest.fixture
def record(monkeypatch, capsys):
    return module.watched(monkeypatch, capsys)


async def test_a_private_repository_is_recorded_without_its_name(world, record):
    world.servers.repository("lab/confidential")
    assert (await world.open().launch("gh/lab/confidential/HEAD")).phases[-1] == "ready"
    [line] = record.lines()
    assert (line["outcome"], line["provider"], line["repository"], line["ref"]) == ("success", "GitHub", "private", None)
    assert "confidential" not in str(line)


async def test_a_public_repository_is_recorded_with_its_name(world, record):
    world.servers.repository("lab/open", private=False)
    await world.open().launch("gh/lab/open/HEAD")
    [line] = record.lines()
    assert line["repository"] == f"https://{world.servers.host}/lab/open" and line["ref"]


async def test_a_person_who_may_not_read_it_was_refused(world, record):
    world.servers.repository("lab/confidential")
    await world.open().launch("gh/lab/confidential/HEAD", "mallory")
    [line] = record.lines()
    assert (line["outcome"], line["repository"]) == ("refused", None)
    assert "confidential" not in str(line)


async def test_a_person_is_the_same_person_each_time_and_has_no_name(world, record):
    world.servers.repository("lab/open", private=False)
    world.open()
    for who in ("alice", "alice", "mallory"):
        await world.launch("gh/lab/open/HEAD", who)
    first, again, other = [line["person"] for line in record.lines()]
    assert first == again == hmac.new(b"k" * 64, b"alice", hashlib.sha256).hexdigest()[:16]
    assert other not in (first, None)


async def test_who_is_not_logged_in_was_refused(world, record):
    await world.open().launch("gh/lab/open/HEAD", None)
    [line] = record.lines()
    assert (line["outcome"], line["person"], line["repository"]) == ("refused", None, None)
