"""Counting and refusing, with JupyterHub's own users and spawners."""

import asyncio
import gc

import pytest
from hours_world import Spawner, at, piece, rows, write
from traitlets.config import Config

THIS, LAST = "2026-11-23", "2026-11-16"


async def refused(spawner, people):
    with pytest.raises(Exception) as caught:
        await people.start(spawner)
    return caught.value.jupyterhub_message


async def test_each_minute_of_a_server_is_counted(people):
    await people.open().running()
    people.minutes(3)
    assert people.rows() == {("ada", THIS): 180}


async def test_a_server_is_counted_up_to_its_stop_and_no_longer(people):
    server = await people.open().running()
    people.minutes(1)
    people.now += 25
    await server.stop()
    people.now += 300
    people.hours.tick()
    assert people.rows() == {("ada", THIS): 85}


async def test_servers_at_the_same_time_add_up(people):
    people.open()
    await people.running(server="one")
    await people.running(server="two")
    people.minutes(1)
    assert people.rows() == {("ada", THIS): 120}


async def test_nothing_is_counted_of_who_has_no_server(people):
    people.open()
    people.spawner("grace")
    await people.running("ada")
    people.minutes(1)
    assert people.rows() == {("ada", THIS): 60}


async def test_time_before_a_server_runs_is_not_counted(people, monkeypatch):
    async def slow(_self):
        people.now += 45
        return "http://127.0.0.1:1"

    monkeypatch.setattr(Spawner, "_start", slow)
    await people.open().running()
    people.minutes(1)
    assert people.rows() == {("ada", THIS): 60}


async def test_a_minute_over_midnight_of_sunday_is_part_of_both_weeks(people):
    people.now = at("2026-11-29 23:59:20")
    await people.open().running()
    people.minutes(1)
    assert people.rows() == {("ada", THIS): 40, ("ada", "2026-11-30"): 20}


@pytest.mark.parametrize("seconds, counted", [(-3600, 0), (3600, 120)])
async def test_a_clock_that_is_set_adds_no_more_than_two_minutes(people, seconds, counted):
    await people.open().running()
    people.now += seconds
    people.hours.tick()
    assert sum(people.rows().values()) == counted


async def test_a_hub_that_is_started_again_counts_no_time_twice_and_none_in_which_it_was_away(people):
    first = await people.open().running()
    people.minutes(2)
    # It is killed half a minute after a tick, and back after an hour. The servers run on.
    people.now += 3630
    del first
    gc.collect()
    people.open().spawner()
    people.minutes(2)
    assert people.rows() == {("ada", THIS): 240}


async def test_a_minute_that_cannot_be_written_is_counted_with_the_next(people):
    await people.open().running()
    people.hours.file, good = people.file.parent / "no" / "file", people.hours.file
    with pytest.raises(Exception, match="unable to open"):
        people.minutes(1)
    people.hours.file = good
    people.minutes(1)
    assert people.rows() == {("ada", THIS): 120}


async def test_a_start_that_fails_counts_nothing_of_a_server_that_ended_by_itself(people, monkeypatch):
    async def fails(_self):
        raise RuntimeError("no node")

    server = await people.open().running()
    people.minutes(1)
    people.stop(server)
    people.now += 300
    monkeypatch.setattr(Spawner, "_start", fails)
    with pytest.raises(RuntimeError):
        await people.start(server)
    await server.stop()
    assert people.rows() == {("ada", THIS): 60}


async def test_a_database_that_is_gone_is_not_made(people):
    people.open().hours.file = people.file.parent / "gone.sqlite"
    with pytest.raises(Exception, match="unable to open"):
        people.hours.tick()
    assert not people.hours.file.exists()


async def test_rows_older_than_8_weeks_go(people):
    write(people.file, ("ada", "2026-09-28", 1), ("ada", "2026-09-21", 1))
    people.open().hours.tick()
    assert list(people.rows()) == [("ada", "2026-09-28")]


async def test_nobody_starts_a_server_whose_hours_are_used_up(people):
    write(people.file, ("ada", THIS, 20 * 3600))
    said = await refused(people.open().spawner(), people)
    assert said == "You have used 20 of 20 hours this week. New hours begin on Monday, 30 November, 00:00 UTC."


@pytest.mark.parametrize("row", [("ada", THIS, 20 * 3600 - 1), ("ada", LAST, 99 * 3600), ("grace", THIS, 99 * 3600)])
async def test_whoever_has_hours_left_starts_one(people, row):
    write(people.file, row)
    assert (await people.open().running()).counted_until == people.now


async def test_a_week_begins_on_monday_at_midnight(people):
    write(people.file, ("ada", THIS, 20 * 3600))
    people.now = at("2026-11-30 00:00") - 1
    await refused(people.open().spawner(), people)
    people.now += 1
    await people.running()


async def test_a_start_that_is_refused_is_no_failure_of_the_hub(people):
    write(people.file, ("ada", THIS, 20 * 3600))
    spawner = people.open().spawner()
    settings, start = {"failure_count": 1}, spawner.start

    def begin():
        spawner.handler.settings = settings
        return start()

    spawner.start = begin
    await refused(spawner, people)
    assert settings == {"failure_count": 0}


@pytest.mark.parametrize("name, admin", [("grace", True), ("binder-check", False), ("load--0a1b-1", False)])
async def test_administrators_and_the_programs_own_users_are_not_limited(people, name, admin):
    write(people.file, (name, THIS, 99 * 3600))
    people.open().user(name).admin = admin
    await people.running(name)
    people.minutes(1)
    assert not people.hours.ends


async def test_the_hours_of_administrators_are_counted_and_the_programs_own_are_not(people):
    people.open().user("grace").admin = True
    for name in ("grace", "binder-check", "load--0a1b-1"):
        await people.running(name)
    people.minutes(1)
    assert people.rows() == {("grace", THIS): 60}


async def test_a_server_beyond_the_hours_is_stopped_and_those_of_others_go_on(people):
    write(people.file, ("ada", THIS, 20 * 3600 - 90))
    await people.open().running("ada")
    await people.running("grace")
    people.minutes(1)
    assert not people.hours.ends
    people.minutes(1)
    people.minutes(1)
    await asyncio.gather(*people.hours.ends)
    assert people.removed == [("ada", "")]
    assert people.user("ada").spawners[""].server is None and people.user("grace").spawners[""].server is not None


async def test_hours_that_cannot_be_read_refuse_nobody(people):
    people.open().hours.file = people.file.parent / "no" / "file"
    server = await people.running()
    await server.stop()


@pytest.mark.parametrize(
    "used, said",
    [
        (0, "You have 20 of 20 hours left this week"),
        (7.5, "You have 12.5 of 20 hours left this week"),
        (19.5, "You have 31 minutes left this week. Then your server is stopped"),
        (20 - 1 / 3600, "You have 1 minute left this week. Then your server is stopped"),
    ],
)
async def test_a_start_says_first_what_is_left(people, used, said):
    write(people.file, ("ada", THIS, used * 3600))
    [event] = await first_of(people.open().spawner())
    assert (event["message"], event["html_message"]) == (said, f'{said}. <a href="/hub/hours">All your hours</a>')


@pytest.mark.parametrize("used, admin", [(20, False), (1, True)])
async def test_a_start_says_nothing_of_hours_where_none_are_left_or_there_is_no_limit(people, used, admin):
    write(people.file, ("ada", THIS, used * 3600))
    people.open().user("ada").admin = admin
    assert await first_of(people.spawner()) == []


async def first_of(spawner):
    """What is said before KubeSpawner's own events, of which there are none here."""
    spawner.events_enabled = False
    return [event async for event in spawner.progress()]


async def test_others_can_wait_for_the_end_of_a_server_beyond_its_hours(people):
    """JupyterHub does, where somebody removes a named server that stops: apihandlers/users.py `_stop_future`."""
    write(people.file, ("ada", THIS, 20 * 3600))
    server = people.open().spawner()
    people.hours.allowed += 30
    await people.start(server)
    people.minutes(1)
    assert [server._stop_future] == list(people.hours.ends)
    await server._stop_future
    assert (server._stop_future, server.pending) == (None, None)


async def test_a_server_that_starts_is_not_stopped_by_a_tick_and_one_that_stops_is_not_stopped_twice(people):
    write(people.file, ("ada", THIS, 20 * 3600 - 30))
    server = await people.open().running()
    server._spawn_pending = True
    people.minutes(2)
    assert not people.hours.ends
    server._spawn_pending = False
    people.minutes(2)
    assert len(people.hours.ends) == 1


async def test_a_server_that_does_not_stop_is_asked_again_a_minute_later(people):
    write(people.file, ("ada", THIS, 20 * 3600 - 30))
    await people.open().running()
    people.delete_user, works = None, people.delete_user
    people.minutes(1)
    await asyncio.gather(*people.hours.ends)
    people.delete_user = works
    people.minutes(1)
    await asyncio.gather(*people.hours.ends)
    assert people.removed == [("ada", "")]


async def test_a_server_of_a_person_who_is_deleted_stops_no_count_of_others(people):
    await people.open().running("grace")
    server = await people.running("ada")
    people.users.delete(people.user("ada"))
    people.db.commit()
    people.minutes(1)
    assert people.rows()["grace", THIS] == 60 and server.user.name == "ada"


async def test_a_person_who_is_deleted_and_comes_again_has_no_new_hours(people):
    write(people.file, ("ada", THIS, 20 * 3600))
    people.open().user("ada")
    people.users.delete(people.user("ada"))
    people.db.commit()
    await refused(people.spawner("ada"), people)


async def test_another_piece_may_import_other_things_by_the_same_names(people):
    await people.open(after="from datetime import datetime").running()
    people.minutes(1)
    assert people.rows() == {("ada", THIS): 60}


LINE = 'You have used 5 of 20 hours this week. <a href="hours">All your hours</a>'


@pytest.mark.parametrize(
    "variables, line",
    [
        ({}, LINE),
        ({"announcement": "Exam today"}, f"{LINE}<br>Exam today"),
        ({"announcement": "Exam today", "announcement_home": "At home"}, f"{LINE}<br>At home"),
        ({"announcement": lambda user: f"Hello {user.name}"}, f"{LINE}<br>Hello ada"),
    ],
)
def test_the_line_of_a_person_stands_before_what_the_home_announces(people, variables, line):
    write(people.file, ("ada", THIS, 5 * 3600))
    people.config.JupyterHub.template_vars = {**variables, "other": 1}
    people.open()
    found = people.config.JupyterHub.template_vars
    assert found["announcement_home"](people.user("ada")) == line
    assert {**found, "announcement_home": None} == {**variables, "other": 1, "announcement_home": None}


def test_variables_that_are_added_to_stay(people):
    people.config.JupyterHub.template_vars.update({"announcement": "Exam today"})
    people.open()
    assert people.config.JupyterHub.template_vars["announcement_home"](None) == "Exam today"


@pytest.mark.parametrize("who", [None, "service"])
def test_the_home_says_nothing_of_hours_to_who_is_no_person(people, who):
    people.open()
    assert people.config.JupyterHub.template_vars["announcement_home"](people.binder if who else None) is None


def test_the_home_says_nothing_of_hours_that_cannot_be_read(people):
    people.open().hours.file = people.file.parent / "no" / "file"
    assert people.config.JupyterHub.template_vars["announcement_home"](people.user("ada")) is None


def test_a_command_that_reads_the_configuration_writes_nothing(people):
    before = people.file.read_bytes()
    people.open()
    assert people.file.read_bytes() == before


def test_a_piece_that_cannot_run_ends_the_program(tmp_path):
    c = Config()
    c.JupyterHub.spawner_class = "no.such.Spawner"
    with pytest.raises(SystemExit, match="Hours: ModuleNotFoundError"):
        exec(compile(piece(tmp_path / "x"), "", "exec"), {"c": c})
